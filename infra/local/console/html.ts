import { HTML } from '../../../shared/domain/notifications/render-characters';

/** No JSON holds a symbol: nothing that came from outside can pass for markup. */
const MARKUP = Symbol('markup');

/** Markup that `html` made. */
export interface Html {
  readonly [MARKUP]: string;
}

/** What may stand in markup; undefined stands for nothing. */
export type Child = Html | string | number | undefined | readonly Child[];

/** Markup in which every value is shown as text, unless `html` made it. For element content and quoted attributes. */
export const html = (strings: TemplateStringsArray, ...values: readonly Child[]): Html => ({ [MARKUP]: strings.map((text, index) => text + markupOf(values[index])).join('') });

/** The same as text, for the wire. */
export const markupOf = (child: Child): string => {
  if (child === undefined) return '';
  if (typeof child === 'number') return String(child);
  if (typeof child === 'string') return child.replaceAll(/[&<>"']/g, (character) => HTML.get(character) ?? character);
  return MARKUP in child ? child[MARKUP] : child.map(markupOf).join('');
};
