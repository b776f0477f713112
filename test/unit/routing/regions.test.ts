import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import codes from 'i18n-iso-countries/codes.json';
import english from 'i18n-iso-countries/langs/en.json';
import { COUNTRIES_BY_SUB_REGION, COUNTRY_ALIASES, COUNTRY_NAMES } from '../../../shared/domain/routing/country-regions.table';
import { countryFinder, regionFinder } from '../../../shared/domain/routing/regions';

const data = process.env.REVSIGNAL_DATA;
const isoCodes = new Set(codes.map(([alpha2]) => alpha2));

const reference = data ? it : it.skip;
const readRows = <Column extends string>(path: string): Record<Column, string>[] => parse(readFileSync(join(data ?? '', path)), { columns: true });

describe('the region of a country (contracts, sections 5 and 11)', () => {
  const regionOf = regionFinder({});

  it.each([
    ['United States', 'AMER'],
    ['Puerto Rico', 'AMER'],
    ['Greenland', 'AMER'],
    ['Germany', 'EMEA'],
    ['Kenya', 'EMEA'],
    ['Georgia', 'EMEA'],
    ['Türkiye', 'EMEA'],
    ['Kazakhstan', 'EMEA'],
    ['Congo', 'EMEA'],
    ['Iran', 'APAC'],
    ['Afghanistan', 'APAC'],
    ['Japan', 'APAC'],
    ['New Zealand', 'APAC'],
  ])('%s lies in %s', (country, region) => {
    expect(regionOf(country)).toBe(region);
  });

  it.each(['United Kingdom', 'GB', 'gbr', 'UK', 'u.k.', 'Great Britain', '  united KINGDOM\t', 'UNITED  KINGDOM'])('recognises the spelling %j', (spelling) => {
    expect(regionOf(spelling)).toBe('EMEA');
  });

  it('recognises a name whose accents are written as combining marks', () => {
    expect(regionOf('Co\u0302te d\'Ivoire')).toBe('EMEA');
  });

  it.each([undefined, '', ' \t', 'Freedonia', 'Germanyy', 'XX', 'constructor'])('has no region for %j (LD-09)', (country) => {
    expect(regionOf(country)).toBeUndefined();
  });

  it("adds a stage's aliases, which win over the built-in spellings", () => {
    const regionOf = regionFinder({ Cymru: 'GB', GEORGIA: 'US' });

    expect([' cymru ', 'Georgia', 'Japan'].map(regionOf)).toEqual(['EMEA', 'AMER', 'APAC']);
  });

  it.each([
    [{ Freedonia: 'ZZ' }, 'Country alias "Freedonia" stands for "ZZ", which is no ISO 3166-1 alpha-2 code: write two capitals such as DE.'],
    [{ Germania: 'de' }, 'Country alias "Germania" stands for "de", which is no ISO 3166-1 alpha-2 code: write two capitals such as DE.'],
    [{ ' ': 'DE' }, 'Country alias for DE is blank: write a spelling or remove it.'],
  ])('refuses the aliases %j', (aliases, message) => {
    expect(() => regionFinder(aliases)).toThrow(expect.objectContaining({ name: 'ConfigError', message }));
  });

  reference('recognises every spelling of the reference table (skipped: REVSIGNAL_DATA is not set)', () => {
    const rows = readRows<'name' | 'alpha2' | 'alpha3' | 'region' | 'aliases'>('reference/country-regions.csv');
    const spellings = rows.flatMap((row) => [row.name, row.alpha2, row.alpha3, ...row.aliases.split('|').filter(Boolean)].map((spelling) => ({ spelling, region: row.region })));

    expect(spellings.length).toBeGreaterThan(3 * 240);
    expect(spellings.map(({ spelling }) => ({ spelling, region: regionOf(` ${spelling.toUpperCase()} `) }))).toEqual(spellings);
  });
});

