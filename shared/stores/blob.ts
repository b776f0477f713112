import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * Working data that no operator reads in the console, such as a shard's decisions: compressed JSON in pieces that fit an item.
 * One compressed item costs a fraction of the write units that its parts would cost as rows.
 */
const PIECE_BYTES = 300_000;

/** At least one piece. */
export const toPieces = (value: unknown): Uint8Array[] => {
  const bytes = gzipSync(JSON.stringify(value), { level: 1 });
  return Array.from({ length: Math.max(1, Math.ceil(bytes.length / PIECE_BYTES)) }, (_, index) => new Uint8Array(bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES)));
};

/** The value that `toPieces` was given; its shape is the writer's promise. */
export const fromPieces = (pieces: readonly Uint8Array[]): unknown => JSON.parse(gunzipSync(Buffer.concat(pieces)).toString('utf8'));
