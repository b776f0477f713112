import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { documentView } from './document';
import { eventPage } from './event-page';
import { findPage } from './find-page';
import { html, markupOf } from './html';
import { mailFile, mailPage } from './mail-page';
import { outboxPage } from './outbox-page';
import { overviewPage } from './overview-page';
import type { AnswerFor, ConsoleAbout, Download, Page } from './page';
import { postPage } from './post-page';
import { recordPage } from './record-page';
import { runPage } from './run-page';
import { vendorPage } from './vendor-page';

/** The first that fits answers; what the pattern captures is the id. */
const ROUTES: readonly (readonly [RegExp, AnswerFor])[] = [
  [/^\/()$/, overviewPage],
  [/^\/outbox()$/, outboxPage],
  [/^\/outbox\/mail\/([^/]+)\.eml$/, mailFile],
  [/^\/outbox\/mail\/([^/]+)$/, mailPage],
  [/^\/outbox\/slack\/([^/]+)$/, postPage],
  [/^\/runs\/([^/]+)$/, runPage],
  [/^\/decisions\/([^/]+)$/, recordPage],
  [/^\/signals\/([^/]+)$/, eventPage],
  [/^\/vendor()$/, vendorPage],
  [/^\/find()$/, findPage],
];

/**
 * The console of the embedded runtime: runs, decisions and what was sent, as plain pages without scripts; each as JSON too, with
 * `?format=json` or `accept: application/json`. It only reads. To be served by `listenOnLoopback`, which refuses other hosts.
 */
export const consoleListener =
  (about: ConsoleAbout): RequestListener =>
  (request, response) =>
    // The only thing that can fail here is a reader who went away.
    void answer(about, request, response).catch(() => response.destroy());

const answer = async (about: ConsoleAbout, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { path, query } = splitUrl(request.url ?? '/');
  const send = (page: Page): void => (wantsJson(request, query) ? sendJson(response, page) : sendHtml(response, page, page.status === undefined ? jsonPathOf(path, query) : undefined));
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return send(errorPage(405, 'This address is for reading only', 'Ask for it with GET. The vendor’s deliveries go to POST /webhooks/usergems.'));
  }
  try {
    const found = await find(about, path, query, `http://${request.headers.host}`);
    if (found === undefined) return send(errorPage(404, 'Not found', `There is nothing at ${path}. The overview leads to everything that is there.`));
    if ('location' in found) return void response.writeHead(303, { ...SECURITY_HEADERS, location: found.location }).end();
    return 'bytes' in found ? sendFile(response, found) : send(found);
  } catch (error) {
    return send(errorPage(500, 'This page failed', error instanceof Error ? `${error.name}: ${error.message}` : String(error)));
  }
};

const find = (about: ConsoleAbout, path: string, query: URLSearchParams, origin: string): ReturnType<AnswerFor> => {
  for (const [pattern, answerFor] of ROUTES) {
    const id = decoded(pattern.exec(path)?.[1]);
    if (id !== undefined) return answerFor(about, { id, query, origin });
  }
  return undefined;
};

const splitUrl = (url: string): { path: string; query: URLSearchParams } => {
  const at = url.indexOf('?');
  return at < 0 ? { path: url, query: new URLSearchParams() } : { path: url.slice(0, at), query: new URLSearchParams(url.slice(at + 1)) };
};

/** undefined for a segment with broken escapes: nothing has such an address. */
const decoded = (segment: string | undefined): string | undefined => {
  try {
    return segment === undefined ? undefined : decodeURIComponent(segment);
  } catch {
    return undefined;
  }
};

/** Browsers accept JSON as well, but ask for HTML. */
const wantsJson = ({ headers: { accept = '' } }: IncomingMessage, query: URLSearchParams): boolean => query.get('format') === 'json' || (accept.includes('application/json') && !accept.includes('text/html'));

const jsonPathOf = (path: string, query: URLSearchParams): string => {
  const asked = new URLSearchParams(query);
  asked.set('format', 'json');
  return `${path}?${asked.toString()}`;
};

const errorPage = (status: number, title: string, problem: string): Page => ({ status, title, data: { error: problem }, body: html`<p>${problem}</p>` });

/** Nothing runs, nothing is loaded, nobody frames the page or hears of it; it says what is true now. */
const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const sendHtml = (response: ServerResponse, { status = 200, title, body }: Page, jsonPath: string | undefined): void =>
  void response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'text/html; charset=utf-8' }).end(markupOf(documentView({ title, body, jsonPath })));

const sendJson = (response: ServerResponse, { status = 200, data }: Page): void =>
  void response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'application/json; charset=utf-8' }).end(`${JSON.stringify(data, undefined, 2)}\n`);

const sendFile = (response: ServerResponse, { fileName, contentType, bytes }: Download): void =>
  void response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': contentType, 'content-disposition': `attachment; filename="${fileName}"` }).end(bytes);
