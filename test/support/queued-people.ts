import type { SeedRecords } from './seed-records';
import { aContact, aLead, anAccount } from './records';

/** People around the sync to Outreach: who waits, who does not, and who cannot be synced. */
export const queuedPeople = (): SeedRecords => ({
  Account: [anAccount({ Id: 'a-1', Name: 'Acme' })],
  Lead: [
    aLead({ Id: 'l-1', FirstName: 'Ada', LastName: 'Okafor', Email: 'Ada@Globex.example', Title: 'CTO', Company: 'Globex', OwnerId: 'ae-1', Outreach_Sync__c: 'queued', HasOptedOutOfEmail: true }),
    aLead({ Id: 'l-2', Email: 'no address', Outreach_Sync__c: 'queued' }),
    aLead({ Id: 'l-3', Email: 'l-3@x.example', Outreach_Sync__c: 'synced' }),
    aLead({ Id: 'l-4', Email: 'l-4@x.example' }),
    aLead({ Id: 'l-5', Email: 'l-5@x.example', Outreach_Sync__c: 'queued', MasterRecordId: 'l-1' }),
    aLead({ Id: 'l-6', Email: 'l-6@x.example', Outreach_Sync__c: 'queued', IsConverted: true }),
    aLead({ Id: 'l-7', Outreach_Sync__c: 'queued', Erased_DateTime__c: '2018-07-01T00:00:00.000Z' }),
  ],
  Contact: [aContact({ Id: 'c-1', FirstName: 'Lee', LastName: 'Ito', Email: 'lee@acme.example', Title: 'Developer', AccountId: 'a-1', Outreach_Sync__c: 'queued' })],
});
