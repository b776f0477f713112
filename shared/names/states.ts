/**
 * State names: tasks are imperative sentences, choices questions, ends what is now true (at most 80 characters, unique in a machine).
 * An execution in the Step Functions console reads as a story; runs and tests refer to states by these names.
 */
export const STATES = {
  openRun: 'Open the run',
  parkForOperator: 'Park for operator',
  runFailed: 'Run failed',

  refreshCohorts: 'Refresh the cohorts',
  planRelease: 'Plan the release',
  isAnythingDue: 'Is anything due?',
  forEachShardDecide: 'For each shard, decide',
  decideShard: 'Decide the shard',
  dealPools: 'Deal the pools',
  forEachShardWrite: 'For each shard, write',
  writeShard: 'Write the shard',
  settleRun: 'Settle the run',
  everySignalHasOutcome: 'Every signal has an outcome',

  checkSync: "Check Tuesday's sync",
  isSyncComplete: "Is Tuesday's sync complete?",
  waitForSync: 'Wait for the sync',
  syncIsMissing: "Tuesday's sync is missing",
  planNotifications: 'Plan the notifications',
  isAnybodyToBeTold: 'Is anybody to be told?',
  forEachShardOfAccounts: 'For each shard of accounts',
  evaluateRules: 'Evaluate the rules',
  freezeDigests: 'Freeze the digests',
  forEachMessage: 'For each message',
  sendMessage: 'Send the message',
  wasItRateLimited: 'Was it rate limited?',
  waitAsSlackAsked: 'Wait as Slack asked',
  messageSettled: 'Message settled',
  settleNotifications: 'Settle the notifications',
  everyRecordHasOutcome: 'Every record has an outcome',
} as const;
