import codes from 'i18n-iso-countries/codes.json';
import english from 'i18n-iso-countries/langs/en.json';
import { configError } from '../../errors/app-error';
import { normaliseName } from '../matching/normalise';
import { COUNTRIES_BY_SUB_REGION, COUNTRY_ALIASES, COUNTRY_NAMES } from './country-regions.table';

/** The sales region of a country, as it stands in User.Region__c (contracts, section 1). */
export type Region = 'AMER' | 'EMEA' | 'APAC';

/** A country as the master list has it: the name that is stored, its ISO code and its sales region (LD-09). */
interface Country {
  readonly name: string;
  readonly alpha2: string;
  readonly region: Region;
}

/** The country that somebody wrote; undefined when empty or not recognised. */
export type CountryFinder = (country: string | undefined) => Country | undefined;

/** The region of a country as somebody wrote it; undefined when empty or not recognised. */
export type RegionFinder = (country: string | undefined) => Region | undefined;

/**
 * Recognises a country by its English name, ISO alpha-2 or alpha-3 code or an alias, ignoring case and surrounding white space
 * (contracts, sections 5 and 11). `aliases` are the stage's own: ISO alpha-2 code by spelling; they win over the built-in spellings.
 * @throws ConfigError for an alias that is blank or names no ISO code
 */
export const countryFinder = (aliases: Readonly<Record<string, string>>): CountryFinder => {
  const countries = new Map(BUILT_IN_SPELLINGS.map(([spelling, alpha2]) => [normaliseName(spelling), COUNTRIES.get(alpha2)]));
  for (const [spelling, alpha2] of Object.entries(aliases)) {
    const key = normaliseName(spelling);
    const country = COUNTRIES.get(alpha2);
    if (key === undefined) throw configError(`Country alias for ${alpha2} is blank: write a spelling or remove it.`);
    if (!country) throw configError(`Country alias "${spelling}" stands for "${alpha2}", which is no ISO 3166-1 alpha-2 code: write two capitals such as DE.`);
    countries.set(key, country);
  }
  return (country) => countries.get(normaliseName(country));
};

/** The regions alone, for records whose country stays as it was delivered. */
export const regionFinder = (aliases: Readonly<Record<string, string>>): RegionFinder => {
  const countryOf = countryFinder(aliases);
  return (country) => countryOf(country)?.region;
};

const regionByCountry = new Map(
  (['AMER', 'APAC'] as const).flatMap((region) =>
    Object.values(COUNTRIES_BY_SUB_REGION[region]).flatMap((countries) => countries.split(' ').map((alpha2) => [alpha2, region] as const)),
  ),
);

const COUNTRIES: ReadonlyMap<string, Country> = new Map(
  Object.entries(english.countries).map(([alpha2, names]) => [
    alpha2,
    { name: COUNTRY_NAMES[alpha2] ?? [names].flat()[0] ?? alpha2, alpha2, region: regionByCountry.get(alpha2) ?? 'EMEA' },
  ]),
);

/** Spellings with their alpha-2 code, the later ones winning: English names and codes of ISO 3166, the master list's names, aliases. */
const BUILT_IN_SPELLINGS: readonly (readonly [spelling: string, alpha2: string])[] = [
  ...Object.entries(english.countries).flatMap(([alpha2, names]) => [alpha2, names].flat().map((spelling) => [spelling, alpha2] as const)),
  ...codes.flatMap(([alpha2, alpha3]) => (alpha2 !== undefined && alpha3 !== undefined ? [[alpha3, alpha2] as const] : [])),
  ...Object.entries(COUNTRY_NAMES).map(([alpha2, name]) => [name, alpha2] as const),
  ...Object.entries(COUNTRY_ALIASES),
];
