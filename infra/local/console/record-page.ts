import type { FieldChange } from '../../../shared/domain/field-changes';
import type { Card } from '../../../shared/domain/usergems/card';
import { OBJECT_NAMES, type ObjectName } from '../../../shared/records/catalogue';
import { findContactCard, findLeadCard } from '../../../shared/runtime/find-card';
import type { Decision } from '../../../shared/stores/decision-store';
import { IMPORT_RUN } from '../import/follow-conversions';
import { cardView } from './card-view';
import { factsView, valueView } from './facts';
import { html, type Html } from './html';
import { namesIn, type Names } from './names';
import type { AnswerFor, ConsoleAbout } from './page';
import { PATHS } from './paths';
import { tableView } from './table';
import { timeView } from './time';

/** `/decisions/<record id>`: its card if it has one, what was decided about a record and from which facts, the latest first, and the record as it is now. */
export const recordPage: AnswerFor = async ({ stores, now }, { id }) => {
  const [found, decisions] = await Promise.all([findRecord(id, stores), stores.decisions.of(id)]);
  if (found === undefined && decisions.length === 0) return undefined;
  const { object, record } = found ?? { object: undefined, record: undefined };
  decisions.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const names = await namesIn([record, decisions], stores);
  const card = await cardOf({ object, id }, { stores, now });
  return {
    title: (record && nameOf(record)) ?? id,
    data: { recordId: id, object, card, record, decisions },
    body: html`
<p class="lead">${object ?? 'A record that is not in the store (any more)'} <span class="id">${id}</span></p>
${card && html`<section><h2>At a glance</h2>
${cardView(card)}</section>`}
<section><h2>Decisions</h2>
${decisions.length === 0 ? html`<p class="quiet">Nothing was decided about this record.</p>` : occasionsOf(decisions).map((occasion) => occasionView(occasion, names, stores.settings.timeZone))}</section>
${record && html`<section><h2>The record as it is now</h2>
${factsView(record, names)}</section>`}`,
  };
};

/** The card of a lead or contact; who works at this machine may read everything. */
const cardOf = async ({ object, id }: { readonly object: ObjectName | undefined; readonly id: string }, { stores, now }: Pick<ConsoleAbout, 'stores' | 'now'>): Promise<Card | undefined> => {
  const asking = { reader: { PubSec_Access__c: true }, at: new Date(now()).toISOString() };
  const answer = object === 'Lead' ? await findLeadCard(stores, id, asking) : object === 'Contact' ? await findContactCard(stores, id, asking) : 'ordinary';
  return typeof answer === 'object' ? answer.card : undefined;
};

/** The record of this id, whatever its object. */
export const findRecord = async (id: string, { records }: Pick<ConsoleAbout['stores'], 'records'>) => {
  const found = await Promise.all(OBJECT_NAMES.map(async (object) => ({ object, record: (await records.load(object, [id])).get(id) })));
  return found.find(({ record }) => record !== undefined);
};

const nameOf = (record: object): string | undefined => {
  const { Name, FirstName, LastName } = record as { readonly Name?: string; readonly FirstName?: string; readonly LastName?: string };
  return Name ?? ([FirstName, LastName].filter((part) => part !== undefined).join(' ') || undefined);
};

/** Decisions of one kind that one run took about the record. */
interface Occasion extends Pick<Decision, 'kind' | 'runId' | 'at' | 'rulesHash' | 'settingsHash'> {
  readonly decisions: readonly Decision[];
}

const occasionsOf = (decisions: readonly Decision[]): Occasion[] => {
  const occasions = new Map<string, Occasion>();
  for (const decision of decisions) {
    const key = `${decision.runId}#${decision.kind}`;
    const { decisions: known = [] } = occasions.get(key) ?? {};
    occasions.set(key, { ...decision, decisions: [...known, decision] });
  }
  return [...occasions.values()];
};

const occasionView = ({ kind, runId, at, rulesHash, settingsHash, decisions }: Occasion, names: Names, timeZone: string): Html => html`<article>
<h3>${TITLES[kind]}</h3>
<p class="quiet">${timeView(at, timeZone)}, ${runId === IMPORT_RUN ? 'by an import' : html`run <a href="${PATHS.run(runId)}">${runId}</a>`}; rules <code>${rulesHash}</code>, settings <code>${settingsHash}</code></p>
${VIEWS[kind](decisions, names)}
</article>`;

const TITLES: Readonly<Record<Decision['kind'], string>> = { routing: 'Routed', notification: 'Who was told', audit: 'Fields that changed' };

const VIEWS: Readonly<Record<Decision['kind'], (decisions: readonly Decision[], names: Names) => Html>> = {
  routing: (decisions, names) => html`${decisions.map(({ fields: { Path, ...fields } }) => html`${typeof Path === 'string' ? html`<p><code class="path">${Path}</code></p>` : undefined}${factsView(fields, names)}`)}`,
  notification: (decisions, names) => {
    const [facts] = decisions.map(({ fields }) => fields['Facts']);
    return html`${tableView('Notification ledger', decisions, LEDGER_FIELDS.map((title) => ({ title, cell: ({ fields }) => valueView(title, fields[title] ?? '', names) })))}${typeof facts === 'object' ? html`<h4>Facts that the rules were asked about</h4>${factsView(facts, names)}` : undefined}`;
  },
  audit: (decisions, names) =>
    html`${decisions.map(({ fields: { Changes } }) =>
      tableView<FieldChange>('Changes', Array.isArray(Changes) ? Changes : [], [
        { title: 'Field', cell: ({ field }) => field },
        { title: 'Old', cell: (change) => valueView(change.field, change.old ?? '', names) },
        { title: 'New', cell: (change) => valueView(change.field, change.new ?? '', names) },
      ]),
    )}`,
};

const LEDGER_FIELDS = ['Outcome', 'Reason', 'Rule', 'RecipientRole', 'RecipientId', 'Channel'];
