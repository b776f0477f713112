import { canonicalReason, canonicalStatus, entryInto, moveStatus, STATUS_STAMPS, statusRefusal } from '../../../shared/domain/leads/statuses';
import { STATUS_ALIASES, STATUS_MOVES, STATUSES, UNQUALIFIED_REASONS, type StatusTrigger } from '../../../shared/domain/leads/status-moves.table';
import { workingSet } from '../../../shared/domain/leads/working-set';
import { CATALOGUE } from '../../../shared/records/catalogue';
import { aLeadContext, leadFacts } from '../../support/lead-facts';
import { aLead } from '../../support/records';

const AT = '2018-07-04T16:00:00.000Z';
const EARLIER = '2018-06-01T00:00:00.000Z';

describe('the table of statuses (LD-T2)', () => {
  const names: readonly string[] = STATUSES.map(({ status }) => status);

  it('names each status once, and aliases of theirs that are none themselves', () => {
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    expect(Object.entries(STATUS_ALIASES).filter(([alias, status]) => alias !== alias.toLowerCase() || names.some((name) => name.toLowerCase() === alias) || !names.includes(status))).toEqual([]);
  });

  it('stamps fields that leads and contacts have', () => {
    expect(STATUS_STAMPS.filter((stamp) => CATALOGUE.Lead[stamp] !== 'datetime' || CATALOGUE.Contact[stamp] !== 'datetime')).toEqual([]);
  });

  it('moves from known statuses to another', () => {
    expect(Object.values(STATUS_MOVES).filter(({ from, to }) => from.some((status) => !names.includes(status) || status === to))).toEqual([]);
  });

  it.each([
    ['Raw', 'Raw'],
    ['mql', 'MQL'],
    [' web portal PURCHASE ', 'Web Portal Purchase'],
    ['Unqualified', 'Disqualified'],
    ['RECYCLE', 'Nurture'],
    ['Hot', undefined],
    ['', undefined],
    [null, undefined],
  ])('LD-10: %j is stored as %j', (text, status) => {
    expect(canonicalStatus(text)).toBe(status);
  });

  it('LD-11: stores a reason as listed', () => {
    expect(UNQUALIFIED_REASONS.map((reason) => canonicalReason(` ${reason.toUpperCase()} `))).toEqual([...UNQUALIFIED_REASONS]);
    expect(canonicalReason('Bored')).toBeUndefined();
  });
});

describe('entering a status (LD-01, LD-11)', () => {
  it('stamps the first entry', () => {
    expect(entryInto({ Status: 'Raw' }, 'MQL', AT)).toEqual({ Status: 'MQL', MQL_DateTime__c: AT });
  });

  it('never changes a stamp', () => {
    expect(entryInto({ Status: 'Nurture', MQL_DateTime__c: EARLIER }, 'MQL', AT)).toEqual({ Status: 'MQL' });
  });

  it('says of each entry into Disqualified when it was', () => {
    const before = { Status: 'Nurture', Disqualified_DateTime__c: EARLIER, Unqualified_DateTime__c: EARLIER };

    expect(entryInto(before, 'Disqualified', AT)).toEqual({ Status: 'Disqualified', Unqualified_DateTime__c: AT });
  });

  it('is none where the record is in that status, under whatever name', () => {
    expect(entryInto({ Status: 'unqualified' }, 'Disqualified', AT)).toEqual({});
  });

  it('leaves statuses without a milestone unstamped', () => {
    expect(entryInto({ Status: 'Raw' }, 'Bad Data', AT)).toEqual({ Status: 'Bad Data' });
  });
});

describe('moves that the product makes by itself (LD-13)', () => {
  /** The statuses that each trigger leads to, from every status: the same where it moves nothing. */
  const EXPECTED: Readonly<Record<StatusTrigger, Readonly<Record<string, string>>>> = {
    form_or_content: { Raw: 'Inquiry' },
    mql_score: { Raw: 'MQL', Inquiry: 'MQL', Nurture: 'MQL' },
    self_service_purchase: {
      Raw: 'Web Portal Purchase', Inquiry: 'Web Portal Purchase', MQL: 'Web Portal Purchase', Nurture: 'Web Portal Purchase', Accepted: 'Web Portal Purchase', Qualifying: 'Web Portal Purchase',
    },
  };

  const rows = (Object.keys(STATUS_MOVES) as StatusTrigger[]).flatMap((trigger) =>
    [...STATUSES.map(({ status }) => status), 'Open - Legacy', undefined].map((status) => ({ trigger, status, becomes: EXPECTED[trigger][status ?? ''] ?? status })),
  );

  it.each(rows)('$trigger: $status becomes $becomes', ({ trigger, status, becomes }) => {
    const record = aLead({ Id: 'l', Status: status });
    const ws = workingSet(leadFacts({ leads: [record] }), aLeadContext());

    const moved = moveStatus(ws, { object: 'Lead', record }, trigger, { at: AT, eventId: 'e', actor: 'system' });

    expect(moved.record.Status).toBe(becomes);
  });
});

describe('what people may write (LD-11, LD-12)', () => {
  it.each([
    [{ Status: 'Raw' }, { Status: 'Hot' }, 'STATUS_UNKNOWN'],
    [{ Status: 'Raw' }, { Status: null }, 'STATUS_UNKNOWN'],
    [{ Status: 'Raw' }, { Status: 'Qualified' }, undefined],
    [{ Status: 'Raw' }, { Status: 'Unqualified' }, 'REASON_REQUIRED'],
    [{ Status: 'Raw' }, { Status: 'Disqualified', Unqualified_Reasons__c: ' ' }, 'REASON_REQUIRED'],
    [{ Status: 'Raw' }, { Status: 'Disqualified', Unqualified_Reasons__c: 'Bored' }, 'REASON_UNKNOWN'],
    [{ Status: 'Raw' }, { Status: 'Disqualified', Unqualified_Reasons__c: 'student' }, undefined],
    [{ Status: 'Disqualified', Unqualified_Reasons__c: 'Student' }, { Unqualified_Reasons__c: null }, 'REASON_REQUIRED'],
    [{ Status: 'Disqualified', Unqualified_Reasons__c: 'Student' }, { Unqualified_Reasons__c: 'Bored' }, 'REASON_UNKNOWN'],
    [{ Status: 'Disqualified' }, { Title: 'Chief' }, undefined],
    [{ Status: 'Nurture', Unqualified_Reasons__c: 'Student' }, { Unqualified_Reasons__c: '' }, undefined],
  ])('a record with %j and the fields %j: %s', (record, fields, refusal) => {
    expect(statusRefusal(record, fields)).toBe(refusal);
  });
});
