/**
 * Reads a page that consists of nothing but what our messages are made of, and throws at anything else: an element or attribute that
 * is not on the list, an element that is not closed, a bare `<`, `>` or `&`, quotes or other quoting of attributes. Returns the
 * visible text by blocks and the links.
 */
export const readStrictHtml = (html: string): { lines: string[]; links: string[] } => {
  const body = /^<!doctype html>\n<html lang="en">\n<head>\n[\s\S]*?<title>([^<>]*)<\/title>\n<style>[^<]*<\/style>\n<\/head>\n<body style="margin:0;padding:0">\n([\s\S]*)\n<\/body>\n<\/html>\n$/.exec(html);
  if (body === null) throw new Error('not our page');
  plainText(body[1] ?? '');

  const open: string[] = [];
  const links: string[] = [];
  let text = '';
  for (const token of (body[2] ?? '').match(/<[^>]*>|[^<]+|</g) ?? []) {
    if (!token.startsWith('<')) {
      text += plainText(token.replaceAll('\n', ''));
      continue;
    }
    const [, closing, name = '', attributes = ''] = /^<(\/?)(div|h1|h2|p|b|i|a|ul|li|br|table|tr|td)((?: [a-z]+="[^"<>]*")*)>$/.exec(token) ?? fail(`unexpected ${token}`);
    for (const [, attribute = '', value = ''] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
      if (attribute === 'href' && name === 'a') links.push(plainText(value));
      else if (attribute === 'role' && name === 'table' && value === 'presentation') continue;
      else if (!['style', 'class'].includes(attribute) || /&|url|expression/.test(value)) fail(`unexpected ${attribute}="${value}"`);
    }
    if (name === 'br' || BLOCKS.has(name)) text += '\n';
    if (name === 'br') continue;
    if (closing === '') open.push(name);
    else if (open.pop() !== name) fail(`</${name}> closes nothing`);
  }
  if (open.length > 0) fail(`not closed: ${open.join(', ')}`);
  return { lines: text.split('\n').filter((line) => line.trim() !== ''), links };
};

const BLOCKS = new Set(['div', 'h1', 'h2', 'p', 'ul', 'li', 'table', 'tr', 'td']);
const ENTITIES = new Map([['&amp;', '&'], ['&lt;', '<'], ['&gt;', '>'], ['&quot;', '"'], ['&#39;', "'"], ['&nbsp;', '\u00A0']]);

const plainText = (text: string): string => {
  if (/[<>]/.test(text)) fail(`bare bracket in ${text}`);
  return text.replaceAll(/&[^;]*;?/g, (entity) => ENTITIES.get(entity) ?? fail(`bare & in ${text}`));
};

const fail = (problem: string): never => {
  throw new Error(problem);
};
