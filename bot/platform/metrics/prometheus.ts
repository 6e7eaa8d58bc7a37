import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { type Log } from '../log.ts';
import { type Metrics } from './metrics.ts';

export interface Prometheus extends Metrics {
  /** Serves `GET /metrics` on this machine only; port 0 = any free one. */
  listen(port: number): Promise<{ readonly address: string }>;
  close(): Promise<void>;
}

/** Metrics in Prometheus' text form, on a port of their own that only this machine reaches. */
export function prometheusMetrics(log: Log): Prometheus {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'lederpuls_' });
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404);
      response.end();
      return;
    }
    registry.metrics().then(
      (text) => {
        response.writeHead(200, { 'content-type': registry.contentType });
        response.end(text);
      },
      (error: unknown) => {
        log.bug(error, 'metrics');
        response.writeHead(503);
        response.end();
      },
    );
  });

  return {
    gauge(name, help, labels, read) {
      const gauge = new Gauge({
        ...{ name, help, labelNames: [...labels], registers: [registry] },
        async collect() {
          const readings = await read();
          // What is not there any more must not stay at its last value.
          gauge.reset();
          for (const { labels: of, value } of readings) gauge.set(of, value);
        },
      });
    },

    counter(name, help, label) {
      const counter = new Counter({ name, help, labelNames: [label], registers: [registry] });
      return (labelled) => {
        counter.inc({ [label]: labelled });
      };
    },

    listen: (port) => listen(server, port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<{ readonly address: string }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const { port: taken } = server.address() as AddressInfo;
      resolve({ address: `http://127.0.0.1:${String(taken)}/metrics` });
    });
  });
}
