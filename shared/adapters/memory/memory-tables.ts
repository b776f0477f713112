import type { Tables } from '../../ports/tables';
import { tablesOver } from '../dynamodb/tables-over-calls';
import type { TablesOptions } from '../dynamodb/tables-options';
import { memoryCalls } from './memory-calls';

/** The storage port in memory, for tests and for runs that need nothing kept: the same answers, refusals and counts as DynamoDB. */
export const memoryTables = (options: TablesOptions = {}): Tables => tablesOver(memoryCalls(), options);
