import { normaliseEmail } from './normalise';

/** As vendors take it: something before and something with a dot after one `@`. */
const USABLE_EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
/** https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.3 */
const LONGEST_EMAIL = 254;

/** The normalised address, if mail could reach it. */
export const usableEmail = (text: string | undefined): string | undefined => {
  const email = normaliseEmail(text);
  return email !== undefined && email.length <= LONGEST_EMAIL && USABLE_EMAIL.test(email) ? email : undefined;
};
