import { mediumDate, startOfDay, t, unaccented } from '@academie/platform';

import { printedCode } from './certificate-code';
import { accreditationText, criteriaText, issuedBy } from './certificate-facts';
import { factItems } from './certificate-pdf';
import type { CertificateRow } from './certificate.queries';
import type { CertificateStanding } from './certificate-status';

const BADGE: Record<CertificateStanding, string> = {
  valid: 'good',
  expired: 'warn',
  suspended: 'warn',
  revoked: 'bad',
  superseded: 'info',
};
const NOTICE: Record<CertificateStanding, string> = {
  valid: 'ok',
  expired: 'warning',
  suspended: 'warning',
  revoked: 'error',
  superseded: 'info',
};

export const standingBadge = (standing: CertificateStanding): object => ({
  label: t(`attendance.standing.${standing}`),
  kind: BADGE[standing],
});

/** "10 maart 2026" of a day `yyyy-mm-dd`. */
export const dayText = (day: string): string => mediumDate(startOfDay(day) ?? new Date(day));

/** "X. d. T.": enough to compare with a certificate that somebody holds, and no name to look up. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => `${word.charAt(0)}.`)
    .join(' ');

/**
 * What the public check shows: the frozen facts and how it stands, and nothing else (domain.md 5, 10). Of
 * what is confidential only how it stands, and whose initials are on it.
 */
export function checkView(certificate: CertificateRow): object {
  const { facts, standing, code, issuedAt, endedAt, reason, hidden } = certificate;
  const shown = hidden
    ? [
        {
          term: 'Naam',
          text: facts.holder ? initialsOf(facts.holder) : t('attendance.check.erased'),
        },
      ]
    : [
        { term: 'Naam', text: facts.holder ?? t('attendance.check.erased') },
        { term: 'Cursus', text: facts.course },
        ...factItems(certificate),
        { term: 'Voorwaarde', text: criteriaText(facts) },
        ...accreditedFact(certificate),
        ...(facts.provider ? [{ term: 'Aanbieder', text: facts.provider }] : []),
        { term: 'Uitgegeven op', text: mediumDate(issuedAt) },
      ];
  return {
    hidden,
    notice: {
      kind: NOTICE[standing],
      heading: t(`attendance.standing-heading.${standing}`),
      text: t(`attendance.standing-text.${standing}`, {
        academie: issuedBy(facts),
        day: endedAt && !hidden ? mediumDate(endedAt) : '',
        reason: hidden ? '' : (reason ?? ''),
      }),
    },
    facts: [...shown, { term: 'Code', text: printedCode(code) }],
  };
}

function accreditedFact({ facts }: CertificateRow): { term: string; text: string }[] {
  const text = accreditationText(facts);
  return text ? [{ term: t('attendance.certificate.accreditation'), text }] : [];
}

/** From this many on, somebody's certificates stand under their year and can be searched. */
const MANY = 8;

/** Somebody's own certificates: all in one list, or by year of completion when there are many. */
export function mineList(all: readonly CertificateRow[], search: string | undefined): object {
  const words = unaccented(search ?? '').split(' ');
  const found = all.filter(({ facts }) =>
    words.every((word) => unaccented(facts.course).includes(word)),
  );
  const years = [...new Set(found.map(yearOf))];
  return {
    any: all.length > 0,
    many: all.length >= MANY,
    search,
    count: found.length,
    groups:
      all.length < MANY
        ? [{ certificates: all.map(mineView) }]
        : years.map((year) => ({
            year,
            certificates: found.filter((one) => yearOf(one) === year).map(mineView),
          })),
  };
}

const yearOf = ({ facts }: CertificateRow): string => facts.completedOn.slice(0, 4);

/** A certificate in the list of its holder. */
function mineView(certificate: CertificateRow): object {
  const { id, enrolmentId, facts, standing, validUntil, code, reason } = certificate;
  const handedOut = (standing === 'valid' || standing === 'expired') && facts.holder !== null;
  return {
    id,
    enrolmentId,
    course: facts.course,
    badge: standingBadge(standing),
    facts: [
      t('attendance.certificate.finished', { day: dayText(facts.completedOn) }),
      validUntil && t('attendance.certificate.valid-until', { day: dayText(validUntil) }),
      accreditationText(facts),
    ]
      .filter(Boolean)
      .join(' · '),
    note:
      standing === 'valid'
        ? undefined
        : t(`attendance.standing-mine.${standing}`, { reason: reason ?? '' }),
    pdfHref: handedOut ? `/mijn/certificaten/${id}/pdf` : undefined,
    badgeHref: handedOut ? `/mijn/certificaten/${id}/badge` : undefined,
    checkHref: `/certificaat/${code}`,
  };
}

/** What a file with this certificate is called, without what stands after the point. */
export const fileNameOf = ({ facts }: CertificateRow): string =>
  `certificaat-${facts.course
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)}`;
