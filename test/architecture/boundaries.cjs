/** Who may import whom. Each rule has a name and says where the thing belongs instead. */
/** @type {import('dependency-cruiser').IConfiguration} */
const leaf = '^bot/(prompts|pulses|minutes|course)/';
const feature = '^bot/(people|content|programme|prompts|pulses|minutes|course)/';
const model = '^bot/[^/]+/model(/|\\.ts$)';
const api = '^bot/[^/]+/api(/|\\.ts$)';
const refusal = '^bot/refusal\\.ts$';

/** Each outside package has one door. */
const doors = {
  botbuilder: '^bot/platform/teams/',
  'botframework-[a-z]+': '^bot/platform/teams/',
  '@microsoft/microsoft-graph-client': '^bot/platform/graph/',
  '@azure/msal-node': '^bot/platform/identity/',
  restify: '^bot/platform/http/',
  kysely: '^bot/platform/database/|^bot/[^/]+/store(/|\\.ts$)',
  pg: '^bot/platform/database/|^test/support/',
  'adaptivecards-templating': '^bot/platform/cards',
  adaptivecards: '^tab/platform/card-drawing',
  '@microsoft/teams-js': '^tab/platform/',
  docx: '^bot/platform/documents/',
  pino: '^bot/platform/log',
  'prom-client': '^bot/platform/metrics/',
  'read-excel-file': '^bot/platform/spreadsheets/',
  'write-excel-file': '^bot/platform/spreadsheets/',
  pdfkit: '^bot/platform/documents/pdf',
  recharts: '^tab/pulses/charts(/|\\.tsx$)',
};

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'model-is-pure',
      comment: 'A model holds rules only: no packages, no Node, no other kind of file.',
      severity: 'error',
      from: { path: model },
      to: { pathNot: [model, refusal, api] },
    },
    {
      name: 'model-takes-types-of-api',
      comment:
        'A model may name the shapes its feature shares with the tab; checking them is the door’s work.',
      severity: 'error',
      from: { path: model },
      to: { path: api, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'platform-knows-no-feature',
      comment: 'The platform serves features; features.ts introduces them.',
      severity: 'error',
      from: { path: '^bot/platform/' },
      to: { path: feature },
    },
    {
      name: 'features-see-interfaces-only',
      comment: 'Ask for platform/<part>/<part>.ts; which adapter stands behind it is app.ts’s choice.',
      severity: 'error',
      from: { path: feature },
      // Making a file reaches nothing outside, so it has no adapter to hide.
      to: {
        path: '^bot/platform/[^/]+/',
        pathNot: ['^bot/platform/([^/]+)/\\1\\.ts$', '^bot/platform/documents/'],
      },
    },
    {
      name: 'leaves-stay-apart',
      comment:
        'Prompts, pulses, minutes and the course never know each other; what they share is a slot in programme/slots.',
      severity: 'error',
      from: { path: leaf },
      to: { path: leaf, pathNot: '^bot/$1/' },
    },
    {
      name: 'features-look-down',
      comment: 'People know nobody, content knows people, the programme knows both.',
      severity: 'error',
      from: { path: '^bot/(people|content|programme)/' },
      to: { path: leaf },
    },
    {
      name: 'people-know-nobody',
      comment: 'People lie lowest; content and programme look down on them.',
      severity: 'error',
      from: { path: '^bot/people/' },
      to: { path: '^bot/(content|programme)/' },
    },
    {
      name: 'content-below-programme',
      comment: 'The programme chooses content; content knows no weeks.',
      severity: 'error',
      from: { path: '^bot/content/' },
      to: { path: '^bot/programme/' },
    },
    {
      name: 'only-app-introduces',
      comment: 'Only app.ts, features.ts and main.ts know both features and adapters.',
      severity: 'error',
      from: { path: '^bot/', pathNot: '^bot/(app\\.ts|main\\.ts|features[./])' },
      to: { path: '^bot/(app\\.ts|main\\.ts|features[./])' },
    },
    {
      name: 'tab-sees-models-only',
      comment: 'The tab shares rules and message shapes with the bot, never its machinery.',
      severity: 'error',
      from: { path: '^tab/' },
      to: { path: '^bot/', pathNot: [model, api, refusal] },
    },
    {
      name: 'practice-stands-outside',
      comment: 'Practice is the outside world: it may know the API shapes of the service, nothing else.',
      severity: 'error',
      from: { path: '^infra/practice/' },
      to: { path: '^(bot|tab|test)/', pathNot: [api, model] },
    },
    {
      name: 'service-knows-no-practice',
      comment: 'The service has one code path; what a laptop lacks is supplied from outside.',
      severity: 'error',
      from: { path: '^(bot|tab)/' },
      to: { path: '^infra/' },
    },
    {
      name: 'no-tests-in-product',
      comment: 'The product runs without the test folder.',
      severity: 'error',
      from: { path: '^(bot|tab|infra)/' },
      to: { path: '^test/' },
    },
    {
      name: 'one-door-for-the-key-vault',
      comment:
        'What lies in the vault are round keys: whoever read it past platform/keys could keep a key that has been destroyed.',
      severity: 'error',
      from: { path: '^(bot|tab|infra)/', pathNot: '^bot/platform/keys/vault' },
      to: { path: 'node_modules/@azure/(keyvault-[a-z]+|core-auth)/' },
    },
    ...Object.entries(doors).map(([name, door]) => ({
      name: `one-door-for-${name.replace('[a-z]+', 'all')}`,
      comment: `Only ${door} may import ${name}.`,
      severity: 'error',
      from: { path: '^(bot|tab)/', pathNot: door },
      to: { path: `node_modules/(@types/)?${name}/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      // As Node resolves; some packages name no file without.
      conditionNames: ['node', 'import', 'require', 'default'],
      exportsFields: ['exports'],
    },
  },
};
