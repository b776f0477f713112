import { Logger } from '@aws-lambda-powertools/logger';

/** Structured logs. They carry ids, counts and error names, never what a person or a company is called. */
export const log = new Logger({ serviceName: 'revsignal' });
