import { dutchNumber, type Form, t } from '@academie/platform';

import { UNDO_REASONS, UNDO_VERDICTS } from '../act/import.entity';
import type { UndoPreview } from '../import-undo/import-undo.service';
import type { ImportSummary } from './import.queries';

const WHATS = ['act', 'participant', 'completion', 'report', 'person', 'held'] as const;

/** The page that asks before a list is taken back: what goes, and what stays. */
export function undoView(
  { id, fileName }: ImportSummary,
  { taken, stays }: UndoPreview,
  form: Form<object>,
): object {
  const path = `/registraties/importen/${id}`;
  const goes = WHATS.filter((what) => taken[what] > 0).map((what) =>
    t(`acts.undo.goes.${what}`, { count: taken[what], number: dutchNumber(taken[what]) }),
  );
  const left = UNDO_VERDICTS.flatMap((one) =>
    one !== 'done' && stays[one] > 0
      ? [t(`acts.undo.keeps.${one}`, { count: stays[one], number: dutchNumber(stays[one]) })]
      : [],
  );
  return {
    title: t('acts.undo.ask'),
    crumbs: [
      { href: '/registraties', label: 'Registraties' },
      { href: '/registraties/importeren', label: 'Bestand inlezen' },
      { href: path, label: fileName },
      { label: t('acts.undo.short') },
    ],
    fileName,
    backHref: path,
    goes: goes.length > 0 ? goes : undefined,
    left: left.length > 0 ? left : undefined,
    action: `${path}/ongedaan`,
    reasons: UNDO_REASONS.map((value) => ({ value, label: t(`acts.undo.reason.${value}`) })),
    form: form.view,
  };
}
