import { t } from '@academie/platform';

import { adviceOf } from '../value/advice';
import { statusBadge, valueText } from '../value/target-labels';
import type { WaitingFile } from '../proof-file/proof-file.queries';
import type { TargetView } from '../value/target.queries';
import type { Todo } from './next-steps';

/** What one looks at in one go; the others follow in one line each. */
const FIRST = 7;

/** What has to happen, as the overview opens with it: the first few, and the others folded. */
export function todosView(todos: readonly Todo[]): object | undefined {
  if (todos.length === 0) return undefined;
  const lines = todos.map(lineOf);
  const others = lines.slice(FIRST);
  return {
    first: lines.slice(0, FIRST),
    others,
    othersLabel: t('targets.step.others', { count: others.length }),
  };
}

const lineOf = (todo: Todo): object => ({
  code: todo.target.code,
  heading: todo.target.title,
  href: `/doelen/${todo.target.id}`,
  value: valueText(todo.target),
  badge: statusBadge(todo.target.value),
  advice: adviceFor(todo.target, todo),
  step: todo.step,
});

/** What to do, by its first step: what only waits for a confirmation asks for nothing else yet. */
export function adviceFor(target: TargetView, todo: Todo | undefined): string {
  const unconfirmed = todo?.step.kind === 'confirm' ? todo.unconfirmed : [];
  if (unconfirmed.length === 0) return adviceOf(target, target.value);
  return t('targets.step.unconfirmed', {
    names: unconfirmed.map(({ shortName }) => shortName).join(', '),
  });
}

const FEW = 5;

/** Files that wait for the reader to look at them, or undefined. */
export function waitingView(
  waiting: readonly WaitingFile[],
  targets: readonly TargetView[],
): object | undefined {
  const codes = new Map(targets.map(({ id, code }) => [id, code]));
  const found = waiting.filter(({ targetId }) => codes.has(targetId));
  if (found.length === 0) return undefined;
  const rest = found.length - FEW;
  return {
    heading: t('targets.proof.waiting', { count: found.length }),
    files: found.slice(0, FEW).map(({ id, title, targetId, unitId }) => ({
      title,
      code: codes.get(targetId),
      href: `/doelen/${targetId}/bewijs/${unitId}#stuk-${id}`,
    })),
    more: rest > 0 ? t('targets.proof.waiting-more', { count: rest }) : undefined,
  };
}
