import { HTML, PLAIN } from '../notifications/render-characters';
import { fold, htmlPage, type RenderedEmail } from '../notifications/render-email-page';
import type { MessageSettings } from '../notifications/render-view';
import { shortMonth } from '../time/months';
import { GRADES, rankOf } from './bands';
import type { Mark, ScorecardNews } from './scorecard';
import { CHAIN_END, viewScorecard, type RowView, type ScorecardView } from './scorecard-view';

/**
 * The monthly e-mail (SC-05, SC-06, SC-09): all grades at a glance along the impact chain, what to improve first and why, then every category
 * with value, benchmark and history. Tables and styles on the elements only, so that every mail program shows it; a grade is always written,
 * colour only adds to it.
 */
export const renderScorecardEmail = (news: ScorecardNews, messages: Pick<MessageSettings, 'askTeams'>): RenderedEmail => {
  const view = viewScorecard(news, messages, HTML);
  const [first] = view.advice;
  return {
    subject: `${view.headline}: ${view.standing}`,
    html: htmlPage({
      title: view.headline,
      preview: first === undefined ? ALL_WELL : `Improve first: ${first.name} (${first.grade})`,
      body: [
        `<h1 style="margin:0;font-size:22px;line-height:1.3">${view.headline}</h1>`,
        `<p style="margin:4px 0 0;font-size:17px">${view.standing}</p>`,
        htmlGlance(view),
        htmlAdvice(view),
        ...view.links.map(({ title, rows }) => [heading(title), ...rows.map(htmlRow)].join('\n')),
        heading('Who owns it (not graded)'),
        `<p style="margin:4px 0 0">${view.ownership}</p>`,
        `<p style="margin:28px 0 0;font-size:14px;opacity:.8">${view.basis}</p>`,
      ].join('\n'),
      footer: view.footer,
    }),
    text: scorecardText(viewScorecard(news, messages, PLAIN)),
  };
};

const ALL_WELL = 'Everything that could be measured is at or above benchmark.';

/** White on each of them has a contrast of 4.5 : 1 or more. */
const COLOURS = { A: '#1a7f37', B: '#0969da', C: '#8a6100', D: '#b34500', F: '#cf222e', 'N/A': '#57606a' } as const;

const colourOf = (grade: Mark): string => COLOURS[grade === 'N/A' ? grade : (grade.slice(0, 1) as keyof typeof COLOURS)];

const heading = (text: string): string => `<h2 style="margin:28px 0 0;font-size:17px;line-height:1.35">${text}</h2>`;

/** Tiles in a line: as many as the longest link of the chain has categories. */
const TILES = 5;

const htmlGlance = ({ links }: ScorecardView): string =>
  [
    ...links.map(({ title, rows }, index) =>
      [
        `<p style="margin:${index === 0 ? 16 : 8}px 0 0;font-size:14px;opacity:.8">${index === 0 ? '' : '↓ '}${title}</p>`,
        '<table role="presentation" style="width:100%;border-collapse:collapse;table-layout:fixed"><tr>',
        ...rows.map(htmlTile),
        ...Array.from({ length: TILES - rows.length }, () => '<td style="padding:2px"></td>'),
        '</tr></table>',
      ].join('\n'),
    ),
    `<p style="margin:8px 0 0;font-size:14px;opacity:.8">↓ ${CHAIN_END}</p>`,
  ].join('\n');

const htmlTile = ({ name, grade, delta }: RowView): string =>
  `<td style="padding:2px;vertical-align:top"><div style="padding:6px 2px;background:${colourOf(grade)};color:#ffffff;border-radius:6px;text-align:center;font-size:12px;line-height:1.3"><b style="font-size:22px">${grade}</b><br>${name}${delta === '' ? '' : `<br>${delta}`}</div></td>`;

