import { unzipSync } from 'fflate';
import {
  fillManifest,
  manifestFaults,
  translationFaults,
  translations,
  zipPackage,
} from '../../manifest/package.ts';

const values = {
  TEAMS_APP_ID: '3f6a1c1e-5b0e-4c39-9a52-0d6f4c0a7b11',
  BOT_ID: '22222222-2222-4222-8222-222222222222',
  SIGN_IN_ID: '22222222-2222-4222-8222-222222222222',
  PUBLIC_HOST: 'lederpuls.etat.example',
  DEVELOPER_NAME: 'Eksempeletaten',
};

describe('the app package', () => {
  it('passes the schema of Microsoft, translations included', async () => {
    expect(await manifestFaults(fillManifest(values))).toEqual([]);
  });

  it('is refused by that schema when a scope is wrong', async () => {
    const manifest = fillManifest(values);
    const broken = { ...manifest, bots: [{ botId: 'x', scopes: ['nope'] }] } as unknown as typeof manifest;
    expect(await manifestFaults(broken)).not.toEqual([]);
  });

  it('names the values it misses', () => {
    expect(() => fillManifest({ ...values, BOT_ID: '', PUBLIC_HOST: undefined })).toThrow(
      'Set BOT_ID, PUBLIC_HOST',
    );
  });

  it.each(translations)('has a sound translation %s', (file) => {
    expect(translationFaults(file)).toEqual([]);
  });

  it('holds the manifest, its translations and both icons, byte for byte the same each time', () => {
    const manifest = fillManifest(values);
    const zip = zipPackage(manifest);
    expect(Object.keys(unzipSync(zip)).sort()).toEqual(
      ['color.png', 'en-us.json', 'manifest.json', 'nn-no.json', 'outline.png'].sort(),
    );
    expect(Buffer.from(zip).equals(zipPackage(manifest))).toBe(true);
  });
});
