import { createHash } from 'node:crypto';
import { examineLeadDelivery, MAX_LEAD_BODY_BYTES, toLeadDelivery } from '../../../shared/contracts/leads/lead-delivery';
import { LEAD_SOURCE_NAMES, type LeadSourceName } from '../../../shared/names/webhooks';
import { LEAD_BODIES, leadBodyWith } from '../webhooks/lead-door';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** A good body of exactly so many bytes of compact JSON. */
const bodyOf = (source: LeadSourceName, bytes: number): string => {
  const room = bytes - Buffer.byteLength(JSON.stringify({ ...LEAD_BODIES[source], note: '' }));
  return JSON.stringify({ ...LEAD_BODIES[source], note: 'ß'.repeat(room / 2) + 'x'.repeat(room % 2) });
};

describe('the size of a delivery (contracts-leads, section 2)', () => {
  it.each(LEAD_SOURCE_NAMES)('%s: the limit is let in and kept as received, one byte more is TOO_LARGE', (source) => {
    const limit = MAX_LEAD_BODY_BYTES[source];
    const [whole, larger] = [bodyOf(source, limit), bodyOf(source, limit + 1)];

    expect(examineLeadDelivery(source, whole)).toMatchObject({ kept: { body: whole }, verdict: { ok: true } });
    expect(examineLeadDelivery(source, larger)).toEqual({
      eventId: LEAD_BODIES[source].id,
      idGiven: true,
      kept: { body: Buffer.from(larger).subarray(0, 4_096).toString(), bodyBytes: limit + 1, bodySha256: sha256(larger) },
      verdict: { ok: false, reason: 'TOO_LARGE', fields: [] },
    });
  });

  it('white space between values does not count', () => {
    const compact = bodyOf('forms', 262_144);

    expect(examineLeadDelivery('forms', JSON.stringify(JSON.parse(compact), null, 9) + ' '.repeat(300_000))).toMatchObject({ kept: { body: compact }, verdict: { ok: true } });
  });

  it('what was cut off while it was unpacked is TOO_LARGE, however little its beginning says', () => {
    expect(examineLeadDelivery('forms', JSON.stringify(LEAD_BODIES.forms), { cut: true })).toMatchObject({ verdict: { ok: false, reason: 'TOO_LARGE' } });
  });

  it('size is looked at before fields', () => {
    expect(examineLeadDelivery('forms', JSON.stringify({ note: 'x'.repeat(300_000) }))).toMatchObject({ verdict: { reason: 'TOO_LARGE' } });
  });
});

describe('the event id', () => {
  it('is the trimmed id, and without one made of the canonical body', () => {
    const withoutId = leadBodyWith('forms', { id: ' ' });
    const reordered = Object.fromEntries(Object.entries(withoutId).toReversed());

    expect(examineLeadDelivery('forms', JSON.stringify(leadBodyWith('forms', { id: ' a b ' })))).toMatchObject({ eventId: 'a b', idGiven: true });
    expect(examineLeadDelivery('forms', JSON.stringify(withoutId))).toMatchObject({ eventId: expect.stringMatching(/^body-[0-9a-f]{24}$/), idGiven: false });
    expect(examineLeadDelivery('forms', JSON.stringify(reordered, null, 2)).eventId).toBe(examineLeadDelivery('forms', JSON.stringify(withoutId)).eventId);
  });

  it('stays as it is up to 400 bytes; a longer one keeps its beginning and its hash', () => {
    const eventIdOf = (id: string): string => examineLeadDelivery('crm', JSON.stringify(leadBodyWith('crm', { id }))).eventId;

    expect(eventIdOf('€'.repeat(133))).toBe('€'.repeat(133));
    expect(eventIdOf('€'.repeat(134))).toBe(`${'€'.repeat(64)}…${sha256(JSON.stringify('€'.repeat(134)))}`);
  });
});

describe('a kept delivery', () => {
  const kept = { deliveryId: 'outreach#out-00004', source: 'outreach', eventId: 'out-00004', receivedAt: '2018-07-03T16:00:00.000Z' } as const;

  it('is worked with the body that was examined, and says what it repeats', () => {
    const { type: _type, ...body } = LEAD_BODIES.outreach;

    expect(toLeadDelivery({ ...kept, body: JSON.stringify(LEAD_BODIES.outreach) })).toEqual({ deliveryId: kept.deliveryId, eventId: kept.eventId, receivedAt: kept.receivedAt, route: '/webhooks/outreach', body });
    expect(toLeadDelivery({ ...kept, reason: 'SAME_BODY', body: JSON.stringify(LEAD_BODIES.outreach) })).toMatchObject({ repeats: 'SAME_BODY' });
  });

  it('is not worked when its body is none of this version any more, or when it holds pings', () => {
    expect(toLeadDelivery({ ...kept, body: '{}' })).toBeUndefined();
    expect(toLeadDelivery({ ...kept, source: 'version-ping', body: JSON.stringify(LEAD_BODIES['version-ping']) })).toBeUndefined();
  });
});
