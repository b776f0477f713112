/** `12,345` */
export const count = (value: number): string => value.toLocaleString('en-US');

/** The counts that are not zero, in one line. */
export const inBrief = (counts: object): string => Object.entries(counts).flatMap(([name, value]) => (typeof value === 'number' && value !== 0 ? [`${name} ${count(value)}`] : [])).join(', ');
