import { html, type Html } from './html';

/** How statuses and outcomes of all kinds are coloured; the word itself always stands there. */
const TONES: Readonly<Record<string, 'good' | 'bad' | 'wait'>> = {
  SUCCEEDED: 'good', SENT: 'good', sent: 'good', lead_created: 'good', enriched_existing: 'good',
  FAILED: 'bad', TIMED_OUT: 'bad', ABORTED: 'bad', UNKNOWN: 'bad', failed: 'bad', unknown: 'bad', rejected: 'bad', recipient_missing: 'bad',
  RUNNING: 'wait', READY: 'wait', SENDING: 'wait', held: 'wait',
};

export const statusView = (status: string): Html => html`<span class="status ${TONES[status] ?? 'plain'}">${status}</span>`;
