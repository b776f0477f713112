import { addDays } from '../../../shared/domain/time/business-time';
import type { Account, Contact, Lead, ObjectName, Opportunity, RecordOf, Task, User } from '../../../shared/records/catalogue';
import { type AccountShape, type Deal, ORDINARY_ACCOUNT, type Segment } from './account-shape';
import { COMPANY_BEGINNINGS, COMPANY_ENDINGS, FIRST_NAMES, LAST_NAMES, PLACES, PUBLIC_BODIES, STREETS, TITLES, TRADES } from './invented-names.table';
import { buildSalesTeam } from './sales-team';
import { salesforceId } from './salesforce-id';
import type { Random } from './seeded-random';

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly linkedinUrl: string;
  readonly title: string;
}

export interface SampleAccount {
  readonly account: Account;
  /** Its web domain; nobody else's. */
  readonly host: string;
  readonly contacts: readonly Contact[];
}

export type SampleRecords = { [O in ObjectName]: RecordOf<O>[] };

export interface CompanyBuilder {
  /** Everything built so far. */
  readonly records: SampleRecords;
  /** A person who is in no record yet, working at that host. */
  readonly inventPerson: (host: string) => Person;
  /** A host that no account has. */
  readonly inventHost: () => string;
  /** The address of a person at another employer; nobody has it yet. */
  readonly addressAt: (host: string, firstName: string, lastName: string) => string;
  readonly addAccount: (shape: Partial<AccountShape>) => SampleAccount;
  readonly addContact: (at: SampleAccount, more: Partial<Contact>) => Contact;
  readonly addLead: (lead: Omit<Lead, 'Id'>) => Lead;
  readonly addTask: (task: Omit<Task, 'Id'>) => void;
  /** An active user with that role; of the region if one is named. */
  readonly someUser: (role: string, region?: string) => User;
}

const EMPLOYEES: Readonly<Record<Segment, readonly [number, number]>> = { SMB: [8, 99], 'Mid-Market': [100, 1_999], Large: [2_000, 40_000], PubSec: [120, 9_000] };

