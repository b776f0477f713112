import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { LocalExecutions } from '../runs/executions';
import type { HeldByUserGems } from '../host/usergems';
import type { KeptOutbox } from '../kept-outbox';
import type { Html } from './html';

/** What the pages are about. */
export interface ConsoleAbout {
  readonly outbox: KeptOutbox;
  readonly usergems: HeldByUserGems;
  readonly executions: Pick<LocalExecutions, 'all'>;
  readonly stores: Pick<StoreDeps, 'decisions' | 'runs' | 'messages' | 'signals' | 'records' | 'tracked' | 'settings'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a reader asks for. */
export interface Ask {
  /** What follows the page's path, decoded: an id; empty for pages about everything. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** Scheme, host and port that the reader used. */
  readonly origin: string;
}

/** A page, and the same as JSON for those who pipe it. */
export interface Page {
  readonly status?: number;
  readonly title: string;
  readonly data: unknown;
  readonly body: Html;
}

export interface Redirect {
  readonly location: string;
}

export interface Download {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** undefined: there is no such thing. */
export type Answer = Page | Redirect | Download | undefined;
export type AnswerFor = (about: ConsoleAbout, ask: Ask) => Answer | Promise<Answer>;
