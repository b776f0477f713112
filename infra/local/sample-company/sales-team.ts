import type { User } from '../../../shared/records/catalogue';
import type { Region } from './invented-names.table';
import { salesforceId } from './salesforce-id';

interface Post {
  readonly role: string;
  readonly region?: Region;
  readonly segment?: string;
  readonly people: number;
  /** They have left: nothing may be assigned or told to them. */
  readonly inactive?: true;
}

/** Who sells. Nobody covers public bodies in APAC, and the first Sales Admin has left: the default owner is the second. */
const POSTS: readonly Post[] = [
  { role: 'Sales Admin', people: 1, inactive: true },
  { role: 'Sales Admin', people: 1 },
  { role: 'Marketing Ops', people: 1 },
  { role: 'BDR', region: 'AMER', segment: 'Large', people: 3 },
  { role: 'BDR', region: 'AMER', segment: 'Large', people: 1, inactive: true },
  { role: 'BDR', region: 'AMER', segment: 'Mid-Market', people: 2 },
  { role: 'BDR', region: 'AMER', segment: 'PubSec', people: 1 },
  { role: 'BDR', region: 'EMEA', segment: 'Large', people: 2 },
  { role: 'BDR', region: 'EMEA', segment: 'Mid-Market', people: 2 },
  { role: 'BDR', region: 'EMEA', segment: 'PubSec', people: 1 },
  { role: 'BDR', region: 'APAC', segment: 'Large', people: 1 },
  { role: 'BDR', region: 'APAC', segment: 'Mid-Market', people: 1 },
  { role: 'SDR', region: 'AMER', people: 3 },
  { role: 'SDR', region: 'EMEA', people: 2 },
  { role: 'SDR', region: 'EMEA', people: 1, inactive: true },
  { role: 'SDR', region: 'APAC', people: 2 },
  { role: 'AE', region: 'AMER', people: 4 },
  { role: 'AE', region: 'AMER', people: 1, inactive: true },
  { role: 'AE', region: 'EMEA', people: 3 },
  { role: 'AE', region: 'APAC', people: 2 },
  { role: 'Renewal Manager', region: 'AMER', people: 2 },
  { role: 'Renewal Manager', region: 'EMEA', people: 1 },
  { role: 'Renewal Manager', region: 'EMEA', people: 1, inactive: true },
  { role: 'Renewal Manager', region: 'APAC', people: 1 },
];

/** Every way of being told, empty included, in turn (contracts, section 1). */
const NOTIFY_BY = ['both', 'email', 'slack', undefined] as const;

/** The 40 users; `nameUser` gives a name and an address that nobody else has. */
export const buildSalesTeam = (nameUser: () => { readonly Name: string; readonly Email: string }): User[] =>
  POSTS.flatMap(({ people, ...post }) => Array.from({ length: people }, () => post)).map((post, index) => {
    const { Name, Email } = nameUser();
    return {
      Id: salesforceId('005', index + 1),
      Name,
      Email,
      IsActive: post.inactive === undefined,
      Role__c: post.role,
      Region__c: post.region,
      Segment__c: post.segment,
      Notify_By__c: NOTIFY_BY[index % NOTIFY_BY.length],
      PubSec_Access__c: post.segment === undefined || post.segment === 'PubSec',
    };
  });
