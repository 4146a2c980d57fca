import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, type Config } from '@academie/platform';

import { issuerOf, keyName } from './credential-issuer';
import { CredentialKeys } from './credential-keys';

interface Header {
  alg: 'EdDSA';
  kid: string;
}

/**
 * Signs a statement of the academie with the key of the certificates, as a compact JWS (RFC 7515, RFC 8037):
 * who has the public keys at /.well-known/did.json can verify it without us.
 */
@Injectable()
export class StatementSigner {
  constructor(
    private readonly keys: CredentialKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws CredentialsUnavailable when CREDENTIAL_SECRET is not the one the key was sealed with */
  async sign(statement: object): Promise<string> {
    const { generate } = await import('@digitalbazaar/ed25519-multikey');
    const key = await this.keys.signing();
    const pair = await generate({ seed: this.keys.seedOf(key) });
    const issuer = issuerOf(this.config.publicUrl, key.publicKey);
    const header: Header = { alg: 'EdDSA', kid: keyName(issuer, key.publicKey) };
    const signed = `${encoded(header)}.${encoded({ iss: issuer, ...statement })}`;
    const signature = await pair.signer().sign({ data: Buffer.from(signed) });
    return `${signed}.${Buffer.from(signature).toString('base64url')}`;
  }

  /** What was signed, when one of our keys signed it, also a retired one; undefined else. */
  async read(jws: string): Promise<Record<string, unknown> | undefined> {
    const [header = '', statement = '', signature = '', ...rest] = jws.split('.');
    const read = decoded(header) as Partial<Header> | undefined;
    if (rest.length > 0 || read?.alg !== 'EdDSA') return undefined;
    const named = String(read.kid).split('#')[1] ?? '';
    if (!(await this.keys.publicKeys()).includes(named)) return undefined;
    const { from } = await import('@digitalbazaar/ed25519-multikey');
    const key = await from({ id: named, controller: named, publicKeyMultibase: named });
    const holds = await key.verifier().verify({
      data: Buffer.from(`${header}.${statement}`),
      signature: Buffer.from(signature, 'base64url'),
    });
    return holds ? decoded(statement) : undefined;
  }
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decoded(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
