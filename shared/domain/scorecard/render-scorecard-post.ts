import { MRKDWN } from '../notifications/render-characters';
import { context, DIVIDER, header, mrkdwn, section, type RenderedPost } from '../notifications/render-slack-blocks';
import type { MessageSettings } from '../notifications/render-view';
import type { ScorecardNews } from './scorecard';
import { viewScorecard, type RowView } from './scorecard-view';

/** The Slack summary (SC-05): the grades along the impact chain and what to improve first; the e-mail has the rest. */
export const renderScorecardPost = (news: ScorecardNews, messages: Pick<MessageSettings, 'askTeams'>): RenderedPost => {
  const view = viewScorecard(news, messages, MRKDWN);
  const [first] = view.advice;
  return {
    text: `${view.headline}: ${view.standing}`,
    blocks: [
      header(view.headline),
      section(mrkdwn(`*${view.standing}*`)),
      ...view.links.map(({ title, rows }) => section(mrkdwn([`*${title}*`, ...rows.map(line)].join('\n')))),
      DIVIDER,
      section(mrkdwn(first === undefined ? 'Everything that could be measured is at or above benchmark.' : `*Improve this first: ${first.name} (${first.grade})*\n${first.hint}\n${first.why}`)),
      context(mrkdwn(view.ownership)),
      context(mrkdwn(view.footer)),
    ],
  };
};

const line = ({ name, grade, delta }: RowView): string => `${name}:  *${grade}*${delta === '' ? '' : `   ${delta}`}`;
