import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { declareClass, Declarations } from '@academie/platform';

/** Somebody for whom earlier learning counts as having followed a course. */
export interface LearnedCourse {
  courseId: string;
  personId: string;
}

/** What a lib to the right knows of learning that was no enrolment here. */
export interface LearnedSource {
  /** Of people who work at these organisations. */
  learnedAt(organisationIds: readonly string[]): Promise<LearnedCourse[]>;
  /** The courses of one person, read in `tx`. */
  learnedBy(personId: string, tx?: EntityManager): Promise<LearnedCourse[]>;
}

const declaration = declareClass<object, LearnedSource>();

/** Lets a lib say who learned a course elsewhere. */
export const KnowsEarlierLearning = () => declaration({});

/** Who need not go any more, or may go on, since what was learned elsewhere counts. */
@Injectable()
export class LearnedElsewhere implements OnModuleInit {
  private sources: readonly LearnedSource[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.sources = this.declarations.classes(declaration).map(({ thing }) => thing);
  }

  async at(organisationIds: readonly string[]): Promise<LearnedCourse[]> {
    const found = await Promise.all(
      this.sources.map((source) => source.learnedAt(organisationIds)),
    );
    return found.flat();
  }

  /** Ids of the courses that somebody learned elsewhere. */
  async by(personId: string, tx?: EntityManager): Promise<Set<string>> {
    const found = await Promise.all(this.sources.map((source) => source.learnedBy(personId, tx)));
    return new Set(found.flat().map(({ courseId }) => courseId));
  }
}
