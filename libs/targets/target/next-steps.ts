import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';

import { type NextStep, nextStepOf, urgencyOf } from '../next-step/next-step';
import { PlannableQueries } from '../next-step/plannable.queries';
import { type Unconfirmed, UnconfirmedQueries } from '../next-step/unconfirmed.queries';
import type { OpenOffering } from '../planning/rule-forecast';
import type { TargetView, ThemeRow } from '../value/target.queries';
import { TargetService } from '../value/target.service';

/** A target with what has to happen for it. */
export interface Todo {
  target: TargetView;
  step: NextStep;
  unconfirmed: Unconfirmed[];
}

/** What has to happen for targets, by what the reader may do. */
@Injectable()
export class NextSteps {
  constructor(
    private readonly plannable: PlannableQueries,
    private readonly unconfirmed: UnconfirmedQueries,
    private readonly service: TargetService,
  ) {}

  /** The most urgent first; targets of which nothing has to be done are left out, and all for who only reads. */
  async of(
    actor: Actor,
    themes: readonly ThemeRow[],
    targets: readonly TargetView[],
  ): Promise<Todo[]> {
    if (!actor.is('theme_lead') && !actor.isAdministrator) return [];
    const undone = targets.filter(({ value }) => value.status !== 'met');
    const [courses, waiting] = await Promise.all([
      this.plannable.courses(undone),
      this.unconfirmed.of(undone),
    ]);
    const leads = leadsOf(actor, themes);
    const todos = undone.flatMap((target) => {
      const course = courses.get(target.id);
      const unconfirmed = waiting.filter(({ targetId }) => targetId === target.id);
      const step = nextStepOf(target, {
        decides: this.service.decides(actor, target.owners),
        closes: ({ context }: OpenOffering) => leads(context.themes),
        unconfirmed: unconfirmed.length,
        courseId: course && leads(course.context.themes) ? course.id : undefined,
      });
      return step ? [{ target, step, unconfirmed }] : [];
    });
    return todos.sort((a, b) => (urgencyOf(a.target) < urgencyOf(b.target) ? -1 : 1));
  }
}

/** Whether somebody manages what belongs to one of these themes, named by slug. */
function leadsOf(actor: Actor, themes: readonly ThemeRow[]): (slugs: readonly string[]) => boolean {
  const led = new Set(
    themes
      .filter(({ id, parentId }) => actor.leads(id) || (parentId && actor.leads(parentId)))
      .map(({ slug }) => slug),
  );
  return (slugs) => actor.isAdministrator || slugs.some((slug) => led.has(slug));
}
