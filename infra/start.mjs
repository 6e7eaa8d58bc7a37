// `npm start`: installs what is missing, builds the pages, starts practice, which starts the service.
import { spawn } from 'node:child_process';
import { build, install, node24, nodeEnvironment, root } from './prepare.mjs';

install();
build();
const practice = spawn(node24(), ['infra/practice/main.ts'], {
  ...{ cwd: root, env: nodeEnvironment, stdio: 'inherit' },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => practice.kill(signal));
practice.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
