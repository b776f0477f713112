import type { Card } from '../../../shared/domain/usergems/card';
import type { Reference, UserReference } from '../../../shared/domain/usergems/reference';
import { html, type Child, type Html } from './html';
import { PATHS } from './paths';

/** The card of a lead or contact (UG-15), its records as links within the console. */
export const cardView = (card: Card): Html => {
  const started = card.startedWithin3Months ? 'within 3 months' : card.startedWithin6Months ? 'within 6 months' : undefined;
  const facts: readonly (readonly [string, Child])[] = [
    ['Current lead', recordLink(card.currentLead)],
    ['Past contact', recordLink(card.pastContact)],
    ['Current account', recordLink(card.currentAccount)],
    ['Current account type', card.currentAccount?.type],
    ['Current title', card.currentTitle],
    ['Current e-mail', card.currentEmail],
    ['Past account', recordLink(card.pastAccount)],
    ['Past relationship', card.pastRelationshipType],
    ['Started', started],
    ['Plays', card.plays.join(', ')],
    ['Status', card.status],
    ['Owner', recordLink(card.owner)],
  ];
  return html`<dl class="facts">${facts.filter(([, value]) => value !== undefined && value !== '').map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>\n`)}</dl>`;
};

const recordLink = (record: Reference | UserReference | undefined): Html | undefined => record && html`<a href="${PATHS.record(record.id)}">${record.name ?? record.id}</a>`;