const htmlAdvice = ({ advice: [first, ...others] }: ScorecardView): string =>
  first === undefined
    ? `${heading('Nothing to improve first')}\n<p style="margin:4px 0 0">${ALL_WELL}</p>`
    : [
        heading('Improve this first'),
        `<div style="margin:8px 0 0;padding:10px 14px;border:2px solid ${colourOf(first.grade)};border-radius:6px">`,
        `<p style="margin:0"><b>${first.name}: ${first.grade}</b></p>`,
        `<p style="margin:4px 0 0">${first.hint}</p>`,
        `<p style="margin:4px 0 0">${first.why}</p>`,
        '</div>',
        ...(others.length === 0 ? [] : ['<p style="margin:12px 0 0">Then, in this order:</p>', `<ul style="margin:4px 0 0;padding:0 0 0 20px">${others.map(({ name, grade, why }) => `\n<li>${name}: <b>${grade}</b>. ${why}</li>`).join('')}\n</ul>`]),
      ].join('\n');

const htmlRow = ({ name, grade, delta, value, benchmark, means, hint, history }: RowView): string =>
  [
    `<div style="margin:16px 0 0;padding:0 0 0 14px;border-left:4px solid ${colourOf(grade)}">`,
    `<p style="margin:0"><b>${name}: ${grade}</b>${delta === '' ? '' : ` &nbsp; ${delta}`}</p>`,
    `<p style="margin:2px 0 0">${value}<br>\n${benchmark}</p>`,
    `<p style="margin:2px 0 0;font-size:14px;opacity:.8">${means}</p>`,
    ...(hint === '' ? [] : [`<p style="margin:2px 0 0">To do: ${hint}</p>`]),
    `<table role="presentation" style="margin:6px 0 0;border-collapse:collapse"><tr>`,
    ...history.map(htmlBar),
    '</tr></table>',
    '</div>',
  ].join('\n');

/** Pixels of a bar for each grade above F. */
const STEP = 4;

/** A bar whose height is the grade; the line height holds it up where a mail program ignores the height. */
const htmlBar = ({ month, grade }: RowView['history'][number]): string => {
  const height = grade === undefined || grade === 'N/A' ? 0 : (GRADES.length - rankOf(grade)) * STEP;
  const bar = grade === undefined || height === 0 ? '' : `<div style="height:${height}px;line-height:${height}px;font-size:1px;background:${colourOf(grade)}">&nbsp;</div>`;
  return `<td style="width:34px;padding:0 3px 0 0;vertical-align:bottom;text-align:center;font-size:11px;line-height:1.3">${bar}<b>${grade ?? '–'}</b><br>${shortMonth(month)}</td>`;
};

const scorecardText = (view: ScorecardView): string => {
  const [first, ...others] = view.advice;
  return `${[
    view.headline,
    view.standing,
    '',
    ...(first === undefined
      ? [ALL_WELL]
      : [fold(`IMPROVE THIS FIRST: ${first.name} (${first.grade})`, 2), fold(`  ${first.hint}`, 2), fold(`  ${first.why}`, 2), ...(others.length === 0 ? [] : ['Then, in this order:', ...others.map(({ name, grade, why }) => fold(`- ${name} (${grade}). ${why}`, 2))])]),
    ...view.links.flatMap(({ title, rows }) => ['', title.toUpperCase(), ...rows.flatMap(textRow)]),
    '',
    'WHO OWNS IT (not graded)',
    fold(view.ownership, 0),
    '',
    fold(view.basis, 0),
    '',
    '-- ',
    fold(view.footer, 0),
  ].join('\n')}\n`;
};

const textRow = ({ name, grade, delta, value, benchmark, hint, history }: RowView): string[] => [
  `${name}: ${grade}${delta === '' ? '' : `  ${delta}`}`,
  fold(`  ${value}. ${benchmark}`, 4),
  ...(hint === '' ? [] : [fold(`  To do: ${hint}`, 4)]),
  ...(history.length < 2 ? [] : [fold(`  ${history.map((one) => `${shortMonth(one.month)} ${one.grade ?? '–'}`).join(', ')}`, 4)]),
];
