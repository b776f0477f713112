import type { Account, Contact, Lead, User } from '../../records/catalogue';

/** Addresses of records in the CRM, with the id in the place of `{Id}` (settings.messages.links). */
export type LinkTemplates = Readonly<Record<'Lead' | 'Contact' | 'Account', string>>;

/** A record as others speak of it: its id, its name, and where the CRM shows it. */
export interface Reference {
  readonly id: string;
  readonly name?: string | undefined;
  readonly link: string;
}

export interface UserReference {
  readonly id: string;
  readonly name?: string | undefined;
}

export const leadReference = (lead: Pick<Lead, 'Id' | 'FirstName' | 'LastName'>, links: LinkTemplates): Reference => ({ id: lead.Id, name: personName(lead), link: linkTo(links.Lead, lead.Id) });
export const contactReference = (contact: Pick<Contact, 'Id' | 'FirstName' | 'LastName'>, links: LinkTemplates): Reference => ({ id: contact.Id, name: personName(contact), link: linkTo(links.Contact, contact.Id) });
export const accountReference = ({ Id, Name }: Pick<Account, 'Id' | 'Name'>, links: LinkTemplates): Reference => ({ id: Id, name: Name, link: linkTo(links.Account, Id) });

/** A user by id, also one who is not in the store. */
export const userReference = (id: string | undefined, users: ReadonlyMap<string, User>): UserReference | undefined => (id === undefined ? undefined : { id, name: users.get(id)?.Name });

export const personName = ({ FirstName, LastName }: { readonly FirstName?: string | undefined; readonly LastName?: string | undefined }): string | undefined => [FirstName, LastName].filter((part) => part !== undefined).join(' ') || undefined;

const linkTo = (template: string, id: string): string => template.replaceAll('{Id}', () => encodeURIComponent(id));
