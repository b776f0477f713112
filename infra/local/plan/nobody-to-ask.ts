import { type AppError, invalidInputError } from '../../../shared/errors/app-error';
import type { HostServices } from '../../../shared/ports/host-services';

/** A plan asks nobody outside: enrichment costs money, and what it will answer on the day is not known. */
export const nobodyToAsk = (): AppError => invalidInputError('The load of usage pings cannot be planned: it depends on what enrichment, reverse DNS and whois answer, and a plan asks nobody');

const refuse = (): Promise<never> => Promise.reject(nobodyToAsk());

export const NOBODY_TO_ASK: HostServices = { enrichment: { companiesOf: refuse }, reverseDns: { hostsOf: refuse }, whois: { registrationsOf: refuse } };
