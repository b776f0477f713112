import type { FieldChange } from '../../../shared/domain/field-changes';
import type { Item } from '../../../shared/ports/tables';

/** An attribute of an item that a run would write, as text. */
export const text = (item: Item, attribute: string): string => String(item[attribute] ?? '');

/** The field changes of an audit decision: its steps put nothing else there. */
export const changesIn = ({ Changes }: Item): FieldChange[] => (Array.isArray(Changes) ? (Changes as FieldChange[]) : []);