/** Builds the records of a company that sells; `today` is the day around which its deals close, YYYY-MM-DD. */
export const companyBuilder = (random: Random, today: string): CompanyBuilder => {
  const records: SampleRecords = { Account: [], Contact: [], Lead: [], Opportunity: [], OpportunityContactRole: [], Task: [], User: [] };
  const stems = random.shuffled(COMPANY_BEGINNINGS.flatMap((beginning) => COMPANY_ENDINGS.map((ending) => beginning + ending)));
  const addresses = new Set<string>();
  let people = 0;

  const inventStem = (): string => {
    const stem = stems.pop();
    if (stem === undefined) throw new RangeError(`The sample has more than ${COMPANY_BEGINNINGS.length * COMPANY_ENDINGS.length} companies: add beginnings or endings to invented-names.table.ts.`);
    return stem;
  };

  const addressAt = (host: string, firstName: string, lastName: string): string => {
    const name = `${asciiOf(firstName)}.${asciiOf(lastName)}`;
    let address = `${name}@${host}`;
    for (let count = 2; addresses.has(address); count += 1) address = `${name}${count}@${host}`;
    addresses.add(address);
    return address;
  };

  const inventPerson = (host: string): Person => {
    const [firstName, lastName] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)];
    people += 1;
    const email = addressAt(host, firstName, lastName);
    const handle = `${email.slice(0, email.indexOf('@')).replace('.', '-')}-${people.toString(36).padStart(4, '0')}`;
    return { firstName, lastName, email, linkedinUrl: `https://www.profiles.example/in/${handle}`, title: random.pick(TITLES) };
  };

  records.User = buildSalesTeam(() => {
    const { firstName, lastName, email } = inventPerson('reps.example');
    return { Name: `${firstName} ${lastName}`, Email: email };
  });

  const users = (role: string, isActive: boolean): User[] => records.User.filter((user) => user.Role__c === role && user.IsActive === isActive);

  const someUser = (role: string, region?: string): User => random.pick(users(role, true).filter((user) => region === undefined || user.Region__c === region));

  const someBdr = (region: string, segment: Segment): User => {
    const inRegion = users('BDR', true).filter((user) => user.Region__c === region);
    const specialists = inRegion.filter((user) => user.Segment__c === segment);
    return random.pick(specialists.length > 0 ? specialists : inRegion);
  };

  const addContact = (at: SampleAccount, more: Partial<Contact>): Contact => {
    const person = inventPerson(at.host);
    const contact: Contact = {
      Id: salesforceId('003', records.Contact.length + 1),
      AccountId: at.account.Id,
      FirstName: person.firstName,
      LastName: person.lastName,
      Email: person.email,
      Title: person.title,
      OwnerId: at.account.OwnerId,
      LeadSource: random.pick(['Request - Contact', 'Webcast', 'Trial - Enterprise', 'Conference']),
      Status: random.pick(['Accepted', 'Nurture', 'Qualified', 'Inquiry']),
      LinkedIn_URL__c: person.linkedinUrl,
      UserGem__NoLongerAtCompany__c: false,
      ...more,
    };
    records.Contact.push(contact);
    return contact;
  };

  const addOpportunity = (at: SampleAccount, more: Pick<Opportunity, 'StageName' | 'Type' | 'CloseDate' | 'IsClosed' | 'IsWon' | 'Renewal_Manager__c'>): void => {
    const opportunity: Opportunity = {
      Id: salesforceId('006', records.Opportunity.length + 1),
      AccountId: at.account.Id,
      Name: `${at.account.Name} ${more.Type}`,
      Amount: random.between(8, 400) * 500,
      OwnerId: at.account.OwnerId,
      ...more,
    };
    records.Opportunity.push(opportunity);
    at.contacts.slice(0, -1).forEach((contact, index) => {
      const role = random.pick(['Technical Buyer', 'Economic Buyer', 'Evaluator', 'Executive Sponsor']);
      records.OpportunityContactRole.push({ Id: salesforceId('00K', records.OpportunityContactRole.length + 1), OpportunityId: opportunity.Id, ContactId: contact.Id, Role: role, IsPrimary: index === 0 });
    });
  };

  const addAccount = (wanted: Partial<AccountShape>): SampleAccount => {
    const shape = { ...ORDINARY_ACCOUNT, ...wanted };
    const place = PLACES.find(({ country }) => country === shape.country) ?? PLACES[0];
    const [state, city] = random.pick<readonly [string, string]>(place.cities);
    const stem = inventStem();
    const host = hostOf(stem);
    const trade = random.pick(TRADES);
    const name = shape.segment === 'PubSec' ? random.pick(PUBLIC_BODIES).replace('{}', stem) : `${stem} ${random.pick<string>(trade.words)} ${random.pick<string>(place.legalForms)}`;
    const owner = {
      'an AE': () => someUser('AE', place.region),
      'an inactive AE': () => random.pick(users('AE', false)),
      'Sales Admin': () => someUser('Sales Admin'),
    }[shape.owner]();
    const bdr = { assigned: () => someBdr(place.region, shape.segment), inactive: () => random.pick(users('BDR', false)), none: () => undefined }[shape.bdr]();
    const renewalManager = {
      assigned: () => someUser('Renewal Manager', place.region),
      inactive: () => random.pick(users('Renewal Manager', false)),
      none: () => undefined,
      'the owner': () => owner,
      'on the renewal only': () => undefined,
    }[shape.renewalManager]();
    const account: Account = {
      Id: salesforceId('001', records.Account.length + 1),
      Name: name,
      Website: random.pick([`https://www.${host}`, `www.${host}`, host, `http://${host}/`]),
      Type: shape.customer ? 'Customer' : 'Prospect',
      OwnerId: owner.Id,
      NumberOfEmployees: random.between(...EMPLOYEES[shape.segment]),
      Industry: shape.segment === 'PubSec' ? 'Government' : trade.industry,
      BillingStreet: `${random.between(1, 240)} ${random.pick(STREETS)}`,
      BillingCity: city,
      BillingState: state === '' ? undefined : state,
      BillingPostalCode: String(random.between(10_000, 99_999)),
      BillingCountry: place.country,
      Sales_Segment__c: shape.segment,
      PubSec_Type__c: shape.segment === 'PubSec' ? (place.country === 'United States' ? 'US-PubSec' : 'ROW-PubSec') : undefined,
      BDR_Assigned__c: bdr?.Id,
      Renewal_Manager__c: renewalManager?.Id,
      Is_Target_Account__c: shape.target,
      Is_Customer__c: shape.customer,
      Do_Not_Route__c: shape.doNotRoute,
    };
    records.Account.push(account);
    const bare = { account, host, contacts: [] };
    const built = { account, host, contacts: Array.from({ length: shape.contacts }, () => addContact(bare, {})) };
    if (shape.customer) addOpportunity(built, { StageName: 'Closed Won', Type: 'New Business', CloseDate: addDays(today, -random.between(30, 700)), IsClosed: true, IsWon: true });
    for (const deal of shape.openDeals) addOpportunity(built, openDeal(deal, shape));
    return built;
  };

  const openDeal = (deal: Deal, shape: AccountShape) => ({
    StageName: deal.stage,
    Type: deal.renewal ? 'Renewal' : 'New Business',
    CloseDate: addDays(today, random.between(10, 150)),
    IsClosed: false,
    IsWon: false,
    Renewal_Manager__c: deal.renewal && shape.renewalManager === 'on the renewal only' ? someUser('Renewal Manager').Id : undefined,
  });

  const addLead = (lead: Omit<Lead, 'Id'>): Lead => {
    const added: Lead = { Id: salesforceId('00Q', records.Lead.length + 1), ...lead };
    records.Lead.push(added);
    return added;
  };

  const addTask = (task: Omit<Task, 'Id'>): void => void records.Task.push({ Id: salesforceId('00T', records.Task.length + 1), ...task });

  return { records, inventPerson, inventHost: () => hostOf(inventStem()), addressAt, addAccount, addContact, addLead, addTask, someUser };
};

const hostOf = (stem: string): string => `${stem.toLowerCase()}.example`;

/** A name as it stands in addresses: `Łukasz Bergström` is lukasz and bergstrom. */
const asciiOf = (name: string): string => name.toLowerCase().replaceAll('ł', 'l').replaceAll('ø', 'o').normalize('NFD').replace(/[^a-z]/g, '');
