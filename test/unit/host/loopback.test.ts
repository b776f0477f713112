import { request } from 'node:http';
import { listenOnLoopback } from '../../../infra/local/host/loopback';

describe('a loopback server', () => {
  const statusFor = (url: string, host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)).on('error', reject).end();
    });

  it.each([
    ['127.0.0.1:4600', 200],
    ['localhost', 200],
    ['rebound.attacker.example', 421],
    ['localhost.attacker.example', 421],
  ])('answers a request addressed to %s with %d', async (host, status) => {
    const server = await listenOnLoopback((_, response) => void response.end());

    const answered = await statusFor(server.url, host);
    await server.close();

    expect(answered).toBe(status);
  });

  it('says so when its port is taken', async () => {
    const first = await listenOnLoopback((_, response) => void response.end());

    await expect(listenOnLoopback((_, response) => void response.end(), Number(new URL(first.url).port))).rejects.toThrow('EADDRINUSE');
    await first.close();
  });

  it('closes although a client keeps its connection', async () => {
    const server = await listenOnLoopback((_, response) => void response.end());
    await (await fetch(server.url)).text();

    await expect(server.close()).resolves.toBeUndefined();
  });
});
