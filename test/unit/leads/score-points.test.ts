import { ACTIONS, FINDINGS, hasEffect, pointsOf, type ActionCode } from '../../../shared/domain/leads/score-points.table';

const codesWith = (points: number): string[] => [...Object.entries(ACTIONS).flatMap(([code, row]) => (row.points === points ? [code] : [])), ...Object.entries(FINDINGS).flatMap(([code, row]) => (row.points === points ? [code] : []))].sort();
const codes = Object.keys(ACTIONS) as ActionCode[];

describe('table LD-T1', () => {
  it.each([
    [100, ['contact_form', 'in_product_trial', 'professional_services_form', 'public_sector_form', 'trial_form']],
    [90, ['eep_demo_attended', 'high_intent_content_form', 'high_intent_live_attended']],
    [50, ['senior_title', 'trial_page_abandoned']],
    [45, ['high_intent_on_demand']],
    [40, ['event_follow_up_requested', 'owned_event_attended']],
    [30, ['booth_visit', 'gated_asset_download', 'speaking_session_attended']],
    [15, ['eep_demo_registered', 'livestream_registered', 'low_intent_live_attended', 'low_intent_on_demand']],
    [10, ['event_opt_in', 'features_page', 'newsletter', 'pricing_page', 'security_newsletter', 'webcast_opt_in']],
    [5, ['company_email']],
    [2, ['installation_page']],
    [0, ['career_page', 'web_chat_engaged', 'web_chat_opened']],
    [-5, ['free_email']],
    [-10, ['junior_title']],
    [-25, ['career_pages', 'email_unsubscribe']],
  ])('LD-03: %d points', (points, expected) => {
    expect(codesWith(points)).toEqual(expected);
  });

  it.each([
    ['hand', ['contact_form', 'eep_demo_attended', 'in_product_trial', 'professional_services_form', 'public_sector_form', 'trial_form', 'web_chat_engaged']],
    ['educational', ['booth_visit', 'gated_asset_download', 'low_intent_live_attended', 'low_intent_on_demand', 'speaking_session_attended']],
    ['active', ['eep_demo_attended', 'web_chat_engaged']],
  ] as const)('RE-01, RE-02, RE-07: %s', (effect, expected) => {
    expect(codes.filter((code) => hasEffect(code, effect)).sort()).toEqual(expected);
  });

  it("a stage's own points win", () => {
    expect([pointsOf('newsletter', { newsletter: 12 }), pointsOf('free_email', { newsletter: 12 })]).toEqual([12, -5]);
  });
});
