import { textParam } from './endpoint';
import type { Endpoint, EndpointResponse, Params } from './endpoint';
import type { Mail, Outbox } from './outbox';

export interface SesOptions {
  readonly outbox: Outbox;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly messageId: () => string;
  /** Whether SES would let this address (`a@x.example`, without display name) send; by default every address may. */
  readonly isVerified?: (address: string) => boolean;
}

/** Recipients of one message. https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html */
const RECIPIENT_LIMIT = 50;

/** Stands in for SES (API of 2010-12-01): SendEmail, SendRawEmail, GetSendQuota; everything else is an InvalidAction. */
export const sesEndpoint = (options: SesOptions): Endpoint => {
  const stamp = (): Pick<Mail, 'id' | 'at'> => ({ id: options.messageId(), at: new Date(options.now()).toISOString() });

  const accept = async (mail: Mail): Promise<EndpointResponse> => {
    const recipients = mail.to.length + mail.cc.length + mail.bcc.length;
    if (recipients === 0) return failure('InvalidParameterValue', 'At least one recipient is required');
    if (recipients > RECIPIENT_LIMIT) return failure('MessageRejected', `Recipient count exceeds ${RECIPIENT_LIMIT}.`);
    const address = bareAddress(mail.from);
    if (options.isVerified?.(address) === false) return failure('MessageRejected', `Email address is not verified. The following identities failed the check in region US-EAST-1: ${address}`);
    await options.outbox.keepMail(mail);
    return success(mail.raw === undefined ? 'SendEmail' : 'SendRawEmail', `<MessageId>${mail.id}</MessageId>`);
  };

  return {
    read: ({ body }) => {
      const { Action = '', ...params } = Object.fromEntries(new URLSearchParams(body));
      return { action: Action, params };
    },
    answer: (action, params) => {
      if (action === 'SendEmail') return accept({ ...stamp(), ...simpleMail(params) });
      if (action === 'SendRawEmail') return accept({ ...stamp(), ...rawMail(params) });
      if (action === 'GetSendQuota') return success(action, '<Max24HourSend>50000.0</Max24HourSend><MaxSendRate>14.0</MaxSendRate><SentLast24Hours>0.0</SentLast24Hours>');
      return failure('InvalidAction', `Could not find operation ${action} for version 2010-12-01 in the embedded SES (SendEmail, SendRawEmail, GetSendQuota)`);
    },
  };
};

const simpleMail = (params: Params): Omit<Mail, 'id' | 'at'> => ({
  from: textParam(params, 'Source'),
  to: members(params, 'Destination.ToAddresses'),
  cc: members(params, 'Destination.CcAddresses'),
  bcc: members(params, 'Destination.BccAddresses'),
  replyTo: members(params, 'ReplyToAddresses'),
  subject: textParam(params, 'Message.Subject.Data'),
  ...('Message.Body.Html.Data' in params ? { html: textParam(params, 'Message.Body.Html.Data') } : {}),
  ...('Message.Body.Text.Data' in params ? { text: textParam(params, 'Message.Body.Text.Data') } : {}),
});

/** Sender and recipients may stand in the call or in the message; the call wins, as with SES. */
const rawMail = (params: Params): Omit<Mail, 'id' | 'at'> => {
  const raw = Buffer.from(textParam(params, 'RawMessage.Data'), 'base64').toString();
  const headers = rawHeaders(raw);
  const header = (name: string): string => headers.get(name) ?? '';
  const addresses = (name: string): string[] => header(name).split(',').map((address) => address.trim()).filter(Boolean);
  const destinations = members(params, 'Destinations');
  return {
    from: textParam(params, 'Source') || header('from'),
    to: destinations.length > 0 ? destinations : addresses('to'),
    cc: destinations.length > 0 ? [] : addresses('cc'),
    bcc: destinations.length > 0 ? [] : addresses('bcc'),
    replyTo: addresses('reply-to'),
    subject: header('subject'),
    raw,
  };
};

/** Header names in lower case; folded lines are joined, encoded words left as they are. */
const rawHeaders = (raw: string): Map<string, string> => {
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1);
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
};

const members = (params: Params, key: string): string[] =>
  Object.entries(params)
    .filter(([name]) => name.startsWith(`${key}.member.`))
    .sort(([a], [b]) => memberIndex(a) - memberIndex(b))
    .map(([name]) => textParam(params, name));

const memberIndex = (name: string): number => Number(name.slice(name.lastIndexOf('.') + 1));

const bareAddress = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from.trim();

const XMLNS = 'http://ses.amazonaws.com/doc/2010-12-01/';

const xml = (status: number, body: string): EndpointResponse => ({ status, headers: { 'content-type': 'text/xml' }, body });

const success = (action: string, result: string): EndpointResponse =>
  xml(200, `<${action}Response xmlns="${XMLNS}"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></${action}Response>`);

const failure = (code: string, message: string): EndpointResponse =>
  xml(400, `<ErrorResponse xmlns="${XMLNS}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>local</RequestId></ErrorResponse>`);

const escapeXml = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
