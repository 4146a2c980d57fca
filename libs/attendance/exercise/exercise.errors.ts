import { Refusal } from '@academie/platform';

/** What observers noted of a step would go with it. */
export class StepObserved extends Refusal {
  readonly code = 'attendance.step-observed';
  readonly kind = 'conflict' as const;
}

/** Nobody with this address can sign in here. */
export class ObserverUnknown extends Refusal {
  readonly code = 'attendance.observer-unknown';
  readonly kind = 'invalid' as const;
  override readonly field = 'address';
}

/** Who takes part is to be surprised, and does not observe. */
export class ObserverTakesPart extends Refusal {
  readonly code = 'attendance.observer-takes-part';
  readonly kind = 'conflict' as const;
  override readonly field = 'address';
}

/** An observer who took a place since does not see the script. */
export class ScriptIsHidden extends Refusal {
  readonly code = 'attendance.script-is-hidden';
  readonly kind = 'forbidden' as const;
}

/** A step is noted of once the exercise has begun. */
export class ExerciseNotBegun extends Refusal {
  readonly code = 'attendance.exercise-not-begun';
  readonly kind = 'conflict' as const;
}

/** Who answers for a lesson is a trainer or an observer of the exercise. */
export class OwnerUnknown extends Refusal {
  readonly code = 'attendance.owner-unknown';
  readonly kind = 'invalid' as const;
  override readonly field = 'ownerId';
}

/** A lesson is to be learned still. */
export class LessonIsPast extends Refusal {
  readonly code = 'attendance.lesson-is-past';
  readonly kind = 'invalid' as const;
  override readonly field = 'dueOn';
}

/** As many as anybody follows. */
export class TooManySteps extends Refusal {
  readonly code = 'attendance.too-many-steps';
  readonly kind = 'conflict' as const;
}
