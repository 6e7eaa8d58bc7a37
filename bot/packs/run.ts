import { PackFault } from '../content/faults.ts';
import { loadPacks, type Packs } from '../content/packs.ts';
import { writeSchemas } from '../content/schema.ts';
import { newPack } from './begin.ts';
import { installedBrowser } from './browser.mjs';
import { checkAll } from './check.ts';
import { exportPack, importPack, writeTemplate } from './files.ts';
import { NoPicture } from './pictures.ts';
import { previewWeek } from './preview.ts';
import { amiss, ourFolder, type Said, well } from './said.ts';

const usage = `npm run packs                                       holds our packs to every rule
npm run packs -- <folder>                           and those in your own folder
npm run packs -- new <folder> <name> [pack]         begins a pack of your own, or changes in one of ours
npm run packs -- preview <pack> <week> <pictures>   draws a week's card in each language
npm run packs -- export <pack> <file.xlsx>          a pack as a spreadsheet
npm run packs -- import <file.xlsx> <folder>        a spreadsheet into your own folder
npm run packs -- mal <file.xlsx>                    a spreadsheet with two example weeks to write over
npm run packs -- schema                             makes the schemas for editors anew
With your own packs: --own <folder> after preview and export.`;

interface Given {
  readonly words: readonly string[];
  /** The agency's folder. */
  readonly own: string | undefined;
  /** A Chromium or Chrome, if not in the usual place. */
  readonly chromiumPath: string | undefined;
}

/** How many words a command needs, and what it does with them. */
interface Command {
  readonly needs: number;
  readonly run: (words: readonly string[], given: Given) => Promise<Said> | Said;
}

const commands: Readonly<Record<string, Command>> = {
  new: {
    needs: 2,
    run: ([folder = '', name = '', base]) => newPack(loadPacks(ourFolder), { folder, name, base }),
  },
  preview: {
    needs: 3,
    async run([pack = '', week = '', folder = ''], { own, chromiumPath }) {
      const { path, cure } = installedBrowser(chromiumPath);
      if (path === undefined) return amiss(`No picture: ${cure ?? ''}`);
      return await previewWeek(withOwn(own), { pack, week, folder }, path);
    },
  },
  export: {
    needs: 2,
    run: ([pack = '', file = ''], { own }) => exportPack(withOwn(own), pack, file),
  },
  import: {
    needs: 2,
    run: ([file = '', folder = '']) => importPack(loadPacks(ourFolder), file, folder),
  },
  mal: { needs: 1, run: ([file = '']) => writeTemplate(file) },
  schema: {
    needs: 0,
    run() {
      writeSchemas(ourFolder);
      return well(`Wrote the schemas in ${ourFolder}.`);
    },
  },
  help: { needs: 0, run: () => well(usage) },
};

/** Our packs with the agency's; one that is withheld has no card and no file to give. */
function withOwn(own: string | undefined): Packs {
  const packs = loadPacks(ourFolder, own);
  const faults = packs.withheld.flatMap((one) => one.faults);
  if (faults.length > 0) throw new PackFault(faults);
  return packs;
}

/** What `npm run packs` does with the words that follow it: a command, an agency's folder, or nothing. */
export async function runPacks(
  said: readonly string[],
  { chromiumPath }: Pick<Given, 'chromiumPath'>,
): Promise<Said> {
  const at = said.indexOf('--own');
  const own = at < 0 ? undefined : said[at + 1];
  try {
    return await obey({ words: at < 0 ? said : said.toSpliced(at, 2), own, chromiumPath });
  } catch (error) {
    if (!(error instanceof PackFault || error instanceof NoPicture)) throw error;
    return amiss(...error.message.split('\n').map((line) => `FAULT    ${line}`));
  }
}

async function obey(given: Given): Promise<Said> {
  const [word, ...words] = given.words;
  const command = word !== undefined && Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (command === undefined) return await checkAll(word ?? given.own);
  return words.length < command.needs ? amiss(usage) : await command.run(words, given);
}
