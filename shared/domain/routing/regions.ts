import codes from 'i18n-iso-countries/codes.json';
import english from 'i18n-iso-countries/langs/en.json';
import { configError } from '../../errors/app-error';
import { normaliseName } from '../matching/normalise';
import { COUNTRIES_BY_SUB_REGION, COUNTRY_ALIASES } from './country-regions.table';

/** The sales region of a country, as it stands in User.Region__c (contracts, section 1). */
export type Region = 'AMER' | 'EMEA' | 'APAC';

/** The region of a country as somebody wrote it; undefined when empty or not recognised. */
export type RegionFinder = (country: string | undefined) => Region | undefined;

/**
 * Recognises a country by its English name, ISO alpha-2 or alpha-3 code or an alias, ignoring case and surrounding white space
 * (contracts, sections 5 and 11). `aliases` are the stage's own: ISO alpha-2 code by spelling; they win over the built-in spellings.
 * @throws ConfigError for an alias that is blank or names no ISO code
 */
export const regionFinder = (aliases: Readonly<Record<string, string>>): RegionFinder => {
  const regions = new Map(ISO_SPELLINGS.map(([spelling, alpha2]) => [normaliseName(spelling), regionOf(alpha2)]));
  for (const [spelling, alpha2] of [...Object.entries(COUNTRY_ALIASES), ...Object.entries(aliases)]) {
    const key = normaliseName(spelling);
    if (key === undefined) throw configError(`Country alias for ${alpha2} is blank: write a spelling or remove it.`);
    if (!ALPHA2_CODES.has(alpha2)) throw configError(`Country alias "${spelling}" stands for "${alpha2}", which is no ISO 3166-1 alpha-2 code: write two capitals such as DE.`);
    regions.set(key, regionOf(alpha2));
  }
  return (country) => regions.get(normaliseName(country));
};

const regionByCountry = new Map(
  (['AMER', 'APAC'] as const).flatMap((region) =>
    Object.values(COUNTRIES_BY_SUB_REGION[region]).flatMap((countries) => countries.split(' ').map((alpha2) => [alpha2, region] as const)),
  ),
);

const regionOf = (alpha2: string): Region => regionByCountry.get(alpha2) ?? 'EMEA';

const ALPHA2_CODES: ReadonlySet<string> = new Set(Object.keys(english.countries));

/** English names and codes with their alpha-2 code. "Congo" names two countries; both lie in one region. */
const ISO_SPELLINGS: readonly (readonly [spelling: string, alpha2: string])[] = [
  ...Object.entries(english.countries).flatMap(([alpha2, names]) => [alpha2, names].flat().map((spelling) => [spelling, alpha2] as const)),
  ...codes.flatMap(([alpha2, alpha3]) => (alpha2 !== undefined && alpha3 !== undefined ? [[alpha3, alpha2] as const] : [])),
];
