import { consoleListener } from '../../../infra/local/console/console-listener';
import type { ConsoleAbout } from '../../../infra/local/console/page';
import { renderEml } from '../../../infra/local/host/outbox';
import { listenOnLoopback, type LoopbackServer } from '../../../infra/local/host/loopback';
import { keptOutbox } from '../../../infra/local/kept-outbox';
import { examineDelivery } from '../../../shared/contracts/usergems-delivery';
import { feedSignalId } from '../../../shared/stores/signal-store';
import { readPage, type ReadPage, unescaped } from './read-page';
import { aMail, anExecution, aPost, NOTIFY, NOW, sampleConsole, SYNC } from './sample-console';

const servers: LoopbackServer[] = [];
afterAll(async () => {
  for (const { close } of servers) await close();
});

/** Serves the pages and returns how to ask for them. */
const serve = async (about: ConsoleAbout): Promise<(path: string, options?: RequestInit) => Promise<Response>> => {
  const server = await listenOnLoopback(consoleListener(about));
  servers.push(server);
  return (path, options) => fetch(server.url + path, { redirect: 'manual', ...options });
};

const ROUTES = ['/', '/outbox', '/outbox/mail/local-1', '/outbox/mail/local-1?view=text', '/outbox/mail/local-1?view=source', '/outbox/slack/1728478800.000001', `/runs/${SYNC}`, `/runs/${NOTIFY}`, '/decisions/00QA', '/signals/ug-1', '/signals/ug-1?deliveries=all', '/signals/ug-9', '/vendor'];

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the console', () => {
  let ask: Awaited<ReturnType<typeof serve>>;
  let about: ConsoleAbout;
  beforeAll(async () => {
    about = await sampleConsole();
    ask = await serve(about);
  });
  const page = async (path: string): Promise<ReadPage> => readPage(await (await ask(path)).text());
  const json = async (path: string): Promise<unknown> => (await ask(path, { headers: { accept: 'application/json' } })).json();

  it.each(ROUTES)('%s is a page of nothing but our own elements, that runs and loads nothing', async (path) => {
    const response = await ask(path);

    expect([response.status, response.headers.get('content-type'), response.headers.get('x-content-type-options')]).toEqual([200, 'text/html; charset=utf-8', 'nosniff']);
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    expect(readPage(await response.text()).heading).not.toBe('');
  });

  it.each(ROUTES)('every link of %s that stays here leads somewhere', async (path) => {
    const { links } = await page(path);

    const answers = await Promise.all(links.filter((link) => !link.startsWith('http')).map(async (link) => [link, (await ask(link.startsWith('?') ? path.split('?', 1)[0] + link : link)).status] as const));

    expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  });

  it('/ tells the runs, the latest first, with duration, transitions and counts', async () => {
    const { tables, text } = await page('/');

    expect(tables['Runs']).toEqual([
      ['Run', 'Scheduled', 'Status', 'Duration', 'Transitions', 'Counts'],
      [NOTIFY, 'Wed, 9 Oct 2024, 06:00', 'FAILED', '1.5 s', '13', 'NotBalancedError: 1 record is missing'],
      [SYNC, 'Tue, 8 Oct 2024, 06:00', 'SUCCEEDED', '1.5 s', '13', 'detected 3, leadsCreated 1, held 1'],
    ]);
    expect(text).toContain('The clock stands at Wed, 9 Oct 2024, 06:30');
  });

  it('/vendor tells whom the stand-in for UserGems follows, and what it was told last', async () => {
    const { tables, text } = await page('/vendor');

    expect(text).toContain('follows 1 of our contacts');
    expect(tables['Told last']).toEqual([['When', 'Request', 'Fields'], ['Mon, 7 Oct 2024, 13:00', 'POST /contact', expect.stringContaining('ada@globex.example')]]);
    expect(await json('/vendor')).toMatchObject({ contacts: 1, relations: { 'Open Opp Contact, Contact Tracking': 1 }, domains: { 'Target accounts': 1, Customers: 0 }, counts: { taken: 2, limited: 1 } });
  });

  it('/ shows a delivery that the webhook would take', async () => {
    const { text } = await page('/');

    const { eventId, verdict } = examineDelivery(/-d '([^']*)'/.exec(text)?.[1] ?? '');

    expect([eventId, verdict.ok]).toEqual(['my-first-event', true]);
  });

  it('/ shows an execution that never opened its run', async () => {
    const stray = anExecution({ name: 'usergems-sync-2024-10-15', status: 'FAILED', error: 'Lambda.Unknown', transitions: 2 });
    const ask = await serve({ ...about, executions: { all: () => [stray] } });

    expect(readPage(await (await ask('/')).text()).tables['Runs']?.[1]).toEqual(['usergems-sync-2024-10-15', '', 'FAILED', '1.5 s', '2', 'Lambda.Unknown']);
    expect(readPage(await (await ask('/runs/usergems-sync-2024-10-15')).text()).text).toContain('Lambda.Unknown');
  });

  it('/outbox lists messages by recipient', async () => {
    const { tables } = await page('/outbox');

    expect(tables).toEqual({
      Messages: [
        ['Message', 'To', 'Channel', 'Sent'],
        ['1 person joined a new company', 'ada@reps.example', 'e-mail', 'Wed, 9 Oct 2024, 06:00'],
        ['Ada moved', 'ada@reps.example', 'Slack', 'Wed, 9 Oct 2024, 06:00'],
      ],
      Recipients: [
        ['Recipient', 'E-mails', 'Slack messages'],
        ['ada@reps.example', '1', '1'],
      ],
    });
  });

  it('/outbox keeps to a channel, to a part of an address, and to fifty a page', async () => {
    const outbox = keptOutbox();
    for (let number = 0; number < 60; number += 1) await outbox.keepMail(aMail({ id: `mail-${number}`, to: [`reader-${number}@reps.example`], subject: `Subject ${number}`, at: new Date(NOW + number).toISOString() }));
    await outbox.keepPost(aPost({ channel: '#operations' }));
    const ask = await serve({ ...about, outbox });
    const subjects = async (query: string): Promise<(string | undefined)[]> => (readPage(await (await ask(`/outbox?${query}`)).text()).tables['Messages'] ?? []).slice(1).map(([subject]) => subject);

    expect(await subjects('channel=slack')).toEqual(['Ada moved']);
    expect(await subjects('to=READER-7%40')).toEqual(['Subject 7']);
    expect(await subjects('channel=email&page=2')).toEqual(Array.from({ length: 10 }, (_, index) => `Subject ${9 - index}`));
    expect(await subjects('page=999')).toHaveLength(11);
  });

  it('an e-mail is shown in a sandbox that runs nothing, as text, as source, and can be taken away', async () => {
    const shown = await (await ask('/outbox/mail/local-1')).text();
    const file = await ask('/outbox/mail/local-1.eml');

    const [, sandbox, document = ''] = /<iframe [^>]*sandbox="([^"]*)" srcdoc="([^"]*)"><\/iframe>/.exec(shown) ?? [];
    expect([sandbox, unescaped(document)]).toEqual(['allow-popups allow-popups-to-escape-sandbox', '<base target="_blank"><p>Ada moved</p>']);
    expect((await page('/outbox/mail/local-1?view=text')).text).toContain('Ada moved');
    expect((await page('/outbox/mail/local-1?view=source')).text).toContain('To: ada@reps.example');
    expect([file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual(['message/rfc822', 'attachment; filename="local-1.eml"']);
    const [mail = aMail()] = about.outbox.mails;
    expect(Buffer.from(await file.arrayBuffer())).toEqual(await renderEml(mail));
  });

  it('a Slack message without blocks shows its text', async () => {
    const outbox = keptOutbox();
    await outbox.keepPost(aPost({ text: '*Ada* moved', blocks: [] }));
    const ask = await serve({ ...about, outbox });

    expect(await (await ask('/outbox/slack/1728478800.000001')).text()).toContain('<p><b>Ada</b> moved</p>');
  });

  it('UG-20: a run tells its books by motion and tier, and the refused events with their reasons', async () => {
    const { tables, text } = await page(`/runs/${SYNC}`);

    expect(tables).toEqual({
      'Signals by motion and tier': [
        ['', 'lead_created', 'held', 'rejected'],
        ['job_change/tier 1', '1', '', ''],
        ['job_change/tier 2', '', '1', ''],
        ['new_hire', '', '', '1'],
      ],
      refused: [
        ['eventId', 'reason'],
        ['ug-3', 'NOT_TARGET_ACCOUNT'],
      ],
      Shards: [
        ['Shard', 'written'],
        ['0001', 'outcome:lead_created 1'],
      ],
    });
    expect(text).toContain('ItemsRead1,234');
  });

  it('a failed run tells its error, the path of each execution and its messages', async () => {
    const { tables, text } = await page(`/runs/${NOTIFY}`);

    expect(text).toContain('NotBalancedError: 1 record is missing');
    expect(text).toContain('Open the runRun failed');
    expect(tables['Messages']).toEqual([
      ['Message', 'Recipient', 'Channel', 'State', 'Reason', 'As sent'],
      ['Digest', 'Lee Ito 005A', 'email', 'SENT', 'no reason', 'read'],
    ]);
  });

  it('a rerun is shown with the run that it worked', async () => {
    expect((await page(`/runs/${SYNC}-r1`)).heading).toBe(SYNC);
  });

  it('RT-07, NT-14, PLAT-07: a record tells what was decided about it and from which facts, the latest first', async () => {
    const { heading, tables, text } = await page('/decisions/00QA');

    expect(heading).toBe('Ada Okafor');
    expect(text.match(/Who was told|Routed|Fields that changed/g)).toEqual(['Who was told', 'Fields that changed', 'Routed']);
    expect(text).toContain('Open_Opps__c2');
    expect(text).toContain('ACCOUNT_BDR');
    expect(tables).toEqual({
      'Notification ledger': [
        ['Outcome', 'Reason', 'Rule', 'RecipientRole', 'RecipientId', 'Channel'],
        ['sent', '', '1C', 'AE', 'Lee Ito 005A', 'email'],
      ],
      Changes: [
        ['Field', 'Old', 'New'],
        ['Title', 'VP', 'CTO'],
      ],
    });
  });

  it('UG-15: a record of UserGems has its card on top, with links to what it names', async () => {
    const { text, links } = await page('/decisions/00QA');

    expect(text).toMatch(/At a glance\s+Current lead\s*Ada Okafor\s+Current account\s*Globex\s+Current account type\s*Prospect\s+Current title\s*CTO\s+Owner\s*Lee Ito\s+Decisions/);
    expect(links).toEqual(expect.arrayContaining(['/decisions/00QA', '/decisions/001A', '/decisions/005A']));
  });

  it('an event tells its outcome; on request every delivery of it', async () => {
    const { text, links } = await page('/signals/ug-1');
    const all = await page('/signals/ug-1?deliveries=all');

    expect(text).toContain('It became a lead.');
    expect(text).not.toContain('It repeated an event');
    expect(links).toContain('/decisions/00QA');
    expect(all.text).toMatch(/It became a lead\.[\s\S]*It repeated an event that was known\./);
  });

  it('an event that was refused at the door is found although it claimed no id', async () => {
    expect((await page('/signals/ug-9')).text).toContain('INVALID_BODY:type');
  });

  it.each([
    ['local-1', '/outbox/mail/local-1'],
    ['1728478800.000001', '/outbox/slack/1728478800.000001'],
    [SYNC, `/runs/${SYNC}`],
    [' 00QA ', '/decisions/00QA'],
    ['ug-1', '/signals/ug-1'],
    ['ug-9', '/signals/ug-9'],
    ['Ada@reps.example', '/outbox?to=Ada%40reps.example'],
    ['', '/'],
  ])('a search for %j leads to %s', async (id, path) => {
    const response = await ask(`/find?${new URLSearchParams({ q: id }).toString()}`);

    expect([response.status, response.headers.get('location')]).toEqual([303, path]);
  });

  it('a search that finds nothing says so', async () => {
    const response = await ask('/find?q=%3Cb%3Enobody');

    expect(response.status).toBe(404);
    expect(readPage(await response.text()).text).toContain('has the id <b>nobody');
  });

  it('answers JSON to those who ask for it: the data of the page', async () => {
    const { stores, executions, outbox } = about;
    const [sync] = executions.all();
    const record = (await stores.records.load('Lead', ['00QA'])).get('00QA');

    expect(await json('/outbox/mail/local-1')).toEqual(plain(outbox.mails[0]));
    expect(await json('/outbox/slack/1728478800.000001')).toEqual(plain(outbox.posts[0]));
    expect(await json(`/runs/${SYNC}`)).toEqual(plain({ run: await stores.runs.find(SYNC), executions: [sync], messages: [], shards: [{ shard: '0001', counts: { written: { 'outcome:lead_created': 1 } } }] }));
    expect(await json('/signals/ug-1')).toEqual(plain({ eventId: 'ug-1', signals: [...(await stores.signals.find([feedSignalId('ug-1')])).values()] }));
    const [audit, notification, routing] = await stores.decisions.of('00QA');
    expect(await (await ask('/decisions/00QA?format=json')).json()).toEqual({
      ...(plain({ recordId: '00QA', object: 'Lead', record, decisions: [notification, audit, routing] }) as object),
      card: expect.objectContaining({ object: 'Lead', id: '00QA', currentTitle: 'CTO' }),
    });
    expect(await json('/')).toMatchObject({ stage: 'local', now: '2024-10-09T13:30:00.000Z', outbox: { emails: 1, slackMessages: 1, recipients: 1 }, runs: [{ runId: NOTIFY, status: 'FAILED' }, { runId: SYNC, status: 'SUCCEEDED' }] });
    expect(await json('/nowhere')).toEqual({ error: 'There is nothing at /nowhere. The overview leads to everything that is there.' });
  });

  it.each(['/nowhere', '/outbox/mail/none', '/outbox/mail/none.eml', '/outbox/slack/1.2', '/runs/none', '/decisions/none', '/signals/none', '/decisions/%E0%A4%A', '//elsewhere.example/'])('%s is not there', async (path) => {
    const response = await ask(path);

    expect([response.status, readPage(await response.text()).heading]).toEqual([404, 'Not found']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('only reads: %s is refused', async (method) => {
    const response = await ask('/', { method });

    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('answers HEAD as GET, without the page', async () => {
    const response = await ask('/', { method: 'HEAD' });

    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('says what failed when a page cannot be made', async () => {
    const stores = { ...about.stores, decisions: { ...about.stores.decisions, of: () => Promise.reject(new Error('the store is <gone>')) } };
    const response = await (await serve({ ...about, stores }))('/decisions/00QA');

    expect(response.status).toBe(500);
    expect(readPage(await response.text()).text).toContain('Error: the store is <gone>');
  });
});

describe('what came from outside', () => {
  const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)> & </pre></style>`;

  it.each(ROUTES)('is text on %s, whatever it is', async (path) => {
    const ask = await serve(await sampleConsole((harmless) => harmless + HOSTILE));

    const response = await ask(path);

    expect(response.status).toBe(200);
    expect(readPage(await response.text()).text).toContain('onerror=alert(1)');
  });
});
