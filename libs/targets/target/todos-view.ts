import { t } from '@academie/platform';

import { adviceOf } from '../value/advice';
import { statusBadge, valueText } from '../value/target-labels';
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
