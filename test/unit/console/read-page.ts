/** A page as its reader meets it. */
export interface ReadPage {
  readonly heading: string;
  /** Rows of each table, by its label; the first row is that of the titles. */
  readonly tables: Readonly<Record<string, string[][]>>;
  readonly links: string[];
  /** All visible text. */
  readonly text: string;
}

/**
 * Reads a page of the console, and throws at anything that it is not made of: an element or attribute that is not on the list, an
 * attribute without double quotes, an address that leads elsewhere than here or to the web, an element that is not closed.
 */
export const readPage = (document: string): ReadPage => {
  const links: string[] = [];
  const tables: Record<string, string[][]> = {};
  const open: string[] = [];
  let [text, heading, label, cell] = ['', '', '', ''];

  for (const token of document.replace(/^<!doctype html>/, '').match(/<[^>]*>|[^<]+|</g) ?? []) {
    if (!token.startsWith('<')) {
      const shown = open.at(-1) === 'style' ? '' : unescaped(token);
      text += shown;
      cell += shown;
      continue;
    }
    const [, closing, name = '', attributes = ''] = /^<(\/?)([a-z]+[1-6]?)((?: [a-z-]+(?:="[^"]*")?)*)>$/.exec(token) ?? fail(`unexpected ${token}`);
    if (!ELEMENTS.has(name)) fail(`unexpected element ${name}`);
    for (const [, attribute = '', value = ''] of attributes.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
      if (!ATTRIBUTES.has(attribute)) fail(`unexpected attribute ${attribute} of ${name}`);
      if (attribute === 'href') links.push(address(unescaped(value)));
      if (attribute === 'aria-label') label = unescaped(value);
    }
    if (closing === '') {
      if (name === 'table') tables[label] = [];
      if (name === 'tr') tables[label]?.push([]);
      if (name === 'h1' || name === 'td' || name === 'th') cell = '';
      if (!VOID.has(name)) open.push(name);
      continue;
    }
    if (open.pop() !== name) fail(`</${name}> closes nothing`);
    if (name === 'h1') heading = cell.trim();
    if (name === 'td' || name === 'th') tables[label]?.at(-1)?.push(cell.trim());
  }
  if (open.length > 0) fail(`not closed: ${open.join(', ')}`);
  return { heading, tables, links, text };
};

const ELEMENTS = new Set(
  'html head meta title style body header nav a form input button main footer h1 h2 h3 h4 p b i s br hr code pre span time div section article table thead tbody tr th td dl dt dd ol ul li details summary label select option datalist iframe'.split(' '),
);
const ATTRIBUTES = new Set(
  'lang charset name content aria-label aria-current class href action role type placeholder required value selected list autocomplete id scope tabindex datetime title download target rel sandbox srcdoc'.split(' '),
);
const VOID = new Set(['meta', 'input', 'br', 'hr']);
const ENTITIES = new Map([['&amp;', '&'], ['&lt;', '<'], ['&gt;', '>'], ['&quot;', '"'], ['&#39;', "'"]]);

export const unescaped = (text: string): string => text.replaceAll(/&[^;]*;?/g, (entity) => ENTITIES.get(entity) ?? fail(`bare & in ${text}`));

const address = (href: string): string => (/^(\/(?!\/)|\?|https?:\/\/|mailto:)/.test(href) ? href : fail(`leads to ${href}`));

const fail = (problem: string): never => {
  throw new Error(problem);
};
