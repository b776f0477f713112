import { GetSendQuotaCommand, SESClient, SendEmailCommand, SendRawEmailCommand, SendTemplatedEmailCommand } from '@aws-sdk/client-ses';
import { startAwsEndpoints } from '../../../infra/local/host/aws-endpoints';
import type { AwsEndpoints, Intercept } from '../../../infra/local/host/aws-endpoints';
import { renderEml } from '../../../infra/local/host/outbox';
import type { Mail } from '../../../infra/local/host/outbox';
import { sesEndpoint } from '../../../infra/local/host/ses';

const NOW = Date.parse('2024-10-09T13:00:00Z');

describe('the embedded SES', () => {
  const mails: Mail[] = [];
  let endpoints: AwsEndpoints;
  let client: SESClient;
  let intercept: Intercept = () => undefined;
  beforeAll(async () => {
    const ses = sesEndpoint({
      outbox: { keepMail: (mail) => void mails.push(mail), keepPost: () => undefined },
      now: () => NOW,
      messageId: () => `mail-${mails.length + 1}`,
      isVerified: (address) => address.endsWith('@revsignal.example'),
    });
    endpoints = await startAwsEndpoints({ ses }, { intercept: (...call) => intercept(...call) });
    client = new SESClient({ endpoint: `${endpoints.url}/ses`, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 });
  });
  beforeEach(() => {
    mails.length = 0;
    intercept = () => undefined;
  });
  afterAll(async () => {
    client.destroy();
    await endpoints.close();
  });

  const aMail = (over: { Source?: string; ToAddresses?: string[] } = {}): SendEmailCommand =>
    new SendEmailCommand({
      Source: over.Source ?? 'Signals <signals@revsignal.example>',
      Destination: { ToAddresses: over.ToAddresses ?? ['bdr@acme.example', 'rm@acme.example'], CcAddresses: ['cc@acme.example'], BccAddresses: ['audit@acme.example'] },
      ReplyToAddresses: ['ops@acme.example'],
      Message: { Subject: { Data: 'Zoë & 2 more' }, Body: { Html: { Data: '<p>a + b</p>' }, Text: { Data: 'a + b' } } },
    });
  const failure = async (sending: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await sending.catch((error: unknown) => error);
    return error instanceof Error ? { name: error.name, message: error.message } : error;
  };

  it('keeps what SendEmail was given and answers its id', async () => {
    const sent = await client.send(aMail());

    expect(sent.MessageId).toBe('mail-1');
    expect(mails).toEqual([
      {
        id: 'mail-1',
        at: '2024-10-09T13:00:00.000Z',
        from: 'Signals <signals@revsignal.example>',
        to: ['bdr@acme.example', 'rm@acme.example'],
        cc: ['cc@acme.example'],
        bcc: ['audit@acme.example'],
        replyTo: ['ops@acme.example'],
        subject: 'Zoë & 2 more',
        html: '<p>a + b</p>',
        text: 'a + b',
      },
    ]);
  });

  it('keeps the order of more than nine recipients', async () => {
    const people = Array.from({ length: 12 }, (_, index) => `person${index + 1}@acme.example`);

    await client.send(aMail({ ToAddresses: people }));

    expect(mails[0]?.to).toEqual(people);
  });

  it('keeps a raw message as it is', async () => {
    const raw = 'From: signals@revsignal.example\r\nTo: bdr@acme.example,\r\n rm@acme.example\r\nSubject: Raw\r\n\r\nBody: text';

    await client.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) } }));

    expect(mails).toEqual([{ id: 'mail-1', at: '2024-10-09T13:00:00.000Z', from: 'signals@revsignal.example', to: ['bdr@acme.example', 'rm@acme.example'], cc: [], bcc: [], replyTo: [], subject: 'Raw', raw }]);
  });

  it('answers the quota', async () => {
    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 });
  });

  it.each([
    ['a sender that is not verified', () => aMail({ Source: 'Else <a@else.example>' }), { name: 'MessageRejected', message: 'Email address is not verified. The following identities failed the check in region US-EAST-1: a@else.example' }],
    ['more than 50 recipients', () => aMail({ ToAddresses: Array.from({ length: 49 }, (_, index) => `p${index}@acme.example`) }), { name: 'MessageRejected', message: 'Recipient count exceeds 50.' }],
    ['another action', () => new SendTemplatedEmailCommand({ Source: 'a@revsignal.example', Destination: {}, Template: 't', TemplateData: '{}' }), { name: 'InvalidAction', message: 'Could not find operation SendTemplatedEmail for version 2010-12-01 in the embedded SES (SendEmail, SendRawEmail, GetSendQuota)' }],
  ])('refuses %s and keeps nothing', async (_, command, expected) => {
    expect(await failure(client.send(command() as SendEmailCommand))).toEqual(expected);
    expect(mails).toEqual([]);
  });

  it('can be made to fail before it keeps anything', async () => {
    const calls: unknown[] = [];
    intercept = (service, action, params) => {
      calls.push([service, action, params['Source']]);
      return { status: 400, headers: {}, body: '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Maximum sending rate exceeded.</Message></Error></ErrorResponse>' };
    };

    expect(await failure(client.send(aMail()))).toEqual({ name: 'Throttling', message: 'Maximum sending rate exceeded.' });
    expect(calls).toEqual([['ses', 'SendEmail', 'Signals <signals@revsignal.example>']]);
    expect(mails).toEqual([]);
  });

  it('can be made to send without its caller ever hearing of it', async () => {
    intercept = () => 'drop';

    expect(await failure(client.send(aMail()))).toMatchObject({ message: expect.stringContaining('socket hang up') });
    expect(mails.map(({ subject }) => subject)).toEqual(['Zoë & 2 more']);
  });

  it('names the services it has when asked for another', async () => {
    const response = await fetch(`${endpoints.url}/sqs/`, { method: 'POST' });

    expect([response.status, await response.text()]).toEqual([404, 'There is no service /sqs here; there are /ses']);
  });
});

describe('an .eml file', () => {
  const mail: Mail = { id: 'mail-1', at: '2024-10-09T13:00:00.000Z', from: 'Signals <signals@revsignal.example>', to: ['bdr@acme.example'], cc: [], bcc: [], replyTo: [], subject: 'Zoë', html: '<p>a</p>', text: 'a' };

  it('holds the headers and both bodies, the same bytes each time', async () => {
    const eml = (await renderEml(mail)).toString();

    expect(eml.split('\r\n\r\n')[0]?.split('\r\n')).toEqual([
      'From: Signals <signals@revsignal.example>',
      'To: bdr@acme.example',
      'Subject: =?UTF-8?Q?Zo=C3=AB?=',
      'Message-ID: <mail-1@email.amazonses.com>',
      'Date: Wed, 09 Oct 2024 13:00:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary="--_NmP-mail-1-Part_1"',
    ]);
    expect(eml).toContain('\r\n\r\na\r\n');
    expect(eml).toContain('\r\n\r\n<p>a</p>\r\n');
    expect((await renderEml(mail)).toString()).toBe(eml);
  });

  it('is the raw message where there is one', async () => {
    expect((await renderEml({ ...mail, raw: 'Subject: Raw\r\n\r\nBody' })).toString()).toBe('Subject: Raw\r\n\r\nBody');
  });
});
