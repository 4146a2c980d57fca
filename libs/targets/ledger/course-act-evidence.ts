import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type ActFacts, ActQueries } from '@academie/acts';
import { Database, startOfDay } from '@academie/platform';

import { ProofFileQueries } from '../proof-file/proof-file.queries';
import { courseFacts, type SelfPacedFacts } from './course-facts';
import type { Fact } from './evidence-store';
import type { Grade } from './evidence.entity';
import type { ActContext } from '../counting/context-facts';
import { startedTotals } from './reported-totals';

/** Facts by the id of what they are derived from; whatever proves nothing is left out. */
export type FactsByOrigin = Map<string, Fact[]>;

/** What courses and acts prove; each by itself, so that many cost no more than one. */
@Injectable()
export class CourseActEvidence {
  constructor(
    private readonly database: Database,
    private readonly acts: ActQueries,
    private readonly proof: ProofFileQueries,
  ) {}

  /** A course without dates is on offer from its publication until it is archived. */
  async ofCourses(tx: EntityManager, ids: readonly string[]): Promise<FactsByOrigin> {
    const courses = await courseFacts(this.database, ids, tx);
    return new Map(
      courses.flatMap((course) => {
        const fact = offeredFact(course);
        return fact ? [[course.id, [fact]] as const] : [];
      }),
    );
  }

  /** Each organisation an act names has it as evidence; the act itself is counted once. */
  async ofActs(tx: EntityManager, ids: readonly string[]): Promise<FactsByOrigin> {
    const acts = await this.acts.facts(ids, tx);
    const totals = await startedTotals(this.database, acts, tx);
    const shown = await this.proof.shown(ids, tx);
    return new Map(
      acts.map((act) => [act.id, totals.get(act.id) ?? factsOfAct(act, shown.has(act.id))]),
    );
  }
}

function offeredFact(course: SelfPacedFacts): Fact | undefined {
  const { id, publishedAt, archivedAt, status, mode, context } = course;
  if (!publishedAt || status === 'draft' || mode !== 'self_paced') return undefined;
  const untilAt = status === 'archived' ? archivedAt : null;
  if (untilAt && untilAt <= publishedAt) return undefined;
  return {
    kind: 'offered_course',
    sourceType: 'course',
    sourceId: id,
    occurredAt: publishedAt,
    untilAt,
    grade: 'A',
    context,
  };
}

/** A confirmed file makes a statement as good as a register, and a bare total as good as a statement. */
const RAISED: Record<Grade, Grade> = { A: 'A', B: 'A', C: 'B' };

/** Evidence of an act, which a confirmed file may show; none once it is retracted. */
function factsOfAct(act: ActFacts, isShown: boolean): Fact[] {
  const occurredAt = startOfDay(act.occurredOn);
  if (act.retractedAt || !occurredAt) return [];
  const context: ActContext = {
    type: 'act',
    kind: act.kind,
    subkind: act.subkind,
    status: act.status,
    team: act.team,
    flags: act.flags,
    target: act.target,
    document: act.document !== null,
  };
  const organisations = act.organisationIds.length > 0 ? act.organisationIds : [null];
  return organisations.map((organisationId) => ({
    kind: 'act',
    sourceType: 'act',
    sourceId: act.id,
    occurredAt,
    recordedBy: act.recordedBy,
    organisationId,
    grade: isShown ? RAISED[act.grade] : act.grade,
    quantity: act.quantity,
    context,
    facts: {
      ...(act.headcount !== null && { headcount: act.headcount }),
      // Of two statuses of one day the one recorded last holds; a correction keeps the place of the first.
      ...(act.firstId !== act.id && { first: act.firstId }),
    },
  }));
}
