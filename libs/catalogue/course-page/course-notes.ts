import { Injectable, type OnModuleInit } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { declareClass, Declarations } from '@academie/platform';

/** What a reader can do about a course that has no date to enrol for. */
export interface CourseNote {
  text: string;
  action: { label: string; href: string };
}

/** What a lib to the right knows of people who wait for a date. */
export interface Interest {
  noteOf(actor: Actor, courseId: string, slug: string): Promise<CourseNote>;
  /** How many want to know when there is a date. */
  count(courseId: string): Promise<number>;
}

const declaration = declareClass<object, Interest>();

/** Lets a class say what can be done about a course that has no date. One class does. */
export const KnowsInterest = () => declaration({});

/** Where enrolment says what can be done about a course that has no date. */
@Injectable()
export class CourseNotes implements OnModuleInit {
  private source: Interest | undefined;

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.source = this.declarations.classes(declaration)[0]?.thing;
  }

  of(actor: Actor, courseId: string, slug: string): Promise<CourseNote | undefined> {
    return this.source?.noteOf(actor, courseId, slug) ?? Promise.resolve(undefined);
  }

  count(courseId: string): Promise<number> {
    return this.source?.count(courseId) ?? Promise.resolve(0);
  }
}
