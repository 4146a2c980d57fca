import { dutchNumber, type Form, mediumDate, t } from '@academie/platform';

import type { ProofFileRow } from '../proof-file/proof-file.queries';

const KINDS: Record<string, string> = {
  'application/pdf': 'PDF',
  'image/jpeg': t('targets.proof.picture'),
  'image/png': t('targets.proof.picture'),
  'image/webp': t('targets.proof.picture'),
};

/** What the reader may do with the files of a unit. */
export interface ProofReader {
  actorId: string;
  /** Adds, confirms and removes. */
  decides: boolean;
  /** Adds, and takes away what they brought while nobody looked at it. */
  brings: boolean;
  mayOpen: (file: ProofFileRow) => boolean;
  /** Whether a confirmed file makes this more certain. */
  raises: boolean;
}

/** The files that show a unit; nothing of who brought or confirmed them. */
export function proofView(
  files: readonly ProofFileRow[],
  reader: ProofReader,
  home: string,
  form: Form<object>,
): object {
  const names = ['nee', 'ja'].map((value) => ({ value, label: t(`targets.proof.names-${value}`) }));
  return {
    files: files.map((file) => {
      const isOwn = file.uploadedBy === reader.actorId;
      const asks = file.fileId !== null && !file.confirmedAt;
      const removes = reader.decides || (reader.brings && isOwn && !file.confirmedAt);
      return {
        id: file.id,
        title: file.title,
        href: reader.mayOpen(file) ? `${home}/${file.id}` : undefined,
        facts: factsOf(file),
        state: stateOf(file),
        checksum: file.sha256,
        closed: file.fileId && !reader.mayOpen(file) ? closedText(file) : undefined,
        mayConfirm: reader.decides && asks && !isOwn,
        waits: asks && isOwn,
        confirmAction: `${home}/${file.id}/bevestigen`,
        removeAction: removes ? `${home}/${file.id}/weghalen` : undefined,
        // The one who looks says it anew.
        names: names.map((one) => ({
          ...one,
          selected: one.value === (file.hasNames ? 'ja' : 'nee'),
        })),
      };
    }),
    raises: reader.raises,
    add: reader.brings && { action: home, form: form.view, names },
  };
}

const factsOf = ({ mediaType, size, uploadedAt }: ProofFileRow): string =>
  t('targets.proof.facts', {
    kind: KINDS[mediaType] ?? t('targets.proof.file'),
    kilobytes: dutchNumber(Math.max(1, Math.round(size / 1000))),
    day: mediumDate(uploadedAt),
  });

const stateOf = ({ confirmedAt, fileId, hasNames }: ProofFileRow): string =>
  [
    confirmedAt
      ? t('targets.proof.confirmed', { day: mediumDate(confirmedAt) })
      : t('targets.proof.not-confirmed'),
    hasNames ? t('targets.proof.has-names') : '',
    fileId ? '' : t('targets.proof.gone'),
  ]
    .filter(Boolean)
    .join(' ');

const closedText = ({ hasNames }: ProofFileRow): string =>
  t(hasNames ? 'targets.proof.closed-names' : 'targets.proof.closed-unconfirmed');
