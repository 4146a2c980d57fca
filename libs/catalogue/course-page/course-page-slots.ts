import { Injectable, type OnModuleInit } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { declareClass, declareMethod, Declarations } from '@academie/platform';

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

const interestDeclaration = declareClass<object, Interest>();

/** Lets a class say what can be done about a course that has no date. One class does. */
export const KnowsInterest = () => interestDeclaration({});

/** Where enrolment says what can be done about a course that has no date. */
@Injectable()
export class CourseNotes implements OnModuleInit {
  private source: Interest | undefined;

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.source = this.declarations.classes(interestDeclaration)[0]?.thing;
  }

  of(actor: Actor, courseId: string, slug: string): Promise<CourseNote | undefined> {
    return this.source?.noteOf(actor, courseId, slug) ?? Promise.resolve(undefined);
  }

  count(courseId: string): Promise<number> {
    return this.source?.count(courseId) ?? Promise.resolve(0);
  }
}

/** What a reader has to do with an offering: "U bent ingeschreven", and what can be done about it. */
export interface OfferingNote {
  text: string;
  tone: 'info' | 'success' | 'warning';
  /** Replaces the button to enrol; leave out when there is nothing to do. */
  action?: { label: string; href: string; method: 'get' | 'post' };
  /** Something to know before enrolling: the button to enrol stays. */
  beforehand?: boolean;
}

/** Notes by offering id, for those offerings that have one. */
export type NotesOf = (
  actor: Actor,
  offeringIds: readonly string[],
) => Promise<Map<string, OfferingNote>>;

const noteDeclaration = declareMethod<object, NotesOf>();

/** Lets a method write notes on offerings; it answers for all offerings of a page in one query. */
export const NotesOnOfferings = () => noteDeclaration({});

/** Where libs to the right say what the reader of a course page has to do with its offerings. */
@Injectable()
export class OfferingNotes implements OnModuleInit {
  private sources: readonly NotesOf[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.sources = this.declarations.methods(noteDeclaration).map(({ thing }) => thing);
  }

  /** All notes together; of two on one offering that of the lib further right wins. */
  async of(actor: Actor, offeringIds: readonly string[]): Promise<Map<string, OfferingNote>> {
    if (offeringIds.length === 0) return new Map();
    const found = await Promise.all(this.sources.map((source) => source(actor, offeringIds)));
    return new Map(found.flatMap((notes) => [...notes]));
  }
}
