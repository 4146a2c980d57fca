import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { ActKinds } from '@academie/acts';
import type { Actor } from '@academie/people';
import {
  Clock,
  Database,
  dayOf,
  keyOf,
  type Page,
  pageOf,
  type PageQuery,
  Params,
  startOfDay,
  t,
} from '@academie/platform';

import type { Grade } from '../ledger/evidence.entity';
import type { EvidenceKind } from '../ledger/evidence-store';
import type { ContextFacts } from '../counting/context-facts';
import type { Counter } from '../counting/counter';
import { live } from '../counting/evidence.sql';
import { denominatorOf, lackingIn } from '../counting/measure-names';
import type { Moment } from '../value/target.queries';
import { PROOF_FILES, type ProofFileInList } from '../proof-file/proof-file.queries';
import { RuleLabels } from '../rule/rule-labels';

/** A piece of evidence that counts. Never says who: only from where, as what, and when. */
export interface EvidenceItem {
  /** Of the contribution. */
  id: string;
  kind: EvidenceKind;
  occurredAt: Date;
  countedAt: Date;
  /** Dutch: the course, or what kind of act; of what is kept from the reader only that it is confidential. */
  title: string;
  /** Kept from the reader: then the times are those of the month in which it was. */
  hidden: boolean;
  /** Short name of the organisation, when it has one. */
  organisation: string | null;
  organisationId: string | null;
  functionCodes: string[];
  /** The same for the same person in this list: four letters of the pseudonym. */
  participant: string | null;
  /** The same, in letters enough for a list of any length: in the files of auditors. */
  participantKey: string | null;
  grade: Grade;
  quantity: number;
  sourceType: string;
  sourceId: string;
  /** Number of the journal line that led to it. */
  journalId: string | null;
  /** Course it belongs to. */
  course: { id: string; slug: string } | null;
  /** People present, for an event. */
  present: number | null;
  headcount: number | null;
  /** Documents and pictures that show it; none of what is kept from the reader. */
  files: ProofFileInList[];
}

export interface EvidenceFilter {
  measure: string;
  grade?: Grade | undefined;
  organisationId?: string | undefined;
  /** Only what is of this organisation, or was held with somebody of it. */
  partOf?: string | undefined;
  /** Only these. */
  ids?: readonly string[] | undefined;
  /** Only what came to count from this day on, `yyyy-mm-dd`. */
  since?: string | undefined;
}

interface Row {
  id: string;
  kind: EvidenceKind;
  occurredAt: Date;
  countedAt: Date;
  organisation: string | null;
  organisationId: string | null;
  functionCodes: string[];
  pseudonym: string | null;
  grade: Grade;
  quantity: number;
  sourceType: string;
  sourceId: string;
  journalId: string | null;
  facts: { present?: number; headcount?: number };
  context: ContextFacts;
  courseTitle: string | null;
  courseSlug: string | null;
  hidden: boolean;
  files: ProofFileInList[] | null;
}

/** Of `c`, something that counts with its evidence. */
const COLUMNS = `e.kind, c.occurred_at AS "occurredAt", g.short_name AS organisation,
  g.id AS "organisationId", e.function_codes AS "functionCodes", e.person_pseudonym AS pseudonym, c.grade,
  c.quantity, e.source_type AS "sourceType", e.source_id AS "sourceId", e.journal_id AS "journalId", e.facts,
  x.facts AS context, k.title AS "courseTitle", k.slug AS "courseSlug", ${PROOF_FILES} AS files`;
const JOINS = `
  JOIN targets.evidence e ON e.id = c.evidence_id
  JOIN targets.context x ON x.id = e.context_id
  LEFT JOIN people.known_organisation g ON g.id = coalesce(c.organisation_id, e.organisation_id)
  LEFT JOIN catalogue.course k ON k.id = (x.facts->>'courseId')::uuid`;

/** SQL: whether what counts, `c` with its evidence `e`, is of an organisation or was held with somebody of it. */
export const isPartOf = (organisation: string): string =>
  `(coalesce(c.organisation_id, e.organisation_id) = ${organisation} OR e.kind = 'held_event' AND EXISTS (
     SELECT FROM targets.evidence p WHERE p.origin_id = e.source_id AND p.kind = 'participation'
        AND p.retracted_at IS NULL AND p.organisation_id = ${organisation}))`;

/** What a target's value stands on. */
@Injectable()
export class EvidenceQueries {
  constructor(
    private readonly database: Database,
    private readonly labels: RuleLabels,
    private readonly kinds: ActKinds,
    private readonly clock: Clock,
  ) {}

