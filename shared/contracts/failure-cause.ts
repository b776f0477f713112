/** What a failure's cause says: a Lambda's arrives as JSON with the message in it, others as they are. */
export const messageOfCause = (cause: string): string => {
  try {
    const parsed: unknown = JSON.parse(cause);
    return typeof parsed === 'object' && parsed !== null && 'errorMessage' in parsed ? String(parsed.errorMessage) : cause;
  } catch {
    return cause;
  }
};
