import type { CertificateFacts } from './certificate-facts';
import { type CertificateCase, certificateStep } from './certificate-transition';

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
const last = { completionId: 'first', status: 'issued', facts, byHand: false } as const;

describe('the certificate of an enrolment', () => {
  it.each<[string, Partial<CertificateCase>, string]>([
    ['is issued once the course is completed', { completion: { id: 'first', facts } }, 'issue'],
    ['stays when nothing changed', { completion: { id: 'first', facts }, last }, 'nothing'],
    ['is suspended while the register is open again', { finished: false, last }, 'suspend'],
    [
      'stays suspended until the register closes',
      { finished: false, last: { ...last, status: 'suspended' } },
      'nothing',
    ],
    [
      'holds again when the completion returns as it was',
      { completion: { id: 'second', facts }, last: { ...last, status: 'suspended' } },
      'restore',
    ],
    [
      'holds again when the register closed before anybody looked',
      { completion: { id: 'second', facts }, last },
      'restore',
    ],
    [
      'is replaced when the completion returns with other facts',
      {
        completion: { id: 'second', facts: { ...facts, minutes: 90 } },
        last: { ...last, status: 'suspended' },
      },
      'replace',
    ],
    [
      'holds again when it is from before a fact was kept',
      {
        completion: { id: 'second', facts: { ...facts, signatory: 'Kim, trainer' } },
        last: { ...last, status: 'suspended' },
      },
      'restore',
    ],
    [
      'keeps quiet about a name that was erased',
      {
        completion: { id: 'second', facts },
        last: { ...last, status: 'suspended', facts: { ...facts, holder: null } },
      },
      'restore',
    ],
    [
      'is revoked when the register closes without a completion',
      { last: { ...last, status: 'suspended' } },
      'revoke',
    ],
    ['is revoked by a correction on a closed register', { last }, 'revoke'],
    [
      'is issued anew after a correction of the correction',
      { completion: { id: 'second', facts }, last: { ...last, status: 'revoked' } },
      'issue',
    ],
    [
      'never returns once somebody revoked it',
      { completion: { id: 'second', facts }, last: { ...last, status: 'revoked', byHand: true } },
      'nothing',
    ],
    [
      'stays superseded',
      { completion: { id: 'second', facts }, last: { ...last, status: 'superseded' } },
      'nothing',
    ],
    ['does not exist without a completion', {}, 'nothing'],
  ])('%s', (_name, given, step) => {
    expect(certificateStep({ finished: true, completion: null, last: null, ...given })).toBe(step);
  });
});
