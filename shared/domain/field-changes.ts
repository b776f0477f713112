/** One field of a record that changed, as the audit trail keeps it (PLAT-07). */
export interface FieldChange {
  readonly field: string;
  readonly old?: string | number | boolean;
  readonly new?: string | number | boolean;
}

/** The fields in which a record differs afterwards. */
export const fieldChanges = (before: object, after: object): FieldChange[] =>
  Object.keys(after).flatMap((field) => {
    const [old, now] = [Reflect.get(before, field), Reflect.get(after, field)] as (string | number | boolean | undefined)[];
    return old === now ? [] : [{ field, ...(old !== undefined && { old }), ...(now !== undefined && { new: now }) }];
  });
