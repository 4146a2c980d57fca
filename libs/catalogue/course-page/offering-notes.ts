import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';

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

/**
 * Where libs to the right say what the reader of a course page has to do with its offerings. Each adds
 * itself in onModuleInit and answers for all offerings of the page in one query.
 */
@Injectable()
export class OfferingNotes {
  private readonly sources: NotesOf[] = [];

  add(source: NotesOf): void {
    this.sources.push(source);
  }

  /** All notes together; of two on one offering the one added last wins. */
  async of(actor: Actor, offeringIds: readonly string[]): Promise<Map<string, OfferingNote>> {
    if (offeringIds.length === 0) return new Map();
    const found = await Promise.all(this.sources.map((source) => source(actor, offeringIds)));
    return new Map(found.flatMap((notes) => [...notes]));
  }
}
