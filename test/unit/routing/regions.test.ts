import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import codes from 'i18n-iso-countries/codes.json';
import english from 'i18n-iso-countries/langs/en.json';
import { COUNTRIES_BY_SUB_REGION, COUNTRY_ALIASES } from '../../../shared/domain/routing/country-regions.table';
import { regionFinder } from '../../../shared/domain/routing/regions';

const data = process.env.REVSIGNAL_DATA;
const isoCodes = new Set(codes.map(([alpha2]) => alpha2));

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

  const reference = data ? it : it.skip;
  reference('recognises every spelling of the reference table (skipped: REVSIGNAL_DATA is not set)', () => {
    const rows: Record<'name' | 'alpha2' | 'alpha3' | 'region' | 'aliases', string>[] = parse(readFileSync(join(data ?? '', 'reference/country-regions.csv')), { columns: true });
    const spellings = rows.flatMap((row) => [row.name, row.alpha2, row.alpha3, ...row.aliases.split('|').filter(Boolean)].map((spelling) => ({ spelling, region: row.region })));

    expect(spellings.length).toBeGreaterThan(3 * 240);
    expect(spellings.map(({ spelling }) => ({ spelling, region: regionOf(` ${spelling.toUpperCase()} `) }))).toEqual(spellings);
  });
});

describe('the table of regions', () => {
  const listed = Object.values(COUNTRIES_BY_SUB_REGION).flatMap((subRegions) => Object.values(subRegions).flatMap((countries) => countries.split(' ')));

  it('names ISO codes only, each once', () => {
    expect(listed.filter((code) => !isoCodes.has(code))).toEqual([]);
    expect(listed.length).toBe(new Set(listed).size);
  });

  it('has no alias that the ISO names and codes already know', () => {
    const known = new Set([...codes.flatMap((row) => row.slice(0, 2)), ...Object.values(english.countries).flat()].map((spelling) => spelling.toLowerCase()));

    expect(Object.keys(COUNTRY_ALIASES).filter((alias) => known.has(alias.toLowerCase()))).toEqual([]);
  });
});
