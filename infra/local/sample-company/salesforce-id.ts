const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The n-th record id of an object, 18 characters as Salesforce makes them: key prefix, pod, number in base 62, checksum of the capitals. */
export const salesforceId = (keyPrefix: string, n: number): string => {
  const id = `${keyPrefix}8c00${base62(n).padStart(8, '0')}`;
  return id + capitalsOf(id, 0) + capitalsOf(id, 5) + capitalsOf(id, 10);
};

const base62 = (n: number): string => (n < 62 ? DIGITS.charAt(n) : base62(Math.floor(n / 62)) + DIGITS.charAt(n % 62));

/** One character for five letters: bit n is set when the n-th is a capital. */
const capitalsOf = (id: string, start: number): string => {
  let bits = 0;
  for (let letter = 0; letter < 5; letter += 1) if (/[A-Z]/.test(id.charAt(start + letter))) bits |= 1 << letter;
  return CHECKSUM.charAt(bits);
};
