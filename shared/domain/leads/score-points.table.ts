/**
 * Table LD-T1 by action code (LD-03; contracts-leads, section 6). Effects: `inquiry` makes an Inquiry of a Raw person, `hand` is a
 * raised hand, `educational` interest in learning, `active` starts 60 days in which the person is worked as active. An action with an
 * effect is an interesting moment.
 */
interface ScoredAction {
  readonly points: number;
  readonly effects: readonly ActionEffect[];
}
export type ActionEffect = 'inquiry' | 'hand' | 'educational' | 'active';

export const ACTIONS = {
  contact_form: { points: 100, effects: ['inquiry', 'hand'] },
  trial_form: { points: 100, effects: ['inquiry', 'hand'] },
  in_product_trial: { points: 100, effects: ['inquiry', 'hand'] },
  professional_services_form: { points: 100, effects: ['inquiry', 'hand'] },
  public_sector_form: { points: 100, effects: ['inquiry', 'hand'] },
  high_intent_content_form: { points: 90, effects: ['inquiry'] },
  high_intent_live_attended: { points: 90, effects: ['inquiry'] },
  eep_demo_attended: { points: 90, effects: ['inquiry', 'hand', 'active'] },
  trial_page_abandoned: { points: 50, effects: [] },
  high_intent_on_demand: { points: 45, effects: ['inquiry'] },
  event_follow_up_requested: { points: 40, effects: ['inquiry'] },
  owned_event_attended: { points: 40, effects: ['inquiry'] },
  booth_visit: { points: 30, effects: ['inquiry', 'educational'] },
  speaking_session_attended: { points: 30, effects: ['inquiry', 'educational'] },
  gated_asset_download: { points: 30, effects: ['inquiry', 'educational'] },
  livestream_registered: { points: 15, effects: ['inquiry'] },
  eep_demo_registered: { points: 15, effects: ['inquiry'] },
  low_intent_live_attended: { points: 15, effects: ['inquiry', 'educational'] },
  low_intent_on_demand: { points: 15, effects: ['inquiry', 'educational'] },
  pricing_page: { points: 10, effects: [] },
  features_page: { points: 10, effects: [] },
  newsletter: { points: 10, effects: [] },
  security_newsletter: { points: 10, effects: [] },
  webcast_opt_in: { points: 10, effects: [] },
  event_opt_in: { points: 10, effects: [] },
  installation_page: { points: 2, effects: [] },
  career_page: { points: 0, effects: [] },
  web_chat_opened: { points: 0, effects: [] },
  web_chat_engaged: { points: 0, effects: ['hand', 'active'] },
} as const satisfies Readonly<Record<string, ScoredAction>>;

/** What people do, as marketing's systems tell it. */
export type ActionCode = keyof typeof ACTIONS;

/** What the product itself finds out; no delivery can say it. */
export const FINDINGS = {
  company_email: { points: 5 },
  free_email: { points: -5 },
  senior_title: { points: 50 },
  junior_title: { points: -10 },
  email_unsubscribe: { points: -25 },
  career_pages: { points: -25 },
} as const satisfies Readonly<Record<string, Pick<ScoredAction, 'points'>>>;

export type Finding = keyof typeof FINDINGS;

const POINTS = { ...ACTIONS, ...FINDINGS };
export type ScoredCode = keyof typeof POINTS;
export const SCORED_CODES = Object.keys(POINTS) as ScoredCode[];

/** The row of a total that was set rather than added to. */
export const SCORE_SET = 'SCORE_SET';

/** Points of a stage that differ from the table (settings.leads.points). */
export type OwnPoints = { readonly [C in ScoredCode]?: number | undefined };

export const pointsOf = (code: ScoredCode, own: OwnPoints): number => own[code] ?? POINTS[code].points;

export const hasEffect = (action: ActionCode, effect: ActionEffect): boolean => (ACTIONS[action].effects as readonly ActionEffect[]).includes(effect);
