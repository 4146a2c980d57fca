import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, rows } from '@academie/platform';

import { ContextCache } from '../counting/context-cache';
import type { ChangedEvidence } from './contributions';
import type { Grade } from './evidence.entity';
import { canonical, type ContextFacts } from '../counting/context-facts';

/** Something that happened, as derived from what the other libs keep. */
export interface Fact {
  kind: EvidenceKind;
  sourceType: string;
  sourceId: string;
  occurredAt: Date;
  untilAt?: Date | null;
  recordedBy?: string | null;
  personPseudonym?: string | null;
  organisationId?: string | null;
  functionCodes?: string[];
  grade: Grade;
  quantity?: number;
  context: ContextFacts;
  facts?: Record<string, number | string>;
}

export type EvidenceKind =
  | 'held_event'
  | 'participation'
  | 'started'
  | 'completion'
  | 'started_total'
  | 'completion_total'
  | 'offered_course'
  | 'offered_programme'
  | 'act';

/** Facts of one origin, and when they were written down if that was not just now. */
export interface FoundOrigin {
  id: string;
  facts: readonly Fact[];
  recordedAt?: ((occurredAt: Date) => Date) | undefined;
  /** The journal line that made us look. */
  journalId?: string | undefined;
}

interface StoredFact {
  id: string;
  origin_id: string;
  journal_id: string | null;
  recorded_at: Date;
  kind: EvidenceKind;
  source_type: string;
  source_id: string;
  occurred_at: Date;
  until_at: Date | null;
  recorded_by: string | null;
  person_pseudonym: string | null;
  organisation_id: string | null;
  function_codes: string[];
  grade: Grade;
  quantity: number;
  context_id: number;
  facts: Record<string, number | string>;
}

/** Evidence: added and retracted, never edited. */
@Injectable()
export class EvidenceStore {
  constructor(
    private readonly clock: Clock,
    private readonly contexts: ContextCache,
  ) {}

  /**
   * Makes the live evidence of these origins equal to their facts. What was there already stays as it
   * is; what no longer holds is retracted. The caller holds the lock on the origins.
   */
  async replace(tx: EntityManager, origins: readonly FoundOrigin[]): Promise<ChangedEvidence[]> {
    const before = await rows<StoredFact>(
      tx,
      'SELECT * FROM targets.evidence WHERE origin_id = ANY ($1) AND retracted_at IS NULL',
      [origins.map(({ id }) => id)],
    );
    const facts = origins.flatMap(({ id, facts: list, recordedAt, journalId }) =>
      list.map((fact) => ({
        ...fact,
        originId: id,
        journalId: journalId ?? null,
        recordedAt: recordedAt?.(fact.occurredAt) ?? this.clock.now(),
      })),
    );
    if (facts.length === 0 && before.length === 0) return [];
    const numbers = await this.contexts.numbersOf(
      tx,
      facts.map(({ context }) => context),
    );
    const there = new Map(before.map((row) => [contentOf(row), row]));
    const wanted = new Map(
      facts.map((fact, index) => {
        const row = rowOf(fact, numbers[index] ?? 0);
        return [contentOf(row), row];
      }),
    );
    const gone = [...there].filter(([content]) => !wanted.has(content)).map(([, row]) => row);
    const added = [...wanted].filter(([content]) => !there.has(content)).map(([, row]) => row);
    await this.retract(tx, gone);
    return [
      ...gone.map(({ id, kind, context_id }) => ({ id, kind, contextId: context_id })),
      ...(await this.add(tx, added)),
    ];
  }

  /** How many pieces of evidence are live. */
  async size(tx: EntityManager): Promise<number> {
    const [row] = await rows<{ count: number }>(
      tx,
      'SELECT count(*)::int AS count FROM targets.evidence WHERE retracted_at IS NULL',
    );
    return row?.count ?? 0;
  }

  private async retract(tx: EntityManager, gone: readonly StoredFact[]): Promise<void> {
    if (gone.length === 0) return;
    await rows(
      tx,
      'UPDATE targets.evidence SET retracted_at = greatest($2, recorded_at) WHERE id = ANY ($1)',
      [gone.map(({ id }) => id), this.clock.now()],
    );
  }

  private async add(
    tx: EntityManager,
    added: readonly Omit<StoredFact, 'id'>[],
  ): Promise<ChangedEvidence[]> {
    if (added.length === 0) return [];
    return rows<ChangedEvidence>(
      tx,
      `INSERT INTO targets.evidence (origin_id, journal_id, recorded_at, kind, source_type, source_id,
         occurred_at, until_at, recorded_by, person_pseudonym, organisation_id, function_codes, grade,
         quantity, context_id, facts)
       SELECT f.origin_id, f.journal_id, f.recorded_at, f.kind, f.source_type, f.source_id, f.occurred_at, f.until_at, f.recorded_by,
         f.person_pseudonym, f.organisation_id, f.function_codes, f.grade, f.quantity, f.context_id, f.facts
       FROM jsonb_to_recordset($1) AS f (origin_id uuid, journal_id bigint, recorded_at timestamptz, kind text, source_type text, source_id uuid,
         occurred_at timestamptz, until_at timestamptz, recorded_by uuid, person_pseudonym uuid,
         organisation_id uuid, function_codes text[], grade text, quantity int, context_id int, facts jsonb)
       RETURNING id, kind, context_id AS "contextId"`,
      [JSON.stringify(added)],
    );
  }
}

const rowOf = (
  fact: Fact & { originId: string; journalId: string | null; recordedAt: Date },
  contextId: number,
): Omit<StoredFact, 'id'> => ({
  origin_id: fact.originId,
  journal_id: fact.journalId,
  recorded_at: fact.recordedAt,
  kind: fact.kind,
  source_type: fact.sourceType,
  source_id: fact.sourceId,
  occurred_at: fact.occurredAt,
  until_at: fact.untilAt ?? null,
  recorded_by: fact.recordedBy ?? null,
  person_pseudonym: fact.personPseudonym ?? null,
  organisation_id: fact.organisationId ?? null,
  function_codes: fact.functionCodes ?? [],
  grade: fact.grade,
  quantity: fact.quantity ?? 1,
  context_id: contextId,
  facts: fact.facts ?? {},
});

const contentOf = ({
  origin_id,
  kind,
  source_type,
  source_id,
  occurred_at,
  until_at,
  recorded_by,
  person_pseudonym,
  organisation_id,
  function_codes,
  grade,
  quantity,
  context_id,
  facts,
}: Omit<StoredFact, 'id' | 'journal_id' | 'recorded_at'>): string =>
  canonical([
    [origin_id, kind, source_type, source_id, occurred_at, until_at, recorded_by, person_pseudonym],
    [organisation_id, [...function_codes].sort(), grade, quantity, context_id, facts],
  ]);
