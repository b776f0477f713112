import * as fc from 'fast-check';
import { parseUserGemsBody } from '../../../shared/contracts/usergems-body';
import { bodyWith, FULL_BODY } from '../webhooks/full-body';

const PERSON = 'person.lastName|person.email';
const PREVIOUS = 'previous.contactId|previous.email';
const CURRENT = 'current.company|current.domain';

const REFUSED: [name: string, body: unknown, fields: string[]][] = [
  ['null', null, ['body']],
  ['a list', [FULL_BODY], ['body']],
  ['text', 'job_change', ['body']],
  ['a number', 7, ['body']],
  ['nothing that was JSON', undefined, ['body']],
  ['an empty object', {}, ['type', 'detectedAt', PERSON, CURRENT]],

  ['no type', bodyWith({ type: undefined }), ['type']],
  ['type null', bodyWith({ type: null }), ['type']],
  ['an unknown type', bodyWith({ type: 'retired' }), ['type']],
  ['a type in other case', bodyWith({ type: 'Job_Change' }), ['type']],
  ['a type that is no text', bodyWith({ type: ['job_change'] }), ['type']],

  ['no detectedAt', bodyWith({ detectedAt: undefined }), ['detectedAt']],
  ['detectedAt null', bodyWith({ detectedAt: null }), ['detectedAt']],
  ['detectedAt of blanks', bodyWith({ detectedAt: '  ' }), ['detectedAt']],
  ['detectedAt without time', bodyWith({ detectedAt: '2024-10-03' }), ['detectedAt']],
  ['detectedAt without zone', bodyWith({ detectedAt: '2024-10-03T17:05:00' }), ['detectedAt']],
  ['detectedAt with a blank for the T', bodyWith({ detectedAt: '2024-10-03 17:05:00Z' }), ['detectedAt']],
  ['detectedAt on a day that does not exist', bodyWith({ detectedAt: '2023-02-29T17:05:00Z' }), ['detectedAt']],
  ['detectedAt at an hour that does not exist', bodyWith({ detectedAt: '2024-10-03T25:05:00Z' }), ['detectedAt']],
  ['detectedAt as a number', bodyWith({ detectedAt: 1_727_975_100 }), ['detectedAt']],

  ['no person', bodyWith({ person: undefined }), [PERSON]],
  ['person null', bodyWith({ person: null }), [PERSON]],
  ['a person without last name and e-mail', bodyWith({ 'person.lastName': null, 'person.email': undefined }), [PERSON]],
  ['a person with last name and e-mail of blanks', bodyWith({ 'person.lastName': '\u00A0\t', 'person.email': '' }), [PERSON]],
  ['no current', bodyWith({ current: undefined }), [CURRENT]],
  ['a current without company and domain', bodyWith({ 'current.company': ' ', 'current.domain': null }), [CURRENT]],
  ['a job change without previous', bodyWith({ previous: undefined }), [PREVIOUS]],
  ['a job change whose previous names nobody', bodyWith({ 'previous.contactId': '', 'previous.email': null }), [PREVIOUS]],

  ['a start in another format', bodyWith({ 'current.startedOn': '09/2024' }), ['current.startedOn']],
  ['a start on a day that does not exist', bodyWith({ 'current.startedOn': '2024-02-30' }), ['current.startedOn']],
  ['a start with a time', bodyWith({ 'current.startedOn': '2024-09-01T00:00:00Z' }), ['current.startedOn']],
  ['a start as a number', bodyWith({ 'current.startedOn': 20_240_901 }), ['current.startedOn']],

  ...['person.email', 'previous.email'].flatMap((field): [string, unknown, string[]][] =>
    ['not available', 'ada', '@globex.example', 'ada@', 'ada okafor@globex.example', 'ada@globex .example', 'ada@\u00A0'].map((email) => [`${field} "${email}"`, bodyWith({ [field]: email }), [field]]),
  ),
  ...['person', 'previous', 'current'].flatMap((part): [string, unknown, string[]][] =>
    [['Ada'], 'Ada', 7, true].map((value) => [`${part} as ${JSON.stringify(value)}`, bodyWith({ [part]: value }), [part]]),
  ),
  ['several faults, each named once', bodyWith({ type: 'x', 'person.email': 'x', 'person.state': 1, previous: [], 'current.company': {}, id: false }), ['id', 'type', 'person.email', 'person.state', 'previous', 'current.company']],
];

