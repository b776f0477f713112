/**
 * Sales regions of countries by ISO 3166-1 alpha-2 code, along the sub-regions of UN M49 (https://unstats.un.org/unsd/methodology/m49/).
 * What stands in neither list is EMEA: Europe, Africa, Western and Central Asia; also Kosovo, which M49 does not name, and Antarctica,
 * which it puts nowhere.
 */
export const COUNTRIES_BY_SUB_REGION = {
  AMER: {
    northernAmerica: 'BM CA GL PM US',
    centralAmerica: 'BZ CR GT HN MX NI PA SV',
    caribbean: 'AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI',
    southAmerica: 'AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE',
  },
  APAC: {
    easternAsia: 'CN HK JP KP KR MN MO TW',
    southEasternAsia: 'BN ID KH LA MM MY PH SG TH TL VN',
    southernAsia: 'AF BD BT IN IR LK MV NP PK',
    australiaAndNewZealand: 'AU CC CX HM NF NZ',
    melanesia: 'FJ NC PG SB VU',
    micronesia: 'FM GU KI MH MP NR PW UM',
    polynesia: 'AS CK NU PF PN TK TO TV WF WS',
  },
} as const;

/**
 * The master list's name of a country (LD-09), where it is not the first English name that the ISO table gives. Each is a spelling, too; where
 * two countries could be meant, as by Congo, it is the one with that name.
 */
export const COUNTRY_NAMES: Readonly<Record<string, string>> = {
  BL: 'St. Barthélemy',
  BN: 'Brunei',
  BQ: 'Caribbean Netherlands',
  CC: 'Cocos Islands',
  CG: 'Congo',
  CI: 'Côte d\'Ivoire',
  CN: 'China',
  CZ: 'Czechia',
  FK: 'Falkland Islands',
  FM: 'Micronesia',
  GM: 'Gambia',
  GS: 'South Georgia & South Sandwich Islands',
  HM: 'Heard & McDonald Islands',
  IR: 'Iran',
  KN: 'St. Kitts & Nevis',
  LA: 'Laos',
  LC: 'St. Lucia',
  MD: 'Moldova',
  MF: 'St. Martin',
  MK: 'North Macedonia',
  PM: 'St. Pierre & Miquelon',
  PS: 'Palestine',
  RE: 'Réunion',
  RU: 'Russia',
  SH: 'St. Helena',
  SJ: 'Svalbard & Jan Mayen',
  ST: 'São Tomé and Príncipe',
  SX: 'Sint Maarten',
  SY: 'Syria',
  TC: 'Turks & Caicos Islands',
  TW: 'Taiwan',
  TZ: 'Tanzania',
  UM: 'U.S. Outlying Islands',
  US: 'United States',
  VA: 'Vatican City',
  VC: 'St. Vincent & Grenadines',
  VG: 'British Virgin Islands',
  VI: 'U.S. Virgin Islands',
  WF: 'Wallis & Futuna',
};

/** Spellings that vendors and salespeople use beside the English names of ISO 3166 (contracts, section 5). Settings may add to them. */
export const COUNTRY_ALIASES: Readonly<Record<string, string>> = {
  'Antigua & Barbuda': 'AG',
  Bosnia: 'BA',
  Brasil: 'BR',
  'Congo - Brazzaville': 'CG',
  'Congo - Kinshasa': 'CD',
  'Côte d’Ivoire': 'CI',
  Deutschland: 'DE',
  España: 'ES',
  Holland: 'NL',
  'Iran, Islamic Republic of': 'IR',
  Schweiz: 'CH',
  'São Tomé & Príncipe': 'ST',
  'Trinidad & Tobago': 'TT',
  'U.K.': 'GB',
  'Viet Nam': 'VN',
};
