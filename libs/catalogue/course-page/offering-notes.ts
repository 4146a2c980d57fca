import { Injectable, type OnModuleInit } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { declareMethod, Declarations } from '@academie/platform';

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

const declaration = declareMethod<object, NotesOf>();

/** Lets a method write notes on offerings; it answers for all offerings of a page in one query. */
export const NotesOnOfferings = () => declaration({});

/** Where libs to the right say what the reader of a course page has to do with its offerings. */
@Injectable()
export class OfferingNotes implements OnModuleInit {
  private sources: readonly NotesOf[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.sources = this.declarations.methods(declaration).map(({ thing }) => thing);
  }

  /** All notes together; of two on one offering that of the lib further right wins. */
  async of(actor: Actor, offeringIds: readonly string[]): Promise<Map<string, OfferingNote>> {
    if (offeringIds.length === 0) return new Map();
    const found = await Promise.all(this.sources.map((source) => source(actor, offeringIds)));
    return new Map(found.flatMap((notes) => [...notes]));
  }
}
