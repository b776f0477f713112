import { local } from '../../../infra/config/local';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { settingsSchema } from '../../../shared/contracts/settings';
import { deliveryStore } from '../../../shared/stores/delivery-store';
import { signalStore, type Signal } from '../../../shared/stores/signal-store';

const settings = settingsSchema.parse(local.settings);

/** What stands behind the webhook, in memory and with the limits of DynamoDB. */
export const memoryDoor = () => {
  const tables = memoryTables();
  const signals = signalStore(tables);
  return {
    signals,
    deliveries: deliveryStore(tables),
    settings,
    /** Every row, by its id. */
    rows: async (): Promise<Map<string, Signal>> => {
      const rows = new Map<string, Signal>();
      for await (const page of signals.all()) for (const signal of page) rows.set(signal.signalId, signal);
      return rows;
    },
  };
};

export type MemoryDoor = ReturnType<typeof memoryDoor>;
