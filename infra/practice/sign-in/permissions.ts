import { readFileSync } from 'node:fs';

/** What the administrator of the practice tenant has consented to for the app; keep in step with the manifest. */
export const consentedScopes: readonly string[] = [
  'User.Read',
  'Files.ReadWrite.All',
  'Tasks.ReadWrite',
  'GroupMember.Read.All',
];

const manifest = JSON.parse(
  readFileSync(new URL('../../../manifest/manifest.json', import.meta.url), 'utf8'),
) as {
  readonly authorization: {
    readonly permissions: { readonly resourceSpecific: readonly { name: string; type: string }[] };
  };
};

/** What a team or chat consents to when the app is added to it: what the manifest asks for. */
export const resourceConsents: readonly string[] = manifest.authorization.permissions.resourceSpecific
  .filter(({ type }) => type === 'Application')
  .map(({ name }) => name);

/** App-only permissions. Resource-specific consent comes with the installation in a team and is not in tokens. */
export const consentedRoles: readonly string[] = ['Sites.Selected'];

export const graphResource = 'https://graph.microsoft.com';
export const botResource = 'https://api.botframework.com';

/** Resources of the practice tenant, by the prefix a scope may carry. */
export const resources: readonly string[] = [graphResource, botResource];

const openIdScopes = new Set(['openid', 'profile', 'offline_access', 'email']);

export interface AskedScopes {
  readonly resource: string;
  /** Without the resource's prefix and OpenID's own scopes; `.default` is spelled out. */
  readonly scopes: readonly string[];
}

/** `https://graph.microsoft.com/Files.ReadWrite.All openid` -> Graph, [Files.ReadWrite.All]. A bare scope is Graph's. */
export function askedScopes(text: string): AskedScopes {
  const words = text.split(' ').filter((word) => word !== '' && !openIdScopes.has(word));
  const resource = resources.find((one) => words.some((word) => word.startsWith(`${one}/`))) ?? graphResource;
  const bare = words.map((word) =>
    word.startsWith(`${resource}/`) ? word.slice(resource.length + 1) : word,
  );
  return { resource, scopes: bare.includes('.default') ? consentedScopes : bare };
}
