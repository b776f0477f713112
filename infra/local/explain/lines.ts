import { Temporal } from 'temporal-polyfill';
import type { Named } from './explained-decision';

// How an explanation is written: short indented lines, people and companies by name, times in the org's zone.

export type Lines = readonly string[];

export const section = (title: string, lines: Lines): Lines => ['', ...indented([title, ...indented(lines)])];
export const indented = (lines: Lines): Lines => lines.map((line) => (line === '' ? '' : `  ${line}`));
export const said = (before: string, text: string | undefined): string => (text === undefined ? '' : `${before}${text}`);
export const called = (named: Named | undefined): string => (named === undefined ? 'nobody' : named.name === undefined ? named.id : `${named.name} (${named.id})`);
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `2024-10-08 06:00` */
export const timeIn = (instant: string, timeZone: string): string =>
  Number.isNaN(Date.parse(instant)) ? instant : Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
