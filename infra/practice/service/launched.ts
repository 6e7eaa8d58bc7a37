import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** A running Node process whose words are read line by line and kept in a file. */
export interface Launched {
  readonly pid: number | undefined;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has ended and its last line has been read. */
  readonly exited: Promise<void>;
}

export function launch(what: {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logPath: string;
  line(text: string): void;
}): Launched {
  const child = spawn(process.execPath, [what.script], { env: what.env, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(what.logPath);
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      log.write(chunk);
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) what.line(text);
    });
    stream.on('end', () => {
      what.line(rest);
    });
  }
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => {
      log.end(resolve);
    });
    child.once('error', (error) => {
      what.line(error.message);
    });
  });
  return {
    pid: child.pid,
    kill: (signal) => {
      child.kill(signal);
    },
    exited,
  };
}
