/**
 * Ends the services when practice itself is gone, however it went: practice writes `+pid` and `-pid` lines to this
 * process, and the end of that stream means that practice has ended.
 */
import { createInterface } from 'node:readline';

const graceMs = 3000;
const held = new Set<number>();

function signalAll(signal: NodeJS.Signals): void {
  for (const pid of held)
    try {
      process.kill(pid, signal);
    } catch {
      held.delete(pid);
    }
}

// Ctrl+C reaches the whole group; practice then stops its services in order and closes the stream.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) held.add(pid);
  else held.delete(pid);
}
signalAll('SIGTERM');
const deadline = Date.now() + graceMs;
while (held.size > 0 && Date.now() < deadline) {
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (const pid of held)
    try {
      process.kill(pid, 0);
    } catch {
      held.delete(pid);
    }
}
signalAll('SIGKILL');
