import type { Contact, Lead } from '../../records/catalogue';
import { isActive } from './engagement';
import type { PersonFields } from './person';

/** The teams' queues: inbound BDRs work raised hands (RE-01), outbound SDRs contacts of their accounts (RE-02). */
export const QUEUES = ['inbound', 'outbound'] as const;
export type Queue = (typeof QUEUES)[number];

/** The team that works a person on a date, `YYYY-MM-DD`: while Active it is the inbound one, whatever Queue__c says (RE-09). */
export const queueOf = (person: PersonFields, date: string): Queue | undefined => (isActive(person, date) ? 'inbound' : QUEUES.find((queue) => queue === person.Queue__c));

/** Where lists look for a person, and in which order they show those of one list. */
export interface QueuePlace {
  readonly list: QueueList;
  readonly place: string;
}

/**
 * `inbound`: raised hands. `outbound#<SDR>`: who is in the outbound queue of an SDR. `lent`: who is in one, and in the inbound one on some
 * dates. `active`: who is in no queue but for some dates, by the last of these.
 */
export type QueueList = 'inbound' | 'lent' | 'active' | `outbound#${string}`;

/** Undefined for who is in no queue on any date: merged and converted records are not. */
export const queuePlaceOf = (person: Lead | Contact): QueuePlace | undefined => {
  if (person.MasterRecordId !== undefined || ('IsConverted' in person && person.IsConverted === true)) return undefined;
  const { Queue__c: queue, Active_Until__c: until } = person;
  const place = placeOf(person);
  if (queue === 'inbound') return { list: 'inbound', place };
  if (queue === 'outbound') return { list: until === undefined ? outboundListOf(sdrOf(person)) : 'lent', place };
  return until === undefined ? undefined : { list: 'active', place: `${until}#${person.Id}` };
};

/** By the last interesting moment; the id tells equal ones apart. */
export const placeOf = ({ Id, Last_Interesting_Moment_DateTime__c: moment, CreatedDate: created }: Lead | Contact): string => `${moment ?? created ?? ''}#${Id}`;

/** The outbound queue of an SDR; contacts of accounts without one wait together. */
export const outboundListOf = (sdrId: string | undefined): QueueList => `outbound#${sdrId ?? ''}`;

/** Whose outbound queue a person is in: a lead is in nobody's. */
export const sdrOf = (person: Lead | Contact): string | undefined => ('SDR__c' in person ? person.SDR__c : undefined);
