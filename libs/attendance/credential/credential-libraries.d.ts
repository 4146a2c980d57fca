// These packages come without types; this is what we use of them.

declare module '@digitalbazaar/vc' {
  interface RemoteDocument {
    contextUrl: null;
    documentUrl: string;
    document: unknown;
  }
  export type DocumentLoader = (url: string) => Promise<RemoteDocument>;
  /** Knows the contexts of W3C that the package brings along; fetches nothing. */
  export const defaultDocumentLoader: DocumentLoader;

  interface Options {
    credential: object;
    suite: object;
    documentLoader: DocumentLoader;
    now?: Date;
  }
  export function issue(options: Options): Promise<Record<string, unknown>>;
  export function verifyCredential(
    options: Options & { checkStatus?: (options: object) => Promise<{ verified: boolean }> },
  ): Promise<{ verified: boolean; error?: Error }>;
}

declare module '@digitalbazaar/data-integrity' {
  export const DataIntegrityProof: new (options: {
    signer?: object;
    date?: Date;
    cryptosuite: object;
  }) => object;
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object;
}

declare module '@digitalbazaar/ed25519-multikey' {
  interface KeyPair {
    publicKeyMultibase: string;
    signer(): { sign(options: { data: Uint8Array }): Promise<Uint8Array> };
    verifier(): { verify(options: { data: Uint8Array; signature: Uint8Array }): Promise<boolean> };
  }
  export function generate(options: {
    id?: string;
    controller?: string;
    seed: Uint8Array;
  }): Promise<KeyPair>;
  export function from(key: {
    id: string;
    controller: string;
    publicKeyMultibase: string;
  }): Promise<KeyPair>;
}
