import { Injectable } from '@nestjs/common';

import { ParticipationReports } from '@academie/acts';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf } from '@academie/platform';

import type { Grade } from '../ledger/evidence.entity';
import type { EvidenceKind } from '../ledger/evidence-store';
import type { ContextFacts } from '../counting/context-facts';

/** One unit of a value, back to where it came from. Never says who took part. */
export interface CountedEvidence {
  id: string;
  targetId: string;
  measure: string;
  subjectKey: string;
  countedAt: Date;
  uncountedAt: Date | null;
  grade: Grade;
  quantity: number;
  evidenceId: string;
  kind: EvidenceKind;
  occurredAt: Date;
  recordedAt: Date;
  retractedAt: Date | null;
  organisation: string | null;
  /** Of which it is; null for what is of nobody, as an event. */
  organisationId: string | null;
  functionCodes: string[];
  facts: { present?: number; municipalities?: number; sessions?: number; headcount?: number };
  context: ContextFacts;
  source: EvidenceSource;
  journal: JournalLine | null;
  /** All evidence of the same source and kind, the latest first: what it was before a correction. */
  versions: {
    id: string;
    recordedAt: Date;
    retractedAt: Date | null;
    organisation: string | null;
  }[];
}

/** What the evidence stands on. */
export interface EvidenceSource {
  type: string;
  id: string;
  course: { id: string; slug: string; title: string } | null;
  /** Of a register: the offering and its sessions. */
  offering: { id: string; sessions: { id: string; startsAt: Date }[] } | null;
  /** The file it came with. */
  importId: string | null;
}

/** The journal line that led to it. */
export interface JournalLine {
  /** As text: a bigint does not fit a number. */
  id: string;
  action: string;
  subjectId: string;
  recordedAt: Date;
}

type Row = Omit<CountedEvidence, 'source' | 'journal' | 'versions'> & {
  sourceType: string;
  sourceId: string;
  course: EvidenceSource['course'];
  offeringId: string | null;
  importId: string | null;
  journal: { id: string; action: string; subjectId: string; recordedAt: string } | null;
};

/** Leads from a unit to its evidence, its source and its journal line. */
@Injectable()
export class EvidenceOriginQueries {
  constructor(
    private readonly database: Database,
    private readonly reports: ParticipationReports,
    private readonly clock: Clock,
  ) {}

  /**
   * A contribution of this target, also one that no longer counts; undefined when there is none that the
   * reader may know of. An auditor looks behind everything.
   */
  async find(
    reader: Actor,
    targetId: string,
    contributionId: string,
  ): Promise<CountedEvidence | undefined> {
    const row = await this.database.first<Row>(
      `SELECT c.id, c.target_id AS "targetId", c.measure, c.subject_key AS "subjectKey",
         c.counted_at AS "countedAt", c.uncounted_at AS "uncountedAt", c.grade, c.quantity,
         e.id AS "evidenceId", e.kind, e.occurred_at AS "occurredAt", e.recorded_at AS "recordedAt",
         e.retracted_at AS "retractedAt", g.short_name AS organisation,
         coalesce(c.organisation_id, e.organisation_id) AS "organisationId",
         e.function_codes AS "functionCodes", e.facts, x.facts AS context,
         e.source_type AS "sourceType", e.source_id AS "sourceId",
         CASE WHEN k.id IS NOT NULL
           THEN jsonb_build_object('id', k.id, 'slug', k.slug, 'title', k.title) END AS course,
         CASE e.source_type WHEN 'offering' THEN e.source_id ELSE n.offering_id END AS "offeringId",
         coalesce(i.import_id, a.import_id) AS "importId",
         CASE WHEN j.id IS NOT NULL THEN jsonb_build_object('id', j.id::text, 'action', j.action,
           'subjectId', j.subject_id, 'recordedAt', j.recorded_at) END AS journal
       FROM targets.contribution c
       JOIN targets.evidence e ON e.id = c.evidence_id
       JOIN targets.context x ON x.id = e.context_id
       LEFT JOIN people.known_organisation g ON g.id = e.organisation_id
       LEFT JOIN catalogue.course k ON k.id = (x.facts->>'courseId')::uuid
       LEFT JOIN enrolment.enrolment n ON e.source_type = 'enrolment' AND n.id = e.source_id
       LEFT JOIN acts.participation i ON i.enrolment_id = n.id
       LEFT JOIN acts.act a ON e.source_type = 'act' AND a.id = e.source_id
       LEFT JOIN platform.journal j ON j.id = e.journal_id
       WHERE c.id = $1 AND c.target_id = $2
         AND ($3 OR NOT catalogue.hides(e.origin_id, k.id, $4, $5::date))`,
      [contributionId, targetId, reader.is('auditor'), reader.id, dayOf(this.clock.now())],
    );
    if (!row) return undefined;
    const { sourceType, sourceId, course, offeringId, importId, journal, ...counted } = row;
    const isReport = sourceType === 'participation_report';
    const [sessions, versions, reportedBy] = await Promise.all([
      this.sessions(offeringId),
      this.versions(sourceId, row.kind),
      isReport ? this.reports.importOf(sourceId) : undefined,
    ]);
    return {
      ...counted,
      source: {
        type: sourceType,
        id: sourceId,
        course,
        // What stands for a course elsewhere has no sessions, and nothing to look at.
        offering: offeringId && sessions.length > 0 ? { id: offeringId, sessions } : null,
        importId: importId ?? reportedBy ?? null,
      },
      journal: journal && { ...journal, recordedAt: new Date(journal.recordedAt) },
      versions,
    };
  }

  private sessions(offeringId: string | null): Promise<{ id: string; startsAt: Date }[]> {
    return this.database.rows(
      `SELECT id, starts_at AS "startsAt" FROM catalogue.session
        WHERE offering_id = $1 AND status = 'planned' ORDER BY starts_at`,
      [offeringId],
    );
  }

  private versions(sourceId: string, kind: string): Promise<CountedEvidence['versions']> {
    return this.database.rows(
      `SELECT e.id, e.recorded_at AS "recordedAt", e.retracted_at AS "retractedAt",
         g.short_name AS organisation
       FROM targets.evidence e LEFT JOIN people.known_organisation g ON g.id = e.organisation_id
       WHERE e.source_id = $1 AND e.kind = $2 ORDER BY e.recorded_at DESC, e.id DESC LIMIT 50`,
      [sourceId, kind],
    );
  }
}
