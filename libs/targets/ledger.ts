import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Contributions, type ChangedEvidence } from './contributions';
import { EvidenceStore, type Fact } from './evidence-store';
import { lockOrigins, shareLedger } from './ledger-locks';
import { OfferingEvidence } from './offering-evidence';
import { SingleEvidence } from './single-evidence';

/** Something whose facts are derived as a whole. */
export interface Origin {
  type: 'offering' | 'course' | 'act' | 'enrolment';
  id: string;
  /** Keep the labels that were frozen: only a person changed. */
  keepContext?: boolean;
}

/** From what happened to what counts: the evidence of an origin, and the contributions it bears on. */
@Injectable()
export class Ledger {
  constructor(
    private readonly store: EvidenceStore,
    private readonly contributions: Contributions,
    private readonly offerings: OfferingEvidence,
    private readonly singles: SingleEvidence,
  ) {}

  /**
   * Looks at these origins anew. Safe to repeat and in any order: it goes by what is, not by what the
   * event said, so the last one to look leaves the ledger right.
   */
  async look(
    tx: EntityManager,
    origins: readonly Origin[],
    journalId: string | null,
  ): Promise<void> {
    if (origins.length === 0) return;
    await shareLedger(tx);
    await lockOrigins(
      tx,
      origins.map(({ id }) => id),
    );
    const changed: ChangedEvidence[] = [];
    for (const origin of origins) {
      const facts = await this.factsOf(tx, origin);
      changed.push(...(await this.store.replace(tx, origin.id, facts, journalId)));
    }
    await this.contributions.count(tx, changed);
  }

  private factsOf(tx: EntityManager, { type, id, keepContext }: Origin): Promise<Fact[]> {
    switch (type) {
      case 'offering':
        return this.offerings.facts(tx, id, keepContext ?? false);
      case 'course':
        return this.singles.ofCourse(tx, id);
      case 'act':
        return this.singles.ofAct(tx, id);
      case 'enrolment':
        return this.singles.ofEnrolment(tx, id);
      default:
        return type satisfies never;
    }
  }
}
