/**
 * Who signs, as a DID: did:web where the academie has a public address that anybody can look up, and
 * else did:key, which is the key itself and needs no network.
 */
export function issuerOf(publicUrl: string, publicKey: string): string {
  const { protocol, host } = new URL(publicUrl);
  return protocol === 'https:' ? `did:web:${host.replace(':', '%3A')}` : `did:key:${publicKey}`;
}

/** The name of a key in a credential; the same form for both methods. */
export const keyName = (issuer: string, publicKey: string): string => `${issuer}#${publicKey}`;

/** What stands at /.well-known/did.json: the public keys of all that was ever signed. */
export const didDocument = (issuer: string, publicKeys: readonly string[]): object => ({
  '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
  id: issuer,
  verificationMethod: publicKeys.map((publicKey) => ({
    id: keyName(issuer, publicKey),
    type: 'Multikey',
    controller: issuer,
    publicKeyMultibase: publicKey,
  })),
  assertionMethod: publicKeys.map((publicKey) => keyName(issuer, publicKey)),
});
