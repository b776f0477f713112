import type { RunConsumption } from './run-consumption';

/**
 * Prices in US dollars, us-east-1, November 2026, without free tiers and discounts; sources and assumptions in docs/cost.md.
 * A price is that of one unit: one write unit, one transition, one GB-second.
 */
export const PRICES = {
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  /** A GB-month of tables and indexes, and of their point-in-time recovery. */
  storedGb: 0.25 + 0.2,
  transition: 0.025 / 1e3,
  invocation: 0.2 / 1e6,
  gbSecond: 0.0000133334,
  httpRequest: 1 / 1e6,
  mail: 0.1 / 1e3,
} as const;

type Priced = keyof typeof PRICES;

/** Amounts by what is charged for, e.g. `{ writeUnit: 1_000 }`. */
export type Amounts = Partial<Readonly<Record<Priced, number>>>;

/** Two sandboxes of a function work at a time on this machine, each with the memory of a heavy function (infra/config/local.ts). */
const SANDBOXES = 2;
const HEAVY_GB = 1_769 / 1_024;

/** What a run is charged for. Its Lambda time is bounded from above: two heavy functions busy for as long as the run took here. */
export const amountsOfRun = ({ readUnits, writeUnits, transitions, invocations, ms }: RunConsumption): Amounts => ({
  readUnit: readUnits,
  writeUnit: writeUnits,
  transition: transitions,
  invocation: invocations,
  gbSecond: (ms / 1_000) * SANDBOXES * HEAVY_GB,
});

/** US dollars. */
export const costOf = (amounts: Amounts): number =>
  Object.entries(PRICES).reduce((total, [name, price]) => total + (amounts[name as Priced] ?? 0) * price, 0);
