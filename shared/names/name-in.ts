/** The physical name of a thing of a stage, the same on AWS and on one machine: an operator finds it without looking it up. */
export const nameIn = (stage: string, thing: string): string => `revsignal-${stage}-${thing}`;
