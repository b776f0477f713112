import type { ScoreCheck, ScoreEntry } from './changes';
import { demographicsOf } from './demographics';
import { writePerson, type Person, type PersonFields } from './person';
import { pointsOf, SCORE_SET, type ScoredCode } from './score-points.table';
import { moveStatus } from './statuses';
import type { Cause, WorkingSet } from './working-set';

/** A person with this total is qualified by marketing (LD-02). */
const MQL_TOTAL = 90;
/** A person with this total is looked at for routing (LD-04). */
export const ROUTING_TOTAL = 50;

/** A person after a change of score, and the rows that the history gets of it (LD-14). */
export interface Scored {
  readonly person: Person;
  readonly rows: ScoreEntry['rows'];
}

type Given = Omit<Cause, 'rule'>;

export const totalOf = ({ Person_Score__c: total }: PersonFields): number => (typeof total === 'number' ? total : 0);

/** Adds the points of what a person did, with those of address and title the first time (LD-03). */
export const addPoints = (ws: WorkingSet, person: Person, code: ScoredCode, given: Given): Scored => {
  const { record } = person;
  const codes: ScoredCode[] = [code, ...(record.Demographics_Scored__c === true ? [] : demographicsOf(record, ws.context.isFreeMail))];
  let total = totalOf(record);
  const rows = codes.map((action) => {
    const points = pointsOf(action, ws.context.settings.points);
    total += points;
    return { action, points, total };
  });
  return { person: writeTotal(ws, person, { Person_Score__c: total, Demographics_Scored__c: true }, given), rows };
};

/** Sets the total that somebody else counted; nothing is known of what a person did for it. */
export const setTotal = (ws: WorkingSet, person: Person, total: number, given: Given): Scored => ({
  person: writeTotal(ws, person, { Person_Score__c: total }, given),
  rows: [{ action: SCORE_SET, points: total - totalOf(person.record), total }],
});

/** Keeps the rows of a delivery with what the look at the total found (LD-04). */
export const noteScore = (ws: WorkingSet, { person, rows }: Scored, { at, eventId }: Given, check: ScoreCheck): void => ws.note('scores', { recordId: person.record.Id, at, eventId, rows, check });

/** A total of 90 makes an MQL, and a later one below it unmakes none (LD-02, D-23). */
const writeTotal = (ws: WorkingSet, person: Person, fields: PersonFields, given: Given): Person => {
  const scored = writePerson(ws, person, fields, { ...given, rule: 'LD-03' });
  return totalOf(scored.record) >= MQL_TOTAL ? moveStatus(ws, scored, 'mql_score', given) : scored;
};
