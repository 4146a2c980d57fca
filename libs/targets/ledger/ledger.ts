import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type ChangedEvidence, Contributions } from './contributions';
import { EvidenceStore } from './evidence-store';
import { lockOrigins, lockLedgerExclusive, lockLedgerShared } from './ledger-locks';
import { OfferingEvidence } from './offering-evidence';
import { CourseActEvidence, type FactsByOrigin } from './course-act-evidence';
import { EnrolmentEvidence } from './enrolment-evidence';
import { OutsideEvidence } from './outside-evidence';
import { CountableTargetQueries } from './countable-targets.queries';

/** Something whose facts are derived as a whole. */
export interface EvidenceOrigin {
  type: 'offering' | 'course' | 'act' | 'enrolment' | 'outside_start';
  id: string;
  /** Keep the labels that were frozen: only a person changed. */
  keepContext?: boolean;
  /** When what occurred then was written down, if that was not just now: demo data has a past. */
  recordedAt?: ((occurredAt: Date) => Date) | undefined;
  /** The journal line that makes us look. */
  journalId?: string;
}

/** From here on a lock on each would be too many. */
const MANY = 300;
/** Origins that are derived in one turn of the process: with a thousand others waited half a second. */
const BATCH = 250;
/** When more than one in so many pieces of evidence came or went it is quicker to count everything anew. */
const SHARE = 20;

/** From what happened to what counts: the evidence of an origin, and the contributions it bears on. */
@Injectable()
export class Ledger {
  constructor(
    private readonly store: EvidenceStore,
    private readonly contributions: Contributions,
    private readonly targets: CountableTargetQueries,
    private readonly offerings: OfferingEvidence,
    private readonly singles: CourseActEvidence,
    private readonly enrolments: EnrolmentEvidence,
    private readonly outside: OutsideEvidence,
  ) {}

  /**
   * Looks at these origins anew. Safe to repeat and in any order: it goes by what is, not by what the
   * event said, so the last one to look leaves the ledger right.
   */
  async refresh(tx: EntityManager, origins: readonly EvidenceOrigin[]): Promise<void> {
    if (origins.length === 0) return;
    if (origins.length > MANY) return this.refreshMany(tx, origins);
    await lockLedgerShared(tx);
    await lockOrigins(
      tx,
      origins.map(({ id }) => id),
    );
    await this.contributions.count(tx, await this.renew(tx, origins));
  }

  private async refreshMany(tx: EntityManager, origins: readonly EvidenceOrigin[]): Promise<void> {
    await lockLedgerExclusive(tx);
    const changed = await this.derive(tx, origins);
    if (changed.length * SHARE < (await this.store.size(tx)))
      return this.contributions.count(tx, changed);
    const targets = await this.targets.countable(tx);
    await this.contributions.recount(
      tx,
      targets.map(({ id }) => id),
    );
  }

  /**
   * Derives the evidence of these origins and counts nothing: the caller counts everything anew after
   * the last of them. The caller keeps other transactions away from these origins.
   */
  async derive(tx: EntityManager, origins: readonly EvidenceOrigin[]): Promise<ChangedEvidence[]> {
    const changed: ChangedEvidence[] = [];
    for (let from = 0; from < origins.length; from += BATCH)
      for (const one of await this.renew(tx, origins.slice(from, from + BATCH))) changed.push(one);
    return changed;
  }

  private async renew(
    tx: EntityManager,
    origins: readonly EvidenceOrigin[],
  ): Promise<ChangedEvidence[]> {
    const facts = await this.factsOf(tx, origins);
    const found = origins.map(({ id, recordedAt, journalId }) => ({
      id,
      recordedAt,
      journalId,
      facts: facts.get(id) ?? [],
    }));
    return this.store.replace(tx, found);
  }

  private async factsOf(
    tx: EntityManager,
    origins: readonly EvidenceOrigin[],
  ): Promise<FactsByOrigin> {
    const idsOf = (wanted: EvidenceOrigin['type']): string[] =>
      origins.filter(({ type }) => type === wanted).map(({ id }) => id);
    const offerings = origins
      .filter(({ type }) => type === 'offering')
      .map(({ id, keepContext = false }) => ({ id, keepContext }));
    return new Map([
      ...(await this.offerings.facts(tx, offerings)),
      ...(await this.singles.ofCourses(tx, idsOf('course'))),
      ...(await this.singles.ofActs(tx, idsOf('act'))),
      ...(await this.enrolments.facts(tx, idsOf('enrolment'))),
      ...(await this.outside.facts(tx, idsOf('outside_start'))),
    ]);
  }
}
