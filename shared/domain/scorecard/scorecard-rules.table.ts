import type { RuleRow } from '../rule-row';

/** D-04: the vendor's dashboard knows the personas of a customer; ours are titles of people who decide or lead. */
const PERSONA = [
  "Title LIKE '%VP%'", "Title LIKE '%Vice President%'", "Title LIKE '%Director%'", "Title LIKE '%Head%'", "Title LIKE '%Chief%'", "Title LIKE 'CTO%'", "Title LIKE 'CIO%'", "Title LIKE 'CISO%'",
  "Title LIKE '%Manager%'",
].join(' OR ');

/** What a scorecard asks about records (SC-08), in the words of those who own personas and ICP. */
export const SCORECARD_RULES = [
  { id: 'scorecard/persona/Contact', object: 'Contact', where: PERSONA },
  { id: 'scorecard/persona/Lead', object: 'Lead', where: PERSONA },
  // The segments whose people are tracked whatever their title (UG-T1), and whoever has grown into them.
  { id: 'scorecard/icp', object: 'Account', where: "Sales_Segment__c IN ('Large', 'Mid-Market', 'PubSec') OR NumberOfEmployees >= 100" },
  { id: 'scorecard/closed-won', object: 'Opportunity', where: 'IsClosed = true AND IsWon = true' },
  // A task that is still to be done is no activity.
  { id: 'scorecard/activity', object: 'Task', where: "Status = 'Completed' OR CompletedDateTime != null" },
] as const satisfies readonly RuleRow[];
