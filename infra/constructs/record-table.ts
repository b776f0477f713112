import { RemovalPolicy } from 'aws-cdk-lib';
import type { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { IndexSchema, TableName, TableSchema } from '../../shared/names/tables';
import { TABLES, tableNameIn } from '../../shared/names/tables';
import type { Stage } from '../config/stage';

const text = (name: string) => ({ name, type: AttributeType.STRING });
const keyOf = ({ partition, sort }: IndexSchema) => ({ partitionKey: text(partition), ...(sort === undefined ? {} : { sortKey: text(sort) }) });

/**
 * One of the tables of shared/names/tables.ts (architecture, section 3): on demand, encrypted, restorable to any second of the
 * last 35 days; in production it outlives its stack. The logical id is pinned: moved to another construct it is still the same table.
 */
export class RecordTable extends Construct {
  constructor(scope: Construct, table: TableName, stage: Stage) {
    super(scope, table);
    const schema: TableSchema = TABLES[table];
    const resource = new TableV2(this, 'Resource', {
      tableName: tableNameIn(stage.settings.stage, table),
      ...keyOf(schema),
      globalSecondaryIndexes: Object.entries(schema.indexes).map(([indexName, index]) => ({ indexName, ...keyOf(index), projectionType: ProjectionType.KEYS_ONLY })),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.production,
      removalPolicy: stage.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    (resource.node.defaultChild as CfnGlobalTable).overrideLogicalId(`${table}Table`);
  }
}
