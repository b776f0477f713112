/** Fields whose every change is audited (PLAT-07). Scores have a history of their own (LD-14). */
export const GOVERNED_FIELDS = {
  Lead: ['OwnerId', 'Status', 'LeadSource', 'Unqualified_Reasons__c', 'Sales_Segmentation__c', 'Engageable__c', 'Queue__c', 'HasOptedOutOfEmail', 'Self_Service_Purchase__c', 'MasterRecordId', 'Matched_Account__c'],
  Contact: ['OwnerId', 'Status', 'LeadSource', 'Unqualified_Reasons__c', 'SDR__c', 'AccountId', 'Engageable__c', 'Queue__c', 'HasOptedOutOfEmail', 'MasterRecordId'],
  Account: ['OwnerId', 'Type', 'ParentId', 'Sales_Segmentation__c', 'Parent_Sales_Segmentation__c', 'Override_Flag__c', 'SDR__c', 'GitLab_Team__c', 'Using_CE__c'],
  User: ['IsActive', 'Role__c', 'Region__c', 'ManagerId'],
} as const;
