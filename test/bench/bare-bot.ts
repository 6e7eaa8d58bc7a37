/**
 * The baseline of `npm run bench answering`: a bot of botbuilder and restify as their documentation shows it. It checks the
 * signature and answers every press with the same card; it keeps nothing.
 */
import { readFileSync } from 'node:fs';
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  TeamsActivityHandler,
  type InvokeResponse,
  type Request,
  type Response,
} from 'botbuilder';
import { createServer, plugins } from 'restify';

const env = process.env;
const options = env as Record<string, string>;
const card = JSON.parse(readFileSync(env['BARE_CARD'] ?? '', 'utf8')) as object;

class BareBot extends TeamsActivityHandler {
  override onInvokeActivity(): Promise<InvokeResponse> {
    const type = 'application/vnd.microsoft.card.adaptive';
    return Promise.resolve({ status: 200, body: { statusCode: 200, type, value: card } });
  }
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(options));
const bot = new BareBot();
const server = createServer({ name: 'bare' });
server.use(plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as unknown as Request, response as unknown as Response, (turn) =>
    bot.run(turn),
  );
});
server.listen(Number(env['PORT']), '127.0.0.1', () => {
  process.stdout.write('bare bot ready\n');
});
