import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { dateRangeText } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, emptyForm, NotFound, readForm, seeOther, t } from '@academie/platform';

import { CancelRequest } from '../place/enrolment.dto';
import { EnrolmentAccess, type ActingAs } from '../place/enrolment-access';
import { EnrolmentQueries, type EnrolmentRow } from '../place/enrolment.queries';
import { EnrolmentService } from '../place/enrolment.service';
import { canCancel, cancelWordOf } from './my-enrolments-view';

const VIEW = 'enrolment/mine/cancel';

interface Question {
  row: EnrolmentRow & { personName: string };
  by: ActingAs;
}

/** Asks before a place is given up: one's own, a colleague's, or a participant's. */
@ApiExcludeController()
@Controller('inschrijvingen/:id/afmelden')
@Allow('participant')
export class CancelPages {
  constructor(
    private readonly enrolments: EnrolmentService,
    private readonly queries: EnrolmentQueries,
    private readonly access: EnrolmentAccess,
    private readonly clock: Clock,
  ) {}

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const question = await this.question(actor, id);
    const now = this.clock.now();
    if (!canCancel(question.row, now))
      return seeOther(reply, backOf(question), t('enrolment.cancel.too-late'), 'info');
    reply.view(VIEW, { ...viewOf(question, now), form: emptyForm().view });
  }

  @Post()
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const question = await this.question(actor, id);
    const form = await readForm(CancelRequest, body);
    const done = await form.submit(({ reason }) =>
      this.enrolments.cancel(actor, id, reason?.trim() || undefined),
    );
    if (done) return seeOther(reply, backOf(question), doneText(question));
    void reply.status(422);
    reply.view(VIEW, { ...viewOf(question, this.clock.now()), form: form.view });
  }

  private async question(actor: Actor, id: string): Promise<Question> {
    const row = await this.queries.one(actor, id);
    const by = await this.access.actingAs(actor, row.offeringId, row.personId);
    if (!by) throw new NotFound();
    return { row: { ...row, personName: await this.queries.personName(row.personId) }, by };
  }
}

function viewOf({ row, by }: Question, now: Date): object {
  const who = by === 'self' ? 'U' : row.personName;
  const word = cancelWordOf(row);
  const question = t(`enrolment.cancel.ask.${word}.question`);
  const answer = t(`enrolment.cancel.ask.${word}.answer`);
  return {
    title: question,
    heading: question,
    courseTitle: row.courseTitle,
    person: by === 'self' ? undefined : row.personName,
    when: row.startsAt && row.endsAt ? dateRangeText(row.startsAt, row.endsAt) : undefined,
    consequences: consequencesOf(row, who, now),
    action: `/inschrijvingen/${row.id}/afmelden`,
    confirmLabel: answer,
    backHref: backOf({ row, by }),
  };
}

function consequencesOf(row: EnrolmentRow, who: string, now: Date): string[] {
  if (row.state === 'waitlisted') return [t('enrolment.cancel.then.waitlisted')];
  if (row.state === 'requested') return [t('enrolment.cancel.then.requested')];
  if (row.state === 'offered') return [t('enrolment.cancel.then.offered')];
  return [
    ...(isLate(row, now) ? [t('enrolment.cancel.then.late')] : []),
    hasClosed(row, now) ? t('enrolment.cancel.then.closed') : t('enrolment.cancel.then.enrolled'),
    t('enrolment.cancel.then.mail', { who }),
  ];
}

const isLate = ({ cancelUntil, enrolClosesAt }: EnrolmentRow, now: Date): boolean => {
  const until = cancelUntil ?? enrolClosesAt;
  return until !== null && until <= now;
};

const hasClosed = ({ enrolClosesAt }: EnrolmentRow, now: Date): boolean =>
  enrolClosesAt !== null && enrolClosesAt <= now;

const backOf = ({ row, by }: Question): string =>
  by === 'self'
    ? '/mijn'
    : by === 'coordinator'
      ? `/organisatie/personen/${row.personId}`
      : `/beheer/uitvoeringen/${row.offeringId}/deelnemers`;

const doneText = ({ row, by }: Question): string =>
  by === 'self'
    ? t('enrolment.cancel.done-self', { course: row.courseTitle })
    : t('enrolment.cancel.done-other', { person: row.personName, course: row.courseTitle });
