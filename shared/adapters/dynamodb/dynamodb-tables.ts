import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Tables } from '../../ports/tables';
import { dynamodbCalls } from './dynamodb-calls';
import { dynamodbClient } from './dynamodb-client';
import { tablesOver } from './tables-over-calls';
import type { TablesOptions } from './tables-options';

/** The tables of a stage in DynamoDB, on AWS or wherever AWS_ENDPOINT_URL_DYNAMODB points. Clients are costly: pass one to share it. */
export const dynamodbTables = ({ stage, client = dynamodbClient(), ...options }: TablesOptions & { readonly stage: string; readonly client?: DynamoDBClient }): Tables =>
  tablesOver(dynamodbCalls(client, stage), options);
