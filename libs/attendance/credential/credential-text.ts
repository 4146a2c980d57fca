import { gzipSync } from 'node:zlib';

export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
export const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/** Entries of one status list; the least the standard allows, so that a list betrays nobody. */
export const LIST_LENGTH = 131_072;

export const statusListUrl = (publicUrl: string, number: number): string =>
  `${publicUrl}/api/v1/credential-status-lists/${number}`;

/** A moment as a W3C dateTimeStamp; not every verifier reads milliseconds. */
export const dateTimeStamp = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** Which credentials of a list no longer hold (W3C Bitstring Status List 1.0), unsigned. */
export function statusListOf(
  ended: readonly number[],
  {
    number,
    issuer,
    publicUrl,
    now,
  }: { number: number; issuer: string; publicUrl: string; now: Date },
): object {
  const id = statusListUrl(publicUrl, number);
  return {
    '@context': [CREDENTIALS_V2],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom: dateTimeStamp(now),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: `u${gzipSync(bitsOf(ended)).toString('base64url')}`,
    },
  };
}

// The first place is the leftmost bit.
function bitsOf(places: readonly number[]): Buffer {
  const bits = Buffer.alloc(LIST_LENGTH / 8);
  for (const place of places) {
    const byte = place >> 3;
    bits[byte] = (bits[byte] ?? 0) | (0x80 >> (place & 7));
  }
  return bits;
}
