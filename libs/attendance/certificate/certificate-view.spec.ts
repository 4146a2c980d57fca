import type { CertificateFacts } from './certificate-facts';
import type { CertificateRow } from './certificate.queries';
import { mineList } from './certificate-view';

const facts: CertificateFacts = {
  holder: 'Anna de Tester',
  course: 'Basistraining',
  kind: 'training',
  summary: 'Leer de basis.',
  startedOn: '2026-03-10',
  completedOn: '2026-03-10',
  sessions: 1,
  minutes: 120,
  minAttendancePercent: 100,
  provider: null,
};
const certificate = (course: string, completedOn: string): CertificateRow => ({
  id: course,
  code: '0'.repeat(26),
  facts: { ...facts, course, completedOn },
  standing: 'valid',
  issuedAt: new Date('2026-03-10T12:00:00Z'),
  validUntil: null,
  validUntilEnd: null,
  endedAt: null,
  reason: null,
  canBeRestored: false,
  enrolmentId: 'e',
  personId: '',
  courseId: '',
  hidden: false,
  statusIndex: 1,
  issuer: null,
  keyId: null,
  guest: false,
});
const many = Array.from({ length: 9 }, (_, place) =>
  certificate(
    place === 4 ? 'Cybercriminaliteit één' : `Cursus ${place}`,
    `${2026 - (place % 2)}-05-01`,
  ),
);
interface Shown {
  many: boolean;
  count: number;
  groups: { year?: string; certificates: { course: string }[] }[];
}
const shown = (all: CertificateRow[], search?: string) => mineList(all, search) as Shown;

describe('somebody’s own certificates', () => {
  it('stand in one list while there are few', () => {
    const { many: searchable, groups } = shown(many.slice(0, 3));

    expect(searchable).toBe(false);
    expect(groups.map(({ year, certificates }) => [year, certificates.length])).toEqual([
      [undefined, 3],
    ]);
  });

  it('stand under the year of completion when there are many', () => {
    const { many: searchable, groups } = shown(many);

    expect(searchable).toBe(true);
    expect(groups.map(({ year, certificates }) => [year, certificates.length])).toEqual([
      ['2026', 5],
      ['2025', 4],
    ]);
  });

  it.each([
    ['EEN cyber', 1],
    ['cursus', 8],
    ['drugs', 0],
  ])('are found by words of their title: %s', (search, count) => {
    const { groups, count: found } = shown(many, search);

    expect(found).toBe(count);
    expect(groups.flatMap(({ certificates }) => certificates)).toHaveLength(count);
  });
});
