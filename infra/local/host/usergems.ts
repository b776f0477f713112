import { textParam } from './endpoint';
import type { Endpoint, EndpointResponse, Params } from './endpoint';

/** One thing that UserGems was told and took. */
export interface TakenWrite {
  /** ISO-8601, UTC. */
  readonly at: string;
  /** Method and path, e.g. `POST /contact`. */
  readonly action: string;
  readonly fields: Params;
}

/** A relation under which a person is tracked; both are empty when they were not given. */
export interface Relation {
  readonly relationshipType: string;
  readonly signal: string;
}

/** What UserGems holds: the real one shows it in its own pages only. */
export interface HeldByUserGems {
  /** Relations of each tracked person, by e-mail in lower case. */
  readonly contacts: ReadonlyMap<string, readonly Relation[]>;
  /** Domains of each report, by its name. */
  readonly accounts: ReadonlyMap<string, ReadonlySet<string>>;
  /** The latest writes, newest last. */
  readonly taken: readonly TakenWrite[];
  /** How many requests were taken, and how many turned away because they were too many. */
  readonly counts: { readonly taken: number; readonly limited: number };
}

export interface UserGemsOptions {
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Requests that any span of one second may hold. */
  readonly requestsPerSecond: number;
  /** The account lists: UserGems knows a report by its number in an addition and by its name in a removal. */
  readonly reports: readonly { readonly reportId: number; readonly reportName: string }[];
}

const KEPT_WRITES = 1_000;
const SECOND = 1_000;

/**
 * Stands in for UserGems' REST API (https://app.usergems.com/api/documentation, https://help.usergems.com/article/using-the-usergems-api)
 * under `/v1`: it cannot be read, one record a request, flat messages, no Retry-After, and a removal without scope removes everything.
 */
export const usergemsEndpoint = ({ key, now, requestsPerSecond, reports }: UserGemsOptions): { readonly endpoint: Endpoint; readonly held: HeldByUserGems } => {
  const contacts = new Map<string, readonly Relation[]>();
  const accounts = new Map(reports.map(({ reportName }) => [reportName, new Set<string>()]));
  const taken: TakenWrite[] = [];
  const counts = { taken: 0, limited: 0 };
  const isTooMuch = slidingSecond(requestsPerSecond, now);

  const ROUTES = new Map<string, (fields: Params) => EndpointResponse>([
    ['POST /contact', (fields) => {
      const email = emailIn(fields);
      if (email === undefined) return message(400, 'The email field must be a valid email address.');
      const relation = { relationshipType: textParam(fields, 'relationshipType'), signal: textParam(fields, 'signal') };
      const known = contacts.get(email) ?? [];
      const isKnown = known.some((one) => one.relationshipType === relation.relationshipType && one.signal === relation.signal);
      contacts.set(email, isKnown ? known : [...known, relation]);
      return message(200, 'Contact added to queue');
    }],
    ['DELETE /contact', (fields) => {
      const email = emailIn(fields);
      if (email === undefined) return message(400, 'The email field must be a valid email address.');
      const left = (contacts.get(email) ?? []).filter((one) => !isWithin(one, fields));
      if (left.length > 0) contacts.set(email, left);
      else contacts.delete(email);
      return message(200, 'Contact deleted');
    }],
    ['POST /account', (fields) => {
      const missing = ['name', 'domain'].find((name) => textParam(fields, name) === '');
      if (missing !== undefined) return message(400, `The ${missing} field is required.`);
      const report = reports.find(({ reportId }) => reportId === fields['reportId']);
      if (report === undefined) return message(422, 'The report id field must be the id of one of your reports.');
      accounts.get(report.reportName)?.add(textParam(fields, 'domain').toLowerCase());
      return message(200, 'Account added');
    }],
    ['DELETE /account', (fields) => {
      const missing = ['reportName', 'domain'].find((name) => textParam(fields, name) === '');
      if (missing !== undefined) return message(400, `The ${missing} field is required.`);
      const domains = accounts.get(textParam(fields, 'reportName'));
      if (domains === undefined) return message(422, 'The report name field must be the name of one of your reports.');
      domains.delete(textParam(fields, 'domain').toLowerCase());
      return message(200, 'Account deleted');
    }],
    ['POST /privacy/delete', (fields) => {
      const email = emailIn(fields);
      if (email === undefined) return message(400, 'The email field must be a valid email address.');
      contacts.delete(email);
      const others = taken.filter(({ fields: told }) => emailIn(told) !== email);
      taken.splice(0, taken.length, ...others);
      return message(200, 'Request added to queue');
    }],
  ]);
  const paths = new Set([...ROUTES.keys()].map((route) => route.slice(route.indexOf('/'))));

  return {
    held: { contacts, accounts, taken, counts },
    endpoint: {
      read: ({ path, method, query, headers, body }) => ({
        action: `${method} ${path.replace(/^v1(?=\/)/, '')}`,
        params: { fields: { ...Object.fromEntries(query), ...objectIn(body) }, key: headers['x-api-key'] },
      }),
      answer: (action, { fields, key: given }) => {
        if (given !== key) return message(401, 'Unauthorized');
        if (isTooMuch()) {
          counts.limited += 1;
          return message(429, 'Too Many Requests');
        }
        const route = ROUTES.get(action);
        if (route === undefined) return paths.has(action.slice(action.indexOf('/'))) ? message(405, 'Method Not Allowed') : message(404, 'Not Found');
        const answered = route(fields as Params);
        if (answered.status === 200) {
          counts.taken += 1;
          // Whom it was told to forget it does not remember either.
          taken.push({ at: new Date(now()).toISOString(), action, fields: action === 'POST /privacy/delete' ? {} : (fields as Params) });
          if (taken.length > KEPT_WRITES) taken.shift();
        }
        return answered;
      },
    },
  };
};

const message = (status: number, text: string): EndpointResponse => ({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: text }) });

/** True when one request more does not fit the second that ends now. */
const slidingSecond = (most: number, now: () => number): (() => boolean) => {
  const times: number[] = [];
  return () => {
    while (times[0] !== undefined && times[0] <= now() - SECOND) times.shift();
    if (times.length >= most) return true;
    times.push(now());
    return false;
  };
};

const emailIn = (fields: Params): string | undefined => {
  const email = textParam(fields, 'email').trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(email) ? email : undefined;
};

/** What a removal does not name, it does not spare. */
const isWithin = (relation: Relation, scope: Params): boolean => (['relationshipType', 'signal'] as const).every((name) => ['', relation[name]].includes(textParam(scope, name)));

/** The fields of a JSON body; none of anything else. */
const objectIn = (body: string): Params => {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
  } catch {
    return {};
  }
};
