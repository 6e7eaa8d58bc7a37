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
  readonly composeExtensions?: readonly {
    readonly commands: readonly {
      readonly id: string;
      readonly title: string;
      readonly context?: readonly string[];
    }[];
  }[];
}

type Translation = Readonly<Record<string, string>>;

interface ManifestFiles {
  readonly manifest: Manifest;
  /** The name in each language; `key` as the translations name it. */
  readonly named: (key: string, nb: string) => Record<string, string>;
}

function manifestFiles(folder: string): ManifestFiles {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const nn = read('nn-no.json') as Translation;
  const en = read('en-us.json') as Translation;
  return {
    manifest: read('manifest.json') as Manifest,
    named: (key, nb) => ({ nb, nn: nn[key] ?? nb, en: en[key] ?? nb }),
  };
}

/** The tabs of the app manifest, at the address of the service that runs here; one entry for each context. */
export function manifestTabs(manifestFolder: string, serviceUrl: string): State['tabs'] {
  const { manifest, named } = manifestFiles(manifestFolder);
  return (manifest.staticTabs ?? []).flatMap((tab, index) => {
    const name = named(`staticTabs[${index}].name`, tab.name);
    const url = tab.contentUrl.replace(/^https:\/\/\$\{\{PUBLIC_HOST\}\}/, serviceUrl);
    return (tab.context ?? ['personalTab']).map((context) => ({ id: tab.entityId, name, url, context }));
  });
}

/** What the app manifest puts into the menu of a message. */
export function manifestMessageCommands(manifestFolder: string): State['messageCommands'] {
  const { manifest, named } = manifestFiles(manifestFolder);
  const [extension] = manifest.composeExtensions ?? [];
  return (extension?.commands ?? []).flatMap(({ id, title, context = [] }, index) =>
    context.includes('message')
      ? [{ id, name: named(`composeExtensions[0].commands[${index}].title`, title) }]
      : [],
  );
}
