/**
 * What falls due: the answer to a Contact Us request (LR-02), or the points of an in-product trial, which are given at the next 06:00
 * (LD-T1). A clock is an event of the stream at its due instant.
 */
export interface Clock {
  /** The delivery that started it: route and event id. */
  readonly clockId: string;
  readonly kind: 'contact_us' | 'in_product_trial';
  readonly eventId: string;
  /** The record now: the survivor, when it was merged. */
  readonly recordId: string;
  /** The record when the request was received. */
  readonly receivedRecordId: string;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly outcome: 'open' | 'met' | 'breached' | 'scored';
  /** When the activity that met it was received. */
  readonly metAt?: string | undefined;
  /** Of a contact: who got the task, and who is told of a breach. */
  readonly taskOwnerId?: string | undefined;
}

export const clockIdOf = (eventId: string): string => `forms#${eventId}`;
