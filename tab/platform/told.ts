/** Hosts besides Microsoft's own. */
export function hostOrigins(): string[] {
  return told('host-origins')
    .split(/\s+/)
    .filter((origin) => origin !== '');
}

/** What the service has filled in from its settings. */
export const told = (name: 'host-origins' | 'teams-app' | 'consent'): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
