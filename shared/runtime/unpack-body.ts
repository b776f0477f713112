import { createGunzip } from 'node:zlib';

/** The text of a body, and whether more would have come than may. */
export interface UnpackedBody {
  readonly rawBody: string;
  readonly cut: boolean;
}

/** Unpacks a body that was sent with `content-encoding: gzip`, at most so many bytes of it; one that is no gzip stays as it is. */
export const unpackBody = async (bytes: Uint8Array, maxBytes: number): Promise<UnpackedBody> => {
  const chunks: Buffer[] = [];
  let size = 0;
  const unpacking = createGunzip();
  unpacking.end(bytes);
  try {
    for await (const chunk of unpacking as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) return { rawBody: Buffer.concat(chunks).toString('utf8'), cut: true };
    }
  } catch {
    return { rawBody: Buffer.from(bytes).toString('utf8'), cut: false };
  }
  return { rawBody: Buffer.concat(chunks).toString('utf8'), cut: false };
};