describe('the country that somebody wrote (LD-09)', () => {
  const countryOf = countryFinder({ Blighty: 'GB' });

  it.each([
    ['USA', { name: 'United States', alpha2: 'US', region: 'AMER' }],
    [' deutschland ', { name: 'Germany', alpha2: 'DE', region: 'EMEA' }],
    ['Congo', { name: 'Congo', alpha2: 'CG', region: 'EMEA' }],
    ['Democratic Republic of the Congo', { name: 'Democratic Republic of the Congo', alpha2: 'CD', region: 'EMEA' }],
    ['COD', { name: 'Democratic Republic of the Congo', alpha2: 'CD', region: 'EMEA' }],
    ['Czech Republic', { name: 'Czechia', alpha2: 'CZ', region: 'EMEA' }],
    ['Blighty', { name: 'United Kingdom', alpha2: 'GB', region: 'EMEA' }],
    ['Freedonia', undefined],
    [undefined, undefined],
  ])('%j', (text, country) => {
    expect(countryOf(text)).toEqual(country);
  });

  reference('is stored under the name of the reference table, whatever the spelling (skipped: REVSIGNAL_DATA is not set)', () => {
    const rows = readRows<'name' | 'alpha2' | 'alpha3' | 'region' | 'aliases'>('reference/country-regions.csv');
    const spellings = rows.flatMap(({ name, alpha2, alpha3, region, aliases }) => [name, alpha2, alpha3, ...aliases.split('|').filter(Boolean)].map((spelling) => ({ spelling, country: { name, alpha2, region } })));

    expect(spellings.map(({ spelling }) => ({ spelling, country: countryOf(` ${spelling.toLowerCase()} `) }))).toEqual(spellings);
  });

  reference('is found by the codes and the common name of a public list (skipped: REVSIGNAL_DATA is not set)', () => {
    const published = readRows<'ISO3166-1-Alpha-2' | 'ISO3166-1-Alpha-3' | 'CLDR display name'>('countries/country-codes.csv').filter((row) => row['ISO3166-1-Alpha-2'] !== '');
    const spellings = published.flatMap((row) => [row['ISO3166-1-Alpha-2'], row['ISO3166-1-Alpha-3'], row['CLDR display name']].map((spelling) => ({ spelling, alpha2: row['ISO3166-1-Alpha-2'] })));

    expect(spellings.map(({ spelling }) => ({ spelling, alpha2: countryOf(spelling)?.alpha2 }))).toEqual(spellings);
  });

  // 27,179 spellings of the languages of the world, of which we know the English ones.
  reference('is never another country than a list of the world says (skipped: REVSIGNAL_DATA is not set)', () => {
    const found: { code: string; spelling: string; alpha2: string }[] = [];
    let code = '';
    for (const line of readFileSync(join(data ?? '', 'countries/countrynames_data.yaml'), 'utf8').split('\n')) {
      code = /^"?([A-Z-]+)"?:\s*$/.exec(line)?.[1] ?? code;
      const spelling = /^ {2}- ["']?(.*?)["']?(?:\s+#.*)?$/.exec(line)?.[1];
      const country = countryOf(spelling);
      if (spelling !== undefined && country) found.push({ code, spelling, alpha2: country.alpha2 });
    }

    expect(found.filter(({ code, alpha2 }) => code !== alpha2)).toEqual([]);
    expect(found.length).toBeGreaterThan(600);
  });
});

describe('the table of regions', () => {
  const listed = Object.values(COUNTRIES_BY_SUB_REGION).flatMap((subRegions) => Object.values(subRegions).flatMap((countries) => countries.split(' ')));

  it('names ISO codes only, each once', () => {
    expect(listed.filter((code) => !isoCodes.has(code))).toEqual([]);
    expect(listed.length).toBe(new Set(listed).size);
  });

  it('names countries as the ISO table does not name them first', () => {
    const first = new Map(Object.entries(english.countries).map(([alpha2, names]) => [alpha2, [names].flat()[0]]));

    expect(Object.entries(COUNTRY_NAMES).filter(([alpha2, name]) => !first.has(alpha2) || first.get(alpha2) === name)).toEqual([]);
  });

  it('has no alias that the ISO names and codes already know', () => {
    const known = new Set([...codes.flatMap((row) => row.slice(0, 2)), ...Object.values(english.countries).flat()].map((spelling) => spelling.toLowerCase()));

    expect(Object.keys(COUNTRY_ALIASES).filter((alias) => known.has(alias.toLowerCase()))).toEqual([]);
  });
});
