import type { RequestListener } from 'node:http';
export const consoleListener = (_about: object): RequestListener => (_request, response) => void response.end('ok');
