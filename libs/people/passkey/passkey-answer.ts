import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

/** What a browser sends of a passkey, as a hidden field of a form. Longer is none. */
const LONGEST = 20_000;
const base64url = z.string().regex(/^[\w-]+$/);
const shared = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
};
const signature = z.looseObject({
  ...shared,
  response: z.looseObject({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
  }),
});
const attestation = z.looseObject({
  ...shared,
  response: z.looseObject({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});

const read = <T>(schema: z.ZodType, text: unknown): T | undefined => {
  if (typeof text !== 'string' || text.length > LONGEST) return undefined;
  try {
    return schema.parse(JSON.parse(text)) as T;
  } catch {
    return undefined;
  }
};

/** The answer of a passkey that signed; undefined when it is none. */
export const readSignature = (text: unknown): AuthenticationResponseJSON | undefined =>
  read<AuthenticationResponseJSON>(signature, text);

/** The answer of a passkey that was made; undefined when it is none. */
export const readAttestation = (text: unknown): RegistrationResponseJSON | undefined =>
  read<RegistrationResponseJSON>(attestation, text);
