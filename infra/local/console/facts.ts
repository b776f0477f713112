import { count } from './counts';
import { html, type Child, type Html } from './html';
import type { Names } from './names';
import { pathOf } from './paths';
import { tableView } from './table';

/** Fields and values as a list; ids lead to what they name, and lists of objects become tables. */
export const factsView = (facts: object, names: Names = new Map()): Html => {
  const shown = Object.entries(facts).filter(([, value]) => value !== undefined && value !== '');
  if (shown.length === 0) return html`<p class="quiet">None.</p>`;
  return html`<dl class="facts">${shown.map(([field, value]) => html`<div><dt>${field}</dt><dd>${valueView(field, value, names)}</dd></div>\n`)}</dl>`;
};

/** A value as its field's name tells it: an id as a link, objects under each other, lists of objects as a table. */
export const valueView = (field: string, value: unknown, names: Names = new Map()): Child => {
  if (typeof value === 'string') return idView(field, value, names);
  if (typeof value === 'number') return count(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (!Array.isArray(value)) return factsView(value, names);
  if (value.length === 0) return html`<span class="quiet">none</span>`;
  return value.every(isObject) ? objectsView(field, value, names) : html`<ul class="plain">${value.map((one) => html`<li>${valueView(field, one, names)}</li>`)}</ul>`;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects as rows, their fields as columns. */
const objectsView = (caption: string, objects: readonly Readonly<Record<string, unknown>>[], names: Names): Html => {
  const fields = [...new Set(objects.flatMap((one) => Object.keys(one)))];
  return tableView(caption, objects, fields.map((title) => ({ title, cell: (one) => (one[title] === undefined ? undefined : valueView(title, one[title], names)) })));
};

/** A text; an id as a link to what it names, with its name where that is known. */
const idView = (field: string, text: string, names: Names): Child => {
  const path = pathOf(field, text);
  if (path === undefined || text === '') return text;
  const name = names.get(text);
  return html`<a href="${path}">${name ?? text}</a>${name === undefined ? undefined : html` <span class="id">${text}</span>`}`;
};
