import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';

/** A server on 127.0.0.1. */
export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`, without a final slash. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves on the loopback interface only; port 0 takes a free one. Rejects when the port is taken.
 * Requests that were addressed to another host are refused: a web page may send its visitors here under its own name.
 */
export const listenOnLoopback = async (listener: RequestListener, port = 0): Promise<LoopbackServer> => {
  const server = createServer((request, response) => {
    if (isLoopback(request.headers.host)) listener(request, response);
    else response.writeHead(421).end();
  });
  // SDK clients keep connections; one that the server closes while a request is under way would fail it.
  server.keepAliveTimeout = 0;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

const isLoopback = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host ?? '');

/** The whole body of a request; undefined when it is longer than `limit` bytes (the rest is read and dropped). */
export const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return length <= limit ? Buffer.concat(chunks) : undefined;
};
