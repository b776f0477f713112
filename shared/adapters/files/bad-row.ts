/**
 * A row of an import that cannot be used, reported and left out (contracts, sections 2 and 13). Lines count from 1, the header
 * included; a row that spans several lines is named by its first.
 */
export interface BadRow {
  readonly file: string;
  readonly line: number;
  readonly reason: 'FIELD_COUNT' | 'ID_MISSING' | 'QUOTES_UNPAIRED' | 'NOT_JSON' | 'RECEIVED_AT_INVALID' | 'NOT_A_DELIVERY';
}
