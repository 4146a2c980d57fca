import { mediumDate, t, timeOf } from '@academie/platform';

import type { EvidenceItem } from '../evidence/evidence.queries';
import type { ProofFileInList } from '../proof-file/proof-file.queries';

/** The columns of a list of evidence, with what each of them says. */
const COLUMNS = [
  'unit',
  'telling',
  'happened',
  'counted',
  'what',
  'organisation',
  'functions',
  'participant',
  'grade',
  'quantity',
  'present',
  'headcount',
  'source-type',
  'source',
  'journal',
  'files',
] as const;

export const EVIDENCE_HEADER = COLUMNS.map((key) => t(`targets.evidence-column.${key}`));

/** The dictionary of the list. */
export const evidenceDictionary = (): string[][] =>
  COLUMNS.map((key) => [t(`targets.evidence-column.${key}`), t(`targets.evidence-says.${key}`)]);

/** A piece of evidence as a row: for which number, from where, as what and when; of people only a pseudonym. */
export const evidenceRow = (
  item: EvidenceItem,
  telling: string,
  jobFunction: (code: string) => string,
): (string | number | null)[] => [
  item.id,
  telling,
  item.hidden ? mediumDate(item.occurredAt) : momentText(item.occurredAt),
  item.hidden ? '' : momentText(item.countedAt),
  item.title,
  item.organisation ?? '',
  item.functionCodes.map(jobFunction).join(', '),
  item.participantKey ?? '',
  item.grade,
  item.quantity,
  item.present,
  item.headcount,
  item.hidden ? '' : item.sourceType,
  item.hidden ? '' : item.sourceId,
  item.journalId ?? '',
  item.files.map(fileText).join(' | '),
];

/** What it is, whether somebody else looked at it, and the checksum of its bytes. */
const fileText = ({ title, sha256, isConfirmed }: ProofFileInList): string =>
  t(isConfirmed ? 'targets.auditing.file-confirmed' : 'targets.auditing.file', { title, sha256 });

const momentText = (at: Date): string => `${mediumDate(at)} ${timeOf(at)}`;
