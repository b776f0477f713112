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

/** Spellings that vendors and salespeople use beside the English names of ISO 3166 (contracts, section 5). Settings may add to them. */
export const COUNTRY_ALIASES: Readonly<Record<string, string>> = {
  Brasil: 'BR',
  'British Virgin Islands': 'VG',
  Brunei: 'BN',
  'Caribbean Netherlands': 'BQ',
  'Cocos Islands': 'CC',
  Deutschland: 'DE',
  España: 'ES',
  'Falkland Islands': 'FK',
  'Heard & McDonald Islands': 'HM',
  Holland: 'NL',
  'Iran, Islamic Republic of': 'IR',
  Laos: 'LA',
  Micronesia: 'FM',
  Moldova: 'MD',
  Réunion: 'RE',
  'São Tomé and Príncipe': 'ST',
  Schweiz: 'CH',
  'Sint Maarten': 'SX',
  'South Georgia & South Sandwich Islands': 'GS',
  'St. Barthélemy': 'BL',
  'St. Helena': 'SH',
  'St. Kitts & Nevis': 'KN',
  'St. Lucia': 'LC',
  'St. Martin': 'MF',
  'St. Pierre & Miquelon': 'PM',
  'St. Vincent & Grenadines': 'VC',
  'Svalbard & Jan Mayen': 'SJ',
  Syria: 'SY',
  'Turks & Caicos Islands': 'TC',
  'U.K.': 'GB',
  'U.S. Outlying Islands': 'UM',
  'U.S. Virgin Islands': 'VI',
  'Vatican City': 'VA',
  'Viet Nam': 'VN',
  'Wallis & Futuna': 'WF',
};