const TEXT_FIELDS = ['id', ...(['person', 'previous', 'current'] as const).flatMap((part) => Object.keys(FULL_BODY[part]).map((field) => `${part}.${field}`))];

describe('what is refused at the door (contracts, section 8)', () => {
  it.each(REFUSED)('PLAT-04: %s', (_name, body, fields) => {
    expect(parseUserGemsBody(body)).toEqual({ ok: false, fields });
  });

  it.each(TEXT_FIELDS.flatMap((field) => [7, true, ['text'], { text: 'x' }].map((value) => [field, value] as const)))('%s as %j, which is no text', (field, value) => {
    expect(parseUserGemsBody(bodyWith({ [field]: value }))).toEqual({ ok: false, fields: [field] });
  });

  it('an e-mail of any length is judged at once: no input makes the check go back and forth', () => {
    const email = `${'@'.repeat(200_000)} x`;
    const started = performance.now();

    expect(parseUserGemsBody(bodyWith({ 'person.email': email }))).toEqual({ ok: false, fields: ['person.email'] });
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('an e-mail is text@text without blanks, as the contract says it', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '@', '.', 'ß'), maxLength: 5 });
    fc.assert(
      fc.property(part, (email) => {
        fc.pre(email.trim() !== '');
        const isAddress = email.slice(1, -1).includes('@');
        expect(parseUserGemsBody(bodyWith({ 'person.email': email })).ok).toBe(isAddress);
      }),
    );
  });
});

describe('what is let in (contracts, section 3)', () => {
  it('a full body, as it came', () => {
    expect(parseUserGemsBody(FULL_BODY)).toEqual({ ok: true, body: FULL_BODY });
  });

  it.each(TEXT_FIELDS.flatMap((field) => [null, undefined, '', ' \t\u00A0'].map((value) => [field, value] as const)))('%s as %j, which counts as missing', (field, value) => {
    expect(parseUserGemsBody(bodyWith({ [field]: value }))).toEqual({ ok: true, body: bodyWith({ [field]: undefined }) });
  });

  it.each(['new_hire', 'promotion'])('a %s without previous', (type) => {
    const { previous: _, ...body } = { ...FULL_BODY, type };

    for (const previous of [undefined, null, {}]) expect(parseUserGemsBody({ ...body, previous })).toEqual({ ok: true, body: { ...body, previous: {} } });
  });

  it.each([
    ['last name alone', { 'person.email': null }],
    ['e-mail alone', { 'person.lastName': null }],
    ['company alone', { 'current.domain': null }],
    ['domain alone', { 'current.company': null }],
    ['previous contact alone', { 'previous.email': null }],
    ['previous e-mail alone', { 'previous.contactId': null }],
    ['a leap day', { 'current.startedOn': '2024-02-29' }],
    ['an offset', { detectedAt: '2024-10-03T19:05:00.123+02:00' }],
  ])('%s', (_name, changes) => {
    expect(parseUserGemsBody(bodyWith(changes)).ok).toBe(true);
  });

  it('text is trimmed', () => {
    expect(parseUserGemsBody(bodyWith({ 'person.lastName': '  Okafor\u00A0', 'person.email': ' ada@globex.example ' }))).toEqual({ ok: true, body: bodyWith({ 'person.lastName': 'Okafor', 'person.email': 'ada@globex.example' }) });
  });

  it('unknown fields are no reason to refuse, whatever they are called', () => {
    const body: unknown = JSON.parse(JSON.stringify({ ...FULL_BODY, vendorScore: 7, person: { ...FULL_BODY.person, nickname: ['Ad'] } }).replace('{', '{"__proto__":{"type":"x"},"constructor":1,'));

    expect(parseUserGemsBody(body)).toEqual({ ok: true, body: FULL_BODY });
  });
});
