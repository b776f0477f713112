import type { Account, Contact, Lead, Opportunity, OpportunityContactRole, Task, User } from '../../shared/records/catalogue';

/** Records that are whole but ordinary; a test names what matters to it. */
export const anAccount = (fields: Account): Account => ({ Name: `Company ${fields.Id}`, Website: `https://www.${fields.Id}.example`, Sales_Segment__c: 'SMB', Is_Target_Account__c: false, Is_Customer__c: false, Do_Not_Route__c: false, ...fields });

export const aContact = (fields: Contact): Contact => ({ LastName: `Person ${fields.Id}`, Email: `${fields.Id}@past.example`, Title: 'VP Engineering', Status: 'Qualifying', UserGem__NoLongerAtCompany__c: false, ...fields });

export const aLead = (fields: Lead): Lead => ({ LastName: `Person ${fields.Id}`, Company: 'Company', Status: 'Raw', IsConverted: false, LeadSource: 'UserGems Contact Tracking', ...fields });

export const anOpportunity = (fields: Opportunity): Opportunity => ({ Name: `Deal ${fields.Id}`, StageName: '4-Proposal', Type: 'New Business', CloseDate: '2024-12-31', IsClosed: false, IsWon: false, ...fields });

export const aWonOpportunity = (fields: Opportunity): Opportunity => anOpportunity({ StageName: 'Closed Won', CloseDate: '2024-03-31', IsClosed: true, IsWon: true, ...fields });

export const aRole = (OpportunityId: string, ContactId: string): OpportunityContactRole => ({ Id: `${OpportunityId}-${ContactId}`, OpportunityId, ContactId, Role: 'Decision Maker' });

export const aUser = (fields: User): User => ({ Name: `Name of ${fields.Id}`, Email: `${fields.Id}@company.example`, IsActive: true, ...fields });

/** A call that took place. */
export const aTask = (fields: Task): Task => ({ TaskSubtype: 'Call', Status: 'Completed', ...fields });
