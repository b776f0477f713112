import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');

const filesUnder = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).flatMap((file) => (file.endsWith(ending) ? [join(folder, file)] : []));

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Code holds neither headings nor links. */
const withoutCode = (page: string): string => page.replaceAll(/^```[^]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, (code) => code.slice(1, -1).replaceAll(/[[\]()]/g, ''));

/** The anchor under which a page on GitHub shows a heading. */
const anchorOf = (heading: string): string => heading.trim().toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
const anchorsOf = (page: string): string[] => [...withoutCode(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
const linksOf = (page: string): string[] => [...withoutCode(page).matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

const brokenLinksOf = (file: string): string[] =>
  linksOf(read(file)).filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : relative(ROOT, join(ROOT, dirname(file), path));
    if (target.startsWith('..') || !existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });

describe('the documentation', () => {
  it.each(['README.md', 'CHANGELOG.md', ...filesUnder('docs', '.md')])('%s links to files and headings that are there', (file) => {
    expect(brokenLinksOf(file)).toEqual([]);
  });

  it('has a runbook section for every message to operations', () => {
    const sources = [...filesUnder('lambdas', '.ts'), ...filesUnder('shared', '.ts')];
    const used = new Set(sources.flatMap((file) => [...read(file).matchAll(/runbookAnchor: '([^']+)'/g)].map(([, anchor = '']) => anchor)));

    expect(used.size).toBeGreaterThan(0);
    expect([...used].filter((anchor) => !anchorsOf(read('docs/runbook.md')).includes(anchor))).toEqual([]);
  });

  it('lists every decision, and numbers none twice', () => {
    const pages = filesUnder('docs/decisions', '.md').map((file) => relative('docs/decisions', file)).filter((file) => file !== 'README.md');
    const numbers = pages.map((page) => page.slice(0, 3));

    expect(linksOf(read('docs/decisions/README.md')).toSorted()).toEqual(pages.toSorted());
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
