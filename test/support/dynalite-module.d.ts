/** dynalite ships no types: what we use of it. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export default function dynalite(options?: { readonly createTableMs?: number; readonly path?: string }): Server;
}

declare module 'dynalite/validations/scan' {
  /** The parameters of Scan that dynalite reads, by name. */
  export const types: Record<string, unknown>;
}
