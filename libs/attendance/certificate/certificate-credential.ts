import { criteriaText, issuedBy, lengthText } from './certificate-facts';
import type { CertificateRow } from './certificate.queries';
import {
  CREDENTIALS_V2,
  dateTimeStamp,
  LIST_LENGTH,
  OPEN_BADGES,
  statusListUrl,
} from '../credential/credential-text';

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
    issuer: { id: issuer, type: ['Profile'], name: issuedBy(facts), url: publicUrl },
    validFrom: dateTimeStamp(issuedAt),
    ...(validUntilEnd && { validUntil: dateTimeStamp(validUntilEnd) }),
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
