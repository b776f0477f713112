import fc from 'fast-check';
import type { StreamChanges } from '../../../shared/domain/leads/changes';
import type { LeadDelivery } from '../../../shared/domain/leads/stream';
import { workStream } from '../../../shared/domain/leads/work-stream';
import { aContactUs, aCrmEvent, aForm, aMarketingEvent, anAction, anActivity, aScore, INBOUND_TEAM, NOW } from '../../support/lead-deliveries';
import { aLeadContext, leadFacts } from '../../support/lead-facts';
import { workInParts } from '../../support/lead-scenario';
import { aContact, aLead, anAccount } from '../../support/records';
import { outcomesOf, pathsOf, worked } from '../../support/worked-stream';

const facts = leadFacts({
  users: INBOUND_TEAM,
  accounts: [anAccount({ Id: 'acct', Name: 'Umbrella', Website: 'umbrella.example', OwnerId: 'ae-4', Sales_Segmentation__c: 'Large', SDR__c: 'sdr-1' })],
  leads: ['00Q1', '00Q2', '00Q3'].map((Id) => aLead({ Id, Email: `${Id}@umbrella.example`, OwnerId: 'integ-1', CreatedDate: '2018-01-05T08:00:00.000Z', Person_Score__c: 0 })),
  contacts: ['0031', '0032'].map((Id) => aContact({ Id, Email: `${Id}@umbrella.example`, AccountId: 'acct', OwnerId: 'ae-4', Status: 'Raw', Person_Score__c: 0 })),
});
const context = aLeadContext();

/** Six-hour steps from a Wednesday 06:00 in Pacific time: events meet clocks at the very instant at which they fall due. */
const START = Date.parse('2018-07-04T13:00:00.000Z');
const instants = Array.from({ length: 24 }, (_, step) => new Date(START + step * 6 * 3_600_000).toISOString());
const UNTIL = '2018-07-12T13:00:00.000Z';

const person = fc.constantFrom('00Q1', '00Q2', '00Q3', '0031', '0032');
const email = fc.constantFrom('00Q1@umbrella.example', '0031@umbrella.example', 'new@umbrella.example', 'newer@gmail.com');
const action = fc.constantFrom('booth_visit', 'career_page', 'pricing_page', 'web_chat_engaged', 'eep_demo_attended');
type Maker = (eventId: string, receivedAt: string) => LeadDelivery;

const maker: fc.Arbitrary<Maker> = fc.oneof(
  fc.tuple(fc.constantFrom('contact_us', 'ee_trial', 'in_product_trial'), email, fc.constantFrom('France', 'India', undefined)).map(
    ([form, address, country]): Maker => (eventId, receivedAt) => aForm(eventId, { form, person: { email: address, country } }, receivedAt),
  ),
  fc.tuple(person, action, fc.nat({ max: 9 })).map(([id, code, days]): Maker => (eventId, receivedAt) => anAction(eventId, id, code, { receivedAt, occurredAt: new Date(Date.parse(receivedAt) - days * 86_400_000).toISOString() })),
  fc.tuple(person, fc.integer({ min: -20, max: 120 })).map(([id, total]): Maker => (eventId, receivedAt) => aScore(eventId, id, total, receivedAt)),
  email.map((address): Maker => (eventId, receivedAt) => aMarketingEvent(eventId, { type: 'subscription', person: { email: address }, list: 'event', subscribed: true }, receivedAt)),
  fc.tuple(person, fc.constantFrom('call', 'email_opened')).map(([recordId, activityType]): Maker => (eventId, receivedAt) => anActivity(eventId, { activityType, recordId }, receivedAt)),
  fc.tuple(fc.constantFrom('ibdr-EMEA-1', 'ibdr-NCSA-1'), fc.boolean()).map(([recordId, IsActive]): Maker => (eventId, receivedAt) => aCrmEvent(eventId, { type: 'changed', object: 'User', recordId, fields: { IsActive } }, receivedAt)),
  fc.constantFrom('ae-4', 'sadm-1').map((OwnerId): Maker => (eventId, receivedAt) => aCrmEvent(eventId, { type: 'changed', object: 'Account', recordId: 'acct', fields: { OwnerId } }, receivedAt)),
  fc.tuple(fc.constantFrom('00Q1', '00Q2'), fc.constantFrom('00Q2', '00Q3')).map(([recordId, mergedId]): Maker => (eventId, receivedAt) => aCrmEvent(eventId, { type: 'merged', object: 'Lead', recordId, mergedId }, receivedAt)),
);

