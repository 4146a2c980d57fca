import fs from 'node:fs';
import path from 'node:path';

import type { DocumentLoader } from '@digitalbazaar/vc';

import { ROOT } from '@academie/platform';

import { keyName } from './credential-issuer';
import { OPEN_BADGES } from './credential-text';

/**
 * Signs a credential with eddsa-rdfc-2022 (W3C Data Integrity). The same credential, key and moment
 * give the same signature, so nothing signed has to be kept. The libraries are loaded when the first
 * one is signed: they would double the time the academie takes to start.
 */
export async function signCredential(
  credential: object,
  key: { issuer: string; publicKey: string; seed: Buffer },
  created: Date,
): Promise<Record<string, unknown>> {
  const [{ issue }, { DataIntegrityProof }, { cryptosuite }, { generate }, documentLoader] =
    await Promise.all([
      import('@digitalbazaar/vc'),
      import('@digitalbazaar/data-integrity'),
      import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite'),
      import('@digitalbazaar/ed25519-multikey'),
      localDocuments(),
    ]);
  const pair = await generate({
    id: keyName(key.issuer, key.publicKey),
    controller: key.issuer,
    seed: key.seed,
  });
  const suite = new DataIntegrityProof({ signer: pair.signer(), date: created, cryptosuite });
  return issue({ credential, suite, documentLoader, now: created });
}

const CONTEXT = 'libs/attendance/credential/credential-contexts/open-badges-3.0.3.json';

/** The contexts we sign with, from this checkout; any other address is refused, none is fetched. */
export async function localDocuments(): Promise<DocumentLoader> {
  const { defaultDocumentLoader } = await import('@digitalbazaar/vc');
  const openBadges = JSON.parse(fs.readFileSync(path.join(ROOT, CONTEXT), 'utf8')) as unknown;
  return async (url) =>
    url === OPEN_BADGES
      ? { contextUrl: null, documentUrl: url, document: openBadges }
      : defaultDocumentLoader(url);
}
