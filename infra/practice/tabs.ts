import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type State } from './api.ts';

interface Manifest {
  readonly staticTabs?: readonly {
    readonly entityId: string;
    readonly name: string;
    readonly contentUrl: string;
    readonly context?: readonly string[];
  }[];
}

type Translation = Readonly<Record<string, string>>;

/** The tabs of the app manifest, at the address of the service that runs here; one entry for each context. */
export function manifestTabs(manifestFolder: string, serviceUrl: string): State['tabs'] {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(manifestFolder, file), 'utf8'));
  const manifest = read('manifest.json') as Manifest;
  const nn = read('nn-no.json') as Translation;
  const en = read('en-us.json') as Translation;
  return (manifest.staticTabs ?? []).flatMap((tab, index) => {
    const key = `staticTabs[${index}].name`;
    const name = { nb: tab.name, nn: nn[key] ?? tab.name, en: en[key] ?? tab.name };
    const url = tab.contentUrl.replace(/^https:\/\/\$\{\{PUBLIC_HOST\}\}/, serviceUrl);
    return (tab.context ?? ['personalTab']).map((context) => ({ id: tab.entityId, name, url, context }));
  });
}
