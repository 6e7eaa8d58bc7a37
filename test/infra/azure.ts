import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ajv as AjvType, type ErrorObject, type Options } from 'ajv';
import addFormats from 'ajv-formats';
import { type Resource } from './bicep.ts';

/** Azure's published schemas: they lie beside the project where somebody has put them, never in it. */
const folder = join(import.meta.dirname, '../../../shared/contracts/arm');

/** `describe` where they lie, else a skip whose reason is printed. */
export function describeWithAzure(): typeof describe {
  if (existsSync(folder)) return describe;
  process.stdout.write(`Azure's published schemas: not run — they are not at ${folder}\n`);
  return describe.skip;
}

interface Schema {
  readonly id: string;
  readonly resourceDefinitions: Readonly<Record<string, Definition>>;
  readonly definitions: Readonly<Record<string, { readonly properties?: object }>>;
}

interface Definition {
  readonly properties: {
    readonly type: { readonly enum: readonly [string] };
    readonly apiVersion: { readonly enum: readonly [string] };
    readonly properties?: unknown;
  };
}

/** What is wrong with a resource by its schema; `undefined` where no schema lies here for it. */
export type AzureCheck = (resource: Resource) => readonly string[] | undefined;

export function azureCheck(): AzureCheck {
  const require = createRequire(import.meta.url);
  const Ajv = require('ajv-draft-04') as new (options: Options) => AjvType;
  const ajv = new Ajv({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: AjvType) => void)(ajv);
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Schema;
  ajv.addSchema(read('definitions.json'));
  const known = new Map<
    string,
    { readonly schema: Schema; readonly name: string; readonly of: Definition }
  >();
  for (const file of readdirSync(folder).filter((one) => one.includes('_Microsoft'))) {
    const schema = read(file);
    ajv.addSchema(schema);
    for (const [name, of] of Object.entries(schema.resourceDefinitions))
      known.set(`${of.properties.type.enum[0]}@${of.properties.apiVersion.enum[0]}`, { schema, name, of });
  }
  return ({ type, body }) => {
    const found = known.get(type);
    if (!found) return undefined;
    const { schema, name, of } = found;
    const validate = ajv.getSchema(`${schema.id.replace(/#$/, '')}#/resourceDefinitions/${name}`);
    if (!validate) throw new Error(`No schema ${name}`);
    void validate(asArm(type, body));
    return [...sentences(validate.errors), ...unknownIn(schema, of, body)];
  };
}

/** As a template would hold it: a child under its parent's name, without what Bicep alone knows. */
function asArm(type: string, body: Resource['body']): unknown {
  const bicepOnly = new Set(['parent', 'dependsOn', 'scope']);
  const rest = Object.fromEntries(Object.entries(body).filter(([key]) => !bicepOnly.has(key)));
  const [kind, apiVersion] = type.split('@');
  const name = 'parent' in body ? `[parent/${String(body['name'])}]` : body['name'];
  return { ...rest, name, type: kind, apiVersion };
}

/** A schema lets every value be an expression instead; what is said of the branch that was not meant is left out. */
const sentences = (errors: readonly ErrorObject[] | null | undefined): string[] =>
  (errors ?? [])
    .filter(({ keyword, schemaPath }) => keyword !== 'oneOf' && !schemaPath.includes('expression'))
    .filter(({ keyword, params }) => keyword !== 'type' || params['type'] !== 'string')
    .map(({ instancePath, message, params }) => {
      const allowed = params['allowedValues'] as readonly string[] | undefined;
      return [instancePath, message, allowed?.join(', ')].filter(Boolean).join(' ');
    });

/** The schemas forbid no unknown property, so the first level is looked up. */
function unknownIn({ definitions }: Schema, of: Definition, { properties }: Resource['body']): string[] {
  const name = /#\/definitions\/(\w+)/.exec(JSON.stringify(of.properties.properties ?? ''))?.[1];
  const allowed = name === undefined ? undefined : definitions[name]?.properties;
  if (allowed === undefined || typeof properties !== 'object' || properties === null) return [];
  return Object.keys(properties)
    .filter((key) => !(key in allowed))
    .map((key) => `/properties/${key} is unknown`);
}