  /** The latest first, as far as the reader may know of it; an auditor looks behind everything. */
  async page(
    reader: Actor,
    targetId: string,
    filter: EvidenceFilter,
    { limit, after }: PageQuery,
    moment?: Moment,
  ): Promise<Page<EvidenceItem>> {
    const key = keyOf(after, 2);
    // Of a ratio: what was asked, without what is there.
    const whole = lackingIn(filter.measure);
    const sql = new Params();
    const conditions = [
      `c.target_id = ${sql.add(targetId)}`,
      `c.measure = ${sql.add(whole === undefined ? filter.measure : denominatorOf(whole))}`,
    ];
    // Only what was asked for stands in the statement, so that the index of the list serves what is left.
    const where = (value: unknown, condition: (at: string) => string): void => {
      if (value !== undefined) conditions.push(condition(sql.add(value)));
    };
    if (!moment) conditions.push('c.uncounted_at IS NULL');
    where(moment?.asOf, (at) => `c.occurred_at <= ${at}`);
    where(
      moment?.knownAt,
      (at) => `c.counted_at <= ${at} AND (c.uncounted_at IS NULL OR c.uncounted_at > ${at})`,
    );
    where(filter.grade, (at) => `c.grade = ${at}`);
    where(
      filter.organisationId,
      (at) => `coalesce(c.organisation_id, e.organisation_id) = ${at}::uuid`,
    );
    if (key)
      conditions.push(
        `(c.occurred_at, c.id) < (${sql.add(key[0])}::timestamptz, ${sql.add(key[1])}::uuid)`,
      );
    where(
      filter.since,
      (at) =>
        `(c.day >= ${at}::date OR c.counted_at >= ${at}::date::timestamp AT TIME ZONE 'Europe/Amsterdam')`,
    );
    where(filter.partOf, (at) => isPartOf(`${at}::uuid`));
    where(filter.ids, (at) => `c.id = ANY (${at}::uuid[])`);
    where(
      whole,
      (at) => `NOT EXISTS (
        SELECT FROM targets.contribution n
         WHERE n.target_id = c.target_id AND n.measure = ${at} AND n.subject_key = c.subject_key
           AND n.uncounted_at IS NULL)`,
    );
    const hidden = reader.is('auditor')
      ? 'false'
      : `catalogue.hides(e.origin_id, k.id, ${sql.add(reader.id)}, ${sql.add(dayOf(this.clock.now()))}::date)`;
    const rows = await this.database.rows<Row>(
      `SELECT c.id, c.counted_at AS "countedAt", ${COLUMNS}, ${hidden} AS hidden
       FROM targets.contribution c ${JOINS} WHERE ${conditions.join(' AND ')}
       ORDER BY c.occurred_at DESC, c.id DESC LIMIT ${sql.add(limit + 1)}`,
      sql.values,
    );
    return pageOf(
      rows,
      limit,
      ({ occurredAt, id }) => [occurredAt.toISOString(), id],
      (row) => this.itemOf(row, targetId),
    );
  }

  /** What a rule would count, the latest first and as far as the reader may know of it. */
  async wouldCount(reader: Actor, counter: Counter, limit: number): Promise<EvidenceItem[]> {
    const sql = new Params();
    const subjects = counter.subjects(sql, live);
    const now = this.clock.now();
    const auditor = sql.add(reader.is('auditor'));
    const rows = await this.database.rows<Row>(
      `SELECT e.id, c.occurred_at AS "countedAt", ${COLUMNS},
         NOT ${auditor} AND catalogue.hides(e.origin_id, k.id, ${sql.add(reader.id)}, ${sql.add(dayOf(now))}::date) AS hidden
       FROM (SELECT * FROM (${subjects}) s WHERE s.occurred_at <= ${sql.add(now)}
              ORDER BY s.occurred_at DESC, s.evidence_id LIMIT ${sql.add(limit)}) c ${JOINS}
       ORDER BY c.occurred_at DESC, e.id`,
      sql.values,
    );
    return rows.map((row) => this.itemOf(row, ''));
  }

  // The cursor is made of the row itself: a month would begin the next page anew.
  private itemOf(
    { pseudonym, facts, context, courseTitle, courseSlug, ...row }: Row,
    targetId: string,
  ): EvidenceItem {
    const { hidden } = row;
    return {
      ...row,
      ...(hidden && {
        occurredAt: monthOf(row.occurredAt),
        countedAt: monthOf(row.countedAt),
        journalId: null,
      }),
      title: hidden ? t('targets.evidence.hidden') : (courseTitle ?? this.titleOf(context)),
      participant: pseudonym && pseudonym.slice(0, 4),
      participantKey: pseudonym && participantKey(targetId, pseudonym),
      course:
        !hidden && context.type === 'course' && courseSlug
          ? { id: context.courseId, slug: courseSlug }
          : null,
      files: (!hidden && row.files) || [],
      present: facts.present ?? null,
      headcount: facts.headcount ?? null,
    };
  }

  /** Dutch: what kind of act, or of course. */
  titleOf(context: ContextFacts): string {
    if (context.type !== 'act') return this.labels.courseKind(context.kind);
    const kind = this.kinds.get(context.kind);
    const subkind = kind?.subkinds.find(({ code }) => code === context.subkind)?.name;
    return [kind?.name ?? context.kind, subkind].filter(Boolean).join(': ');
  }
}

/** The moment at which the month of this one began in Amsterdam. */
const monthOf = (at: Date): Date => startOfDay(`${dayOf(at).slice(0, 7)}-01`) ?? at;

/** The same for the same person within a target, and other in another one. */
export const participantKey = (targetId: string, pseudonym: string): string =>
  createHash('sha256').update(`${targetId} ${pseudonym}`).digest('hex').slice(0, 12);
