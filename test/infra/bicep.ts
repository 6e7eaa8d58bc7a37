import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);

/** One resource of a .bicep file. Whatever is not written out stands as an ARM expression, `[...]`. */
export interface Resource {
  readonly name: string;
  /** `Microsoft.KeyVault/vaults@2025-05-01` */
  readonly type: string;
  readonly line: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Bicep {
  /** `line: what` */
  readonly faults: readonly string[];
  readonly resources: readonly Resource[];
}

/** There is no Bicep compiler on npm: a grammar reads the file, and nothing is resolved. */
export async function bicepReader(): Promise<(source: string) => Bicep> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));
  return (source) => {
    // The grammar is older than this word.
    const tree = parser.parse(source.replace(/^extension .*$/gm, ''));
    if (tree === null) return { faults: ['cannot be read at all'], resources: [] };
    return { faults: faultsIn(tree.rootNode), resources: resourcesIn(tree.rootNode) };
  };
}

const lineOf = (node: Node): number => node.startPosition.row + 1;
const childrenOf = (node: Node): readonly Node[] =>
  node.namedChildren.filter(({ type }) => !/^(diagnostic_)?comment$/.test(type));
const unquoted = (text: string): string => text.replace(/^'|'$/g, '').replaceAll(String.raw`\'`, "'");
const expression = (text: string): string => `[${text.replace(/\s+/g, ' ')}]`;

function faultsIn(node: Node): string[] {
  const own = node.isError || node.isMissing ? [`${lineOf(node)}: cannot be read`] : [];
  return [...own, ...node.children.flatMap(faultsIn)];
}

function resourcesIn(node: Node): Resource[] {
  const below = childrenOf(node).flatMap(resourcesIn);
  return node.type === 'resource_declaration' ? [resourceOf(node), ...below] : below;
}

function resourceOf(node: Node): Resource {
  const children = childrenOf(node);
  const type = children.find((child) => child.type === 'string');
  // Of a conditional resource the body lies one step further in.
  const body =
    children.find((child) => child.type === 'object') ??
    children.flatMap(childrenOf).find((child) => child.type === 'object');
  if (!type || !body) throw new Error(`${lineOf(node)}: a resource without type or body`);
  const name = children.find((child) => child.type === 'identifier')?.text ?? '';
  return {
    name,
    type: unquoted(type.text),
    line: lineOf(node),
    body: valueOf(body) as Resource['body'],
  };
}

function valueOf(node: Node): unknown {
  switch (node.type) {
    case 'object':
      return Object.fromEntries(
        childrenOf(node)
          .filter((child) => child.type === 'object_property')
          .map(childrenOf)
          .flatMap(([key, value]) => (key && value ? [[unquoted(key.text), valueOf(value)] as const] : [])),
      );
    case 'array':
      return childrenOf(node).map(valueOf);
    case 'string':
    case 'interpolated_string':
      return node.text.includes('${') ? expression(node.text) : unquoted(node.text);
    case 'number':
      return Number(node.text);
    case 'boolean':
      return node.text === 'true';
    case 'null':
      return null;
    default:
      return expression(node.text);
  }
}
