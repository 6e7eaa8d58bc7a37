import { readFileSync } from 'node:fs';
import { azureCheck, type AzureCheck, describeWithAzure } from './azure.ts';
import { type Bicep, bicepReader } from './bicep.ts';

const read = (file: string) => readFileSync(new URL(`../../infra/${file}`, import.meta.url), 'utf8');
const main = read('main.bicep');

/** No schema of these lies here: they are read by eye only. */
const unchecked = ['Microsoft.Insights/diagnosticSettings@2021-05-01-preview'];

let parse: (source: string) => Bicep;

beforeAll(async () => {
  parse = await bicepReader();
});

describe('the description of the infrastructure', () => {
  it.each(['main.bicep', 'entra.bicep'])('can be read: %s', (file) => {
    const { faults, resources } = parse(read(file));
    expect(faults).toEqual([]);
    expect(resources.length).toBeGreaterThan(3);
  });

  it('is refused when it cannot be read', () => {
    expect(parse(main.replace("kind: 'azurebot'", "kind= 'azurebot'")).faults).not.toEqual([]);
  });

  it('holds no secret and hands none out', () => {
    for (const source of [main, read('entra.bicep')])
      expect(source).not.toMatch(
        /@secure\(\)|listKeys|password(?!Auth: 'Disabled')|secretRef|passwordCredentials/i,
      );
  });

  it('lets round keys be destroyed for good, and be neither backed up nor brought back', () => {
    const vault = parse(main).resources.find(({ type }) => type.startsWith('Microsoft.KeyVault/vaults@'));
    const properties = vault?.body['properties'] as Record<string, unknown>;
    expect(properties).not.toHaveProperty('enablePurgeProtection');
    expect(properties['accessPolicies']).toMatchObject([
      { permissions: { secrets: ['get', 'list', 'set', 'delete', 'purge'] } },
    ]);
  });
});

describeWithAzure()('Azure’s published schemas', () => {
  let check: AzureCheck;

  beforeAll(() => {
    check = azureCheck();
  });

  const faultsOf = (source: string) =>
    parse(source).resources.flatMap((resource) =>
      (check(resource) ?? []).map((fault) => `${resource.name}: ${fault}`),
    );

  it('take every resource', () => {
    const { resources } = parse(main);
    expect(faultsOf(main)).toEqual([]);
    expect(resources.filter((resource) => check(resource) === undefined).map(({ type }) => type)).toEqual(
      unchecked,
    );
  });

  it.each([
    ['a property that does not exist', 'enableRbacAuthorization', 'enableRbacAuth'],
    ['a port that is no number', 'targetPort: 3978', "targetPort: 'x'"],
    ['a kind of app that does not exist', "msaAppType: 'UserAssignedMSI'", "msaAppType: 'Managed'"],
    ['a tier that does not exist', "tier: 'Burstable'", "tier: 'Bursting'"],
    ['a right that does not exist', "'purge'", "'burn'"],
    ['a version that does not exist', 'vaults@2025-05-01', 'vaults@2025-05-99'],
  ])('do not take %s', (_what, from, to) => {
    const broken = main.replace(from, to);
    const { resources } = parse(broken);
    const unknown = resources.filter((resource) => check(resource) === undefined);
    expect([...faultsOf(broken), ...unknown.slice(unchecked.length)]).not.toEqual([]);
  });
});
