import { Injectable } from '@nestjs/common';

import { DEMO_FIRST_OFFERING } from '@academie/catalogue';
import { demoPeople, organisationIds } from '@academie/people';
import {
  addDays,
  Clock,
  Database,
  demoId,
  DemoSeed,
  insertRows,
  Journal,
  type PastEntry,
} from '@academie/platform';

import { type DemoParticipant, loadDemoParticipants } from './demo-participants';

type Organisations = ReadonlyMap<string, string>;

/** An enrolment as it is today, and the steps that led there. */
interface Step {
  action: 'requested' | 'enrolled' | 'waitlisted' | 'offered' | 'cancelled' | 'finished';
  to: string;
  at: Date;
  actorId?: string;
  outcome?: string;
}

const HOUR = 3_600_000;

/** Who took part in the offerings of the demo, who is enrolled, and who waits. */
@Injectable()
export class DemoEnrolmentsSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  @DemoSeed('enrolment.demo-enrolments')
  async load(): Promise<boolean> {
    const loaded = await this.database.first(
      'SELECT 1 FROM enrolment.enrolment WHERE offering_id = $1',
      [DEMO_FIRST_OFFERING],
    );
    if (loaded) return false;
    const participants = await loadDemoParticipants(this.database, this.clock);
    const coordinators = coordinatorsByOrganisation();
    await this.database.transaction(async (tx) => {
      const organisations = await organisationIds(tx);
      const known = participants.map((participant, index) => {
        const coordinator = coordinators.get(participant.organisation);
        // Every third person of an organisation that has a coordinator is enrolled by that one.
        const actorId =
          coordinator && index % 3 === 0 && coordinator !== participant.personId
            ? coordinator
            : participant.personId;
        return { participant, steps: stepsOf(participant, actorId, this.clock.now()) };
      });
      await insertRows(
        tx,
        'enrolment.enrolment',
        known.map(({ participant, steps }) => rowOf(participant, steps, organisations)),
      );
      for (const told of [false, true])
        await this.journal.recordPast(
          tx,
          known
            .filter(({ participant }) => isTold(participant) === told)
            .flatMap(({ participant, steps }) => linesOf(participant, steps, organisations)),
          told ? ['enrolment.mails'] : [],
        );
    });
    return true;
  }
}

// The participant to try finds mail about what is still to come, and nobody about what is past.
const isTold = ({ email, planned }: DemoParticipant): boolean =>
  email === 'deelnemer@academie.example' && planned.status === 'published';

function stepsOf(participant: DemoParticipant, actorId: string, now: Date): Step[] {
  const { part, enrolledAt, changedAt, planned, course } = participant;
  const first = (to: 'requested' | 'enrolled' | 'waitlisted'): Step => ({
    action: to,
    to,
    at: enrolledAt,
    actorId,
  });
  if (planned.status === 'cancelled')
    return [
      first('enrolled'),
      { action: 'cancelled', to: 'cancelled', at: planned.cancelledAt ?? now },
    ];
  const finished = (outcome: string, at: Date): Step[] => [
    first('enrolled'),
    { action: 'finished', to: 'finished', at, outcome },
  ];
  const registerClosed = new Date((planned.endsAt ?? now).getTime() + HOUR);
  const isHeld = planned.status === 'held';
  switch (part) {
    case 'present':
      return isHeld ? finished('completed', registerClosed) : [first('enrolled')];
    case 'partial':
      return isHeld
        ? finished(course.completion.partialCounts ? 'completed' : 'not_completed', registerClosed)
        : [first('enrolled')];
    case 'excused':
      return isHeld ? finished('excused', registerClosed) : [first('enrolled')];
    case 'absent':
      return isHeld ? finished('no_show', registerClosed) : [first('enrolled')];
    case 'completed':
      return finished('completed', changedAt);
    case 'unmarked':
    case 'started':
    case 'enrolled':
      return [first('enrolled')];
    case 'waitlisted':
    case 'requested':
      return [first(part)];
    case 'offered':
      return [first('waitlisted'), { action: 'offered', to: 'offered', at: changedAt }];
    case 'cancelled':
      return [
        first('enrolled'),
        { action: 'cancelled', to: 'cancelled', at: changedAt, actorId: participant.personId },
      ];
    default:
      return part satisfies never;
  }
}

function rowOf(
  { enrolmentId, personId, organisation, planned, enrolledAt, part }: DemoParticipant,
  steps: Step[],
  organisations: Organisations,
): Record<string, unknown> {
  const last = steps.at(-1);
  const isOnBehalf = steps[0]?.actorId !== personId;
  const cancelledBy = part === 'cancelled' ? 'self' : 'offering';
  return {
    id: enrolmentId,
    offering_id: planned.id,
    person_id: personId,
    organisation_id: organisations.get(organisation),
    state: last?.to,
    source: isOnBehalf ? 'coordinator' : 'self',
    queued_at: enrolledAt,
    priority: 0,
    overbooked: false,
    offered_until: last?.to === 'offered' ? offeredUntil(last.at, planned.closesAt) : null,
    decide_by: last?.to === 'requested' ? offeredUntil(last.at, planned.closesAt) : null,
    cancelled_by: last?.to === 'cancelled' ? cancelledBy : null,
    late: false,
    reason: null,
    outcome: last?.outcome ?? null,
    changed_at: last?.at,
  };
}

// An offer that was made to the demo participant is still open when somebody looks.
const offeredUntil = (at: Date, closesAt: Date): Date => {
  const until = addDays(at, 10);
  return until < closesAt ? until : closesAt;
};

function linesOf(
  { enrolmentId, personId, organisation, planned }: DemoParticipant,
  steps: Step[],
  organisations: Organisations,
): PastEntry[] {
  return steps.map((step, index) => ({
    action: `enrolment.${step.action}`,
    subjectId: enrolmentId,
    actorId: step.actorId,
    onBehalfOf: step.actorId && step.actorId !== personId ? personId : undefined,
    recordedAt: step.at,
    data: {
      offeringId: planned.id,
      personId,
      organisationId: organisations.get(organisation),
      from: steps[index - 1]?.to ?? null,
      to: step.to,
      ...(step.outcome && { outcome: step.outcome }),
      ...(step.to === 'cancelled' && { by: step.actorId ? 'self' : 'offering' }),
    },
  }));
}

function coordinatorsByOrganisation(): Map<string, string> {
  return new Map(
    demoPeople().flatMap(({ email, roles }) =>
      (roles ?? []).flatMap(({ organisations }) =>
        (organisations ?? []).map((code) => [code, demoId('person', email)] as const),
      ),
    ),
  );
}
