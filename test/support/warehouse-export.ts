import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A file of `crm-shapes-fivetran/salesforce` as Salesforce itself would have exported it: true column sets, hashed or made-up values. A
 * warehouse spells the API name `LastName` as `last_name` and a custom field `Do_Not_Route_Lead__c` as `do_not_route_lead_c`.
 */
export const warehouseExport = (dataDir: string, object: string): string => {
  const text = readFileSync(join(dataDir, 'crm-shapes-fivetran/salesforce', `sf_${object}_data.csv`), 'utf8').replace(/^\uFEFF/, '');
  const endOfHeader = text.indexOf('\n');
  return `${text.slice(0, endOfHeader).trimEnd().split(',').map(apiNameOf).join(',')}${text.slice(endOfHeader)}`;
};

const apiNameOf = (column: string): string => {
  const custom = column.endsWith('_c');
  const words = column
    .replace(/_c$/, '')
    .split('_')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return custom ? `${words.join('_')}__c` : words.join('');
};
