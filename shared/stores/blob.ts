import { constants, gunzipSync, gzipSync } from 'node:zlib';

/**
 * Working data that no operator reads in the console, such as a shard's decisions: compressed JSON in pieces that fit an item.
 * One compressed item costs a fraction of the write units that its parts would cost as rows.
 */
const PIECE_BYTES = 300_000;

/** At least one piece; exactly `count` of them where a value replaces another of that many. */
export const toPieces = (value: unknown, count?: number): Uint8Array[] => {
  const bytes = gzipSync(JSON.stringify(value), { level: 1 });
  const pieceBytes = count === undefined ? PIECE_BYTES : Math.ceil(bytes.length / count);
  return Array.from({ length: count ?? Math.max(1, Math.ceil(bytes.length / PIECE_BYTES)) }, (_, index) => new Uint8Array(bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes)));
};

/** The value that `toPieces` was given; its shape is the writer's promise. */
export const fromPieces = (pieces: readonly Uint8Array[]): unknown => JSON.parse(gunzipSync(Buffer.concat(pieces)).toString('utf8'));

/** As much of the JSON as can be read from the first pieces of a value, when the others are missing; '' from any other piece. */
export const textOfFirst = (pieces: readonly Uint8Array[]): string => {
  try {
    return gunzipSync(Buffer.concat(pieces), { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
  } catch {
    return '';
  }
};
