import type { Scorecard } from '../domain/scorecard/scorecard';

export const SCORECARD_CHANNELS = ['email', 'slack'] as const;
export type ScorecardChannel = (typeof SCORECARD_CHANNELS)[number];

/** One message for each channel and issue of a scorecard: a rerun finds it sent, a forced run has an issue of its own (SC-05). */
export const scorecardMessageId = ({ issue }: Pick<Scorecard, 'issue'>, channel: ScorecardChannel): string => `scorecard#${issue}#${channel}`;
