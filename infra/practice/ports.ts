import { createServer, type Server } from 'node:net';

const host = '127.0.0.1';

/** Listens on the first of the ports that is free; 0 = any. Answers the port. */
export async function listenOn(server: Server, ports: readonly number[]): Promise<number> {
  for (const port of ports) {
    const got = await new Promise<number | undefined>((resolve, reject) => {
      const fail = (error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
        else reject(error);
      };
      server.once('error', fail);
      server.listen(port, host, () => {
        server.off('error', fail);
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : undefined);
      });
    });
    if (got !== undefined) return got;
  }
  throw new RangeError(`None of the ports ${ports.join(', ')} is free.`);
}

/** A free port for somebody else to listen on: one of the given ones, else any. */
export async function freePort(...wanted: readonly number[]): Promise<number> {
  const probe = createServer();
  const port = await listenOn(probe, [...wanted, 0]);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
