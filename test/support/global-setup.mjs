// One PostgreSQL server for all workers of the run; its address reaches them through the environment.
import { startPostgres } from './postgres.ts';

export default async function setUp() {
  globalThis.stopPostgres = await startPostgres();
}
