import { gzipSync } from 'node:zlib';

import { criteriaText, lengthText } from './certificate-facts';
import type { CertificateRow } from './certificate.queries';

export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
export const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const NAME = 'NHVeilig academie';

/** Entries of one status list; the least the standard allows, so that a list betrays nobody. */
export const LIST_LENGTH = 131_072;

export const statusListUrl = (publicUrl: string, number: number): string =>
  `${publicUrl}/api/v1/credential-status-lists/${number}`;

// Milliseconds are no part of a W3C dateTimeStamp that every verifier reads.
const moment = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/**
 * A certificate as an Open Badges 3.0 credential (1EdTech), which is a W3C Verifiable Credential 2.0.
 * It says what the certificate says and no more; the holder is known by name, as on paper.
 */
export function credentialOf(
  { code, facts, issuedAt, validUntilEnd, courseId, statusIndex }: CertificateRow,
  issuer: string,
  publicUrl: string,
): object {
  const place = statusIndex - 1;
  const list = statusListUrl(publicUrl, Math.floor(place / LIST_LENGTH) + 1);
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES],
    id: `${publicUrl}/certificaat/${code}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: issuer, type: ['Profile'], name: NAME, url: publicUrl },
    validFrom: moment(issuedAt),
    ...(validUntilEnd && { validUntil: moment(validUntilEnd) }),
    name: facts.course,
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          hashed: false,
          identityHash: facts.holder ?? '',
          identityType: 'name',
        },
      ],
      achievement: {
        id: `urn:uuid:${courseId}`,
        type: ['Achievement'],
        achievementType: 'Course',
        name: facts.course,
        description: [facts.summary, lengthText(facts.minutes)].filter(Boolean).join(' '),
        criteria: { narrative: criteriaText(facts) },
      },
    },
    credentialStatus: {
      id: `${list}#${place % LIST_LENGTH}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(place % LIST_LENGTH),
      statusListCredential: list,
    },
  };
}

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
    validFrom: moment(now),
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
