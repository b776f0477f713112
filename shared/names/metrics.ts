/** CloudWatch metrics of the runs (PLAT-09): steps publish them, the dashboard shows them. Each carries all dimensions. */
export const METRIC_NAMESPACE = 'revsignal';
/** Powertools gives every metric the dimension `service`. */
export const METRIC_SERVICE = { service: 'revsignal' } as const;
export const METRIC_DIMENSIONS = { stage: 'Stage', workflow: 'Workflow' } as const;

export const METRICS = {
  runSucceeded: 'RunSucceeded',
  runFailed: 'RunFailed',
  signalsReleased: 'SignalsReleased',
  signalsHeld: 'SignalsHeld',
  leadsCreated: 'LeadsCreated',
  contactsMarked: 'ContactsMarked',
  messagesSent: 'MessagesSent',
  messagesFailed: 'MessagesFailed',
  recipientsMissing: 'RecipientsMissing',
  vendorWrites: 'VendorWrites',
  vendorRefusals: 'VendorRefusals',
  categoriesAtBenchmark: 'CategoriesAtBenchmark',
  personsErased: 'PersonsErased',
  deliveriesWorked: 'DeliveriesWorked',
  deliveriesRejected: 'DeliveriesRejected',
  leadsRouted: 'LeadsRouted',
  recordsFollowed: 'RecordsFollowed',
  answersInTime: 'AnswersInTime',
  answersLate: 'AnswersLate',
  hostsKept: 'HostsKept',
  hostsDiscarded: 'HostsDiscarded',
  accountsCreated: 'AccountsCreated',
  accountsAssigned: 'AccountsAssigned',
  recordsSynced: 'RecordsSynced',
  leadsQueued: 'LeadsQueued',
} as const;
