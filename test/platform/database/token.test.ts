import { createServer, type Socket } from 'node:net';
import { serverDatabase } from '../../../bot/platform/database/server.ts';

const CLEARTEXT_PASSWORD = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);

/** A PostgreSQL that asks for a password in the clear, writes it down, and lets nobody in. */
async function strictServer() {
  const passwords: string[] = [];
  const users: string[] = [];
  const server = createServer((socket: Socket) => {
    socket.once('data', (startup) => {
      users.push(/user\0([^\0]*)\0/.exec(startup.toString('latin1'))?.[1] ?? '');
      socket.write(CLEARTEXT_PASSWORD);
      socket.once('data', (message) => {
        passwords.push(message.subarray(5, -1).toString());
        socket.destroy();
      });
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  return { port, passwords, users, close: () => new Promise((closed) => server.close(closed)) };
}

describe('a database that knows the service by its identity', () => {
  it('gets a new token at each connection, under the name in the address', async () => {
    const server = await strictServer();
    let count = 0;
    const token = () => Promise.resolve(`token-${++count}`);
    const url = `postgresql://leder%40puls@127.0.0.1:${server.port}/lederpuls?sslmode=disable`;
    await expect(serverDatabase(url, { token })).rejects.toThrow();
    await expect(serverDatabase(url, { token })).rejects.toThrow();
    expect(server.passwords).toEqual(['token-1', 'token-2']);
    expect(new Set(server.users)).toEqual(new Set(['leder@puls']));
    await server.close();
  });

  it('is never sent a token in the clear unless the address says so', async () => {
    const server = await strictServer();
    const url = `postgresql://lederpuls@127.0.0.1:${server.port}/lederpuls`;
    const token = () => Promise.resolve('token');
    await expect(serverDatabase(url, { token })).rejects.toThrow();
    expect(server.passwords.join()).not.toContain('token');
    await server.close();
  });
});
