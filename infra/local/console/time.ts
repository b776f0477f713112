import { html, type Html } from './html';

/** `Tue, 8 Oct 2024, 06:00` in the org's zone; hovering shows the instant in UTC. */
export const timeView = (instant: string | number, timeZone: string): Html => {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return html`${instant}`;
  const shown = date.toLocaleString('en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  return html`<time datetime="${date.toISOString()}" title="${date.toISOString()}">${shown}</time>`;
};

/** `350 ms`, `4.2 s`, `3 min 5 s` */
export const durationText = (ms: number): string => {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};