/** Each event at its place in the stream; a few come twice. */
const stream = fc
  .array(fc.tuple(maker, fc.nat({ max: instants.length - 1 }), fc.integer({ min: 0, max: 5 })), { maxLength: 40 })
  .map((events) =>
    events
      .flatMap(([make, step, twice], index): LeadDelivery[] => {
        const first = make(`e-${String(index).padStart(2, '0')}`, instants[step] ?? '');
        return twice === 0 ? [first, { ...first, deliveryId: `${first.deliveryId}~2`, receivedAt: instants.at(-1) ?? '', repeats: 'SAME_ID' }] : [first];
      })
      .sort((a, b) => (place(a) < place(b) ? -1 : 1)),
  );
const place = ({ receivedAt, eventId, deliveryId }: LeadDelivery): string => `${receivedAt}#${eventId}#${deliveryId}`;

/** What all parts together left, apart from the order in which records were touched. */
const summary = ({ facts: after, parts }: ReturnType<typeof workInParts>) => {
  const all = (list: keyof StreamChanges) => parts.flatMap((part) => part[list] as readonly unknown[]);
  const sorted = <R extends { readonly Id: string }>(records: ReadonlyMap<string, R>) => [...records.values()].sort((a, b) => (a.Id < b.Id ? -1 : 1));
  return {
    records: [sorted(after.leads), sorted(after.contacts), sorted(after.accounts), sorted(after.users)],
    notes: [all('outcomes'), all('scores'), all('routings'), all('audits'), all('alerts'), all('merges'), all('tasks'), all('follows')],
    clocks: [...new Map(parts.flatMap(({ clocks }) => clocks).map((clock) => [clock.clockId, clock] as const))].sort(([a], [b]) => (a < b ? -1 : 1)),
    matchKeys: [...after.idsByKey].map(([key, ids]) => [key, ids.toSorted()] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    lastServed: [...after.lastServed].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
};

describe('the stream', () => {
  it('does not depend on where it is cut into parts', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 40 }), (deliveries, cuts) => {
        expect(summary(workInParts(facts, context, deliveries, UNTIL, cuts))).toEqual(summary(workInParts(facts, context, deliveries, UNTIL, [])));
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order in which deliveries are handed over', () => {
    fc.assert(
      fc.property(stream.chain((deliveries) => fc.tuple(fc.constant(deliveries), fc.shuffledSubarray(deliveries, { minLength: deliveries.length }))), ([inOrder, shuffled]) => {
        expect(workStream(facts, context, shuffled, UNTIL)).toEqual(workStream(facts, context, inOrder, UNTIL));
      }),
      { numRuns: 50 },
    );
  });

  it('has one outcome for each delivery, and works each clock at most once', () => {
    fc.assert(
      fc.property(stream, (deliveries) => {
        const { outcomes, scores, alerts } = workStream(facts, context, deliveries, UNTIL);

        expect(outcomes.map(({ deliveryId }) => deliveryId)).toEqual(deliveries.map(({ deliveryId }) => deliveryId));
        expect(new Set(scores.map(({ eventId }) => eventId)).size).toBe(scores.length);
        expect(new Set(alerts.map(({ kind, recipientRole, eventId }) => [kind, recipientRole, eventId].join())).size).toBe(alerts.length);
      }),
      { numRuns: 50 },
    );
  });

  it('LR-07: shares each pool out within 1 while nobody joins or leaves', () => {
    const trials = fc.array(fc.constantFrom('France', 'India', 'Brazil'), { maxLength: 60 }).map((countries) => countries.map((country, index) => aForm(`for-${index}`, { form: 'ee_trial', person: { email: `p${index}@umbrella.example`, country } })));
    fc.assert(
      fc.property(trials, (deliveries) => {
        const { routings } = workStream(leadFacts({ users: INBOUND_TEAM }), context, deliveries, NOW);
        for (const region of ['EMEA', 'APAC', 'NCSA']) {
          const members = INBOUND_TEAM.filter(({ Role__c, Region__c }) => Role__c === 'Inbound BDR' && Region__c === region);
          const shares = members.map(({ Id }) => routings.filter(({ ownerId }) => ownerId === Id).length);
          expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('one instant', () => {
  it('points of trials come first, then what falls due, then deliveries by event id', () => {
    const due = '2018-07-05T13:00:00.000Z';
    const request = aContactUs('for-1', 'a@umbrella.example', {}, '2018-07-04T13:00:00.000Z');
    const trial = aForm('for-2', { form: 'in_product_trial', person: { email: 'b@umbrella.example' } }, '2018-07-04T20:00:00.000Z');
    const call = anActivity('out-1', { activityType: 'call', email: 'a@umbrella.example' }, due);

    const { clocks, scores, alerts } = worked({}, [call, trial, request], { until: due });

    expect(clocks.map(({ eventId, outcome }) => [eventId, outcome])).toEqual([['for-1', 'breached'], ['for-2', 'scored']]);
    expect([scores.at(-1)?.at, alerts[0]?.at]).toEqual([due, due]);
  });

  it('what falls due later than the end of the part is left to the next', () => {
    const request = aContactUs('for-1', 'a@umbrella.example');

    expect(worked({}, [request], { until: '2018-07-05T15:59:59.999Z' }).clocks).toMatchObject([{ outcome: 'open' }]);
    expect(worked({}, [request], { until: '2018-07-05T16:00:00.000Z' }).clocks).toMatchObject([{ outcome: 'breached' }]);
  });
});

describe('an event id that comes again', () => {
  const change = (deliveryId: string, OwnerId: string, receivedAt: string): LeadDelivery => ({ ...aCrmEvent('crm-1', { type: 'changed', object: 'Lead', recordId: '00Q1', fields: { OwnerId } }, receivedAt), deliveryId });
  const again = (delivery: LeadDelivery): LeadDelivery => ({ ...delivery, repeats: 'SAME_ID' });
  const lead = aLead({ Id: '00Q1', OwnerId: 'integ-1' });
  const [first, second, third] = ['2018-07-04T16:00:00.000Z', '2018-07-04T16:00:01.000Z', '2018-07-04T16:00:02.000Z'] as const;

  it('PLAT-04: is free after a refusal, and taken once it was processed', () => {
    const changes = worked({ leads: [lead] }, [change('1', 'nobody', first), again(change('2', 'bdr-2', second)), again(change('3', 'ae-4', third))]);

    expect([outcomesOf(changes), changes.leads[0]?.after.OwnerId]).toEqual([['rejected OWNER_UNKNOWN', 'processed', 'duplicate SAME_ID'], 'bdr-2']);
  });

  it('is taken for its route only', () => {
    const form = aContactUs('crm-1', 'a@umbrella.example', {}, second);

    expect(outcomesOf(worked({ leads: [lead] }, [change('1', 'bdr-2', first), { ...form, repeats: 'SAME_ID' }]))).toEqual(['processed', 'processed']);
  });
});

it('UserGems leads, which have no engagement fields, are routed by a score as any others', () => {
  const lead = aLead({ Id: '00Q1', OwnerId: 'sadm-1', Country: 'France' });

  expect(pathsOf(worked({ leads: [lead] }, [aScore('mar-1', '00Q1', 50)]))).toEqual(['UNKNOWN→BDR_RR(EMEA): ibdr-EMEA-1']);
});
