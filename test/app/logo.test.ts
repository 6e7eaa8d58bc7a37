import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, SettingsFault } from '../../bot/settings.ts';
import { pngBytes } from '../support/pictures-made.ts';

const id = '11111111-1111-4111-8111-111111111111';
const folder = mkdtempSync(join(tmpdir(), 'lederpuls-logo-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The start of a JPEG of 300 x 200 pixels: an application segment, then the frame. */
const jpegBytes = Buffer.from([
  ...[0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x00, 0x00],
  ...[0xff, 0xc0, 0x00, 0x11, 0x08, 0x00, 0xc8, 0x01, 0x2c, 0x03],
  ...[0x01, 0x22, 0x00, 0x02, 0x11, 0x01, 0x03, 0x11, 0x01, 0xff, 0xd9],
]);

function settingsWith(bytes: Uint8Array | string | undefined) {
  const path = join(folder, 'logo');
  if (bytes !== undefined) writeFileSync(path, bytes);
  return readSettings({
    ...{ MicrosoftAppId: id, MicrosoftAppType: 'SingleTenant', MicrosoftAppTenantId: id },
    ...{
      MicrosoftAppPassword: 'hemmelig-verdi-fra-Entra',
      AGENCY_LOGO: bytes === undefined ? `${path}-none` : path,
    },
  });
}

const faultOf = (bytes: Uint8Array | string | undefined): string => {
  try {
    settingsWith(bytes);
  } catch (error) {
    if (error instanceof SettingsFault) return error.faults.join('\n');
    throw error;
  }
  return '';
};

function wide(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes);
  other.writeUInt32BE(5001, 16);
  return other;
}

describe('the agency’s logo', () => {
  it('is a PNG or a JPEG, whose size is known when the service starts', () => {
    expect(settingsWith(pngBytes).agencyLogo).toMatchObject({ type: 'png', width: 1, height: 1 });
    expect(settingsWith(jpegBytes).agencyLogo).toMatchObject({ type: 'jpg', width: 300, height: 200 });
  });

  it.each([
    ['a file that is not there', undefined, /there is no such file/],
    [
      'an SVG, which may hold scripts',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      /neither a PNG nor a JPEG/,
    ],
    ['an empty file', '', /neither a PNG nor a JPEG/],
    ['the start of a PNG alone', pngBytes.subarray(0, 20), /neither a PNG nor a JPEG/],
    ['a JPEG that never says its size', jpegBytes.subarray(0, 8), /neither a PNG nor a JPEG/],
    ['a picture of more pixels than a page takes', wide(pngBytes), /5001 x 1 pixels/],
    ['a file of more than 512 KB', Buffer.alloc(512 * 1024 + 1), /524289 bytes/],
  ])('is refused at the start with a cure: %s', (_what, bytes, fault) => {
    const said = faultOf(bytes);
    expect(said).toMatch(fault);
    expect(said).toMatch(/AGENCY_LOGO is not right.*Set it to the path of a PNG or JPEG/);
  });
});
