import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ReadTables } from '../../ports/tables';
import { dynamodbClient } from './dynamodb-client';
import { dynamodbReadCalls } from './dynamodb-read-calls';
import { readTablesOver } from './read-tables-over-calls';
import type { TablesOptions } from './tables-options';

/** As `dynamodbTables`, for whoever only looks: neither this nor what it is made of knows a command that writes. */
export const dynamodbReadTables = ({ stage, client = dynamodbClient(), ...options }: TablesOptions & { readonly stage: string; readonly client?: DynamoDBClient }): ReadTables =>
  readTablesOver(dynamodbReadCalls(client, stage), options);
