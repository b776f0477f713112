import type { CheckedRule } from '../../../shared/domain/rule-set';
import type { StoreDeps } from '../../../shared/runtime/store-deps';

/** What an explanation is made from; it only reads. */
export interface ExplainDeps {
  readonly stores: Pick<StoreDeps, 'records' | 'matchKeys' | 'signals' | 'deliveries' | 'scores' | 'clocks' | 'alerts' | 'merges' | 'tracked' | 'decisions' | 'messages' | 'runs' | 'settings' | 'settingsHash' | 'rulesHash' | 'notificationRules' | 'isFreeMail'>;
  readonly rules: readonly CheckedRule[];
  /** ISO-8601 UTC. */
  readonly now: string;
}
