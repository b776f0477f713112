import { countBy } from '../../../shared/domain/count-by';
import { count } from './counts';
import { factsView } from './facts';
import { html } from './html';
import type { AnswerFor } from './page';
import { tableView } from './table';
import { timeView } from './time';

/** Writes that the page shows, the latest first. */
const SHOWN = 100;

/** `/vendor`: what the stand-in for UserGems holds, and what it was told last. The real one can be asked nothing. */
export const vendorPage: AnswerFor = ({ usergems, stores: { settings } }) => {
  const { contacts, accounts, taken, counts } = usergems;
  const relations = countBy([...contacts.values()].flatMap((held) => held.map(({ relationshipType, signal }) => `${relationshipType || '(no type)'}, ${signal || '(no signal)'}`)));
  const domains = Object.fromEntries([...accounts].map(([report, held]) => [report, held.size]));
  const latest = taken.slice(-SHOWN).reverse();
  return {
    title: 'UserGems',
    data: { contacts: contacts.size, relations, domains, counts, latest },
    body: html`
<p class="lead">The stand-in for UserGems follows <b>${count(contacts.size)}</b> of our contacts. It forgets everything when this process ends; what it was told stays in <code>VendorRecord</code>.</p>
<section><h2>People by relation</h2>
${factsView(relations)}</section>
<section><h2>Accounts by report</h2>
${factsView(domains)}</section>
<section><h2>Requests</h2>
${factsView({ taken: counts.taken, 'turned away because they were too many': counts.limited })}</section>
<section><h2>Told last</h2>
${tableView('Told last', latest, [
  { title: 'When', cell: ({ at }) => timeView(at, settings.timeZone) },
  { title: 'Request', cell: ({ action }) => action },
  { title: 'Fields', cell: ({ fields }) => factsView(fields) },
])}</section>`,
  };
};
