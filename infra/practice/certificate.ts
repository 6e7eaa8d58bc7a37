import { randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

const dayMs = 86_400_000;
const renewBeforeMs = 30 * dayMs;

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Where the certificate lies, for NODE_EXTRA_CA_CERTS. */
  readonly path: string;
}

/** The certificate for https://localhost, made once and renewed when less than 30 days are left. */
export async function localCertificate(folder: string): Promise<Certificate> {
  const path = join(folder, 'certificate.pem');
  const keyPath = join(folder, 'certificate.key.pem');
  if (existsSync(path) && existsSync(keyPath)) {
    const cert = readFileSync(path, 'utf8');
    if (new X509Certificate(cert).validToDate.getTime() - Date.now() > renewBeforeMs)
      return { key: readFileSync(keyPath, 'utf8'), cert, path };
  }
  // A name of its own: two authorities of the same name on one machine shadow each other.
  const commonName = `Lederpuls practice ${randomBytes(6).toString('hex')}`;
  const made = await generate([{ name: 'commonName', value: commonName }], {
    keySize: 2048,
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 397 * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  writeFileSync(keyPath, made.private, { mode: 0o600 });
  writeFileSync(path, made.cert);
  return { key: made.private, cert: made.cert, path };
}
