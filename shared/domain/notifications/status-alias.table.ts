/** Old names of lead and contact statuses, as their canonical name (D-05). Rules ask for the canonical one. */
const STATUS_ALIASES: Readonly<Record<string, string>> = { unqualified: 'Disqualified', recycle: 'Nurture' };

export const withCanonicalStatus = <T extends { readonly Status?: string | undefined }>(record: T): T => {
  const canonical = STATUS_ALIASES[record.Status?.toLowerCase() ?? ''];
  return canonical === undefined ? record : { ...record, Status: canonical };
};
