import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';

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

/** Where enrolment says what can be done about a course that has no date; it adds itself at start. */
@Injectable()
export class CourseNotes {
  private source: Interest | undefined;

  use(source: Interest): void {
    this.source = source;
  }

  of(actor: Actor, courseId: string, slug: string): Promise<CourseNote | undefined> {
    return this.source?.noteOf(actor, courseId, slug) ?? Promise.resolve(undefined);
  }

  count(courseId: string): Promise<number> {
    return this.source?.count(courseId) ?? Promise.resolve(0);
  }
}
