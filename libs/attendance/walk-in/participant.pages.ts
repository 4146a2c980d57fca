import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { AnswersQueries, Workplaces } from '@academie/enrolment';
import { type Actor, Allow, CurrentActor, PeopleQueries } from '@academie/people';
import {
  Clock,
  emptyForm,
  type Form,
  newId,
  NotFound,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
  trimmedText,
} from '@academie/platform';

import { GuestAlike } from '../attendance.errors';
import { CorrectionForm, GuestForm } from '../register/attendance.forms';
import { AttendanceQueries } from '../register/attendance.queries';
import { AttendanceService } from '../register/attendance.service';
import { MARK_CHOICES } from '../mark/mark-value';
import {
  crumbsOf,
  headView,
  historyView,
  messageHref,
  needsText,
  personHref,
  registerHref,
  whereFrom,
} from '../register/register-view';
import { type SessionHead, SessionAccess } from '../register/session-access';
import { type AtTheDoor, WalkInService } from './walk-in.service';

const MOST_ORGANISATIONS = 500;

/** One person at a session: what was said about them, a correction, and who comes in unannounced. */
@ApiExcludeController()
@Controller('lesgeven/sessies/:id')
@Allow('trainer', 'theme_lead', 'administrator')
export class ParticipantPages {
  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly queries: AttendanceQueries,
    private readonly attendance: AttendanceService,
    private readonly walkIns: WalkInService,
    private readonly people: PeopleQueries,
    private readonly workplaces: Workplaces,
    private readonly answers: AnswersQueries,
    private readonly clock: Clock,
  ) {}

  @Get('deelnemers/:enrolmentId')
  async history(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('enrolmentId', ParseUUIDPipe) enrolmentId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    await this.historyPage(reply, head, enrolmentId, emptyForm());
  }

  /** One mark put right afterwards, by who organises the offering. */
  @Post('deelnemers/:enrolmentId')
  async correct(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('enrolmentId', ParseUUIDPipe) enrolmentId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const form = await readForm(CorrectionForm, body);
    const done = await form.submit(async ({ value, reason }) => {
      const mark = { clientId: newId(), enrolmentId, value, source: 'correction' } as const;
      const occurredAt = await this.lastWord(id, enrolmentId);
      const [taken] = await this.attendance.record(actor, id, [{ ...mark, occurredAt }], {
        reason,
      });
      if (taken?.result === 'rejected') form.errors.value = t(taken.code.replace('.', '.refusal.'));
      return taken?.result !== 'rejected';
    });
    if (done)
      return seeOther(reply, personHref(id, enrolmentId), t('attendance.walk-in.corrected'));
    void reply.status(422);
    await this.historyPage(reply, head, enrolmentId, form);
  }

  /** Takes somebody off the list who was let in by mistake. */
  @Post('deelnemers/:enrolmentId/weghalen')
  async takeAway(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('enrolmentId', ParseUUIDPipe) enrolmentId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      await this.walkIns.takeAway(actor, id, enrolmentId);
      seeOther(reply, registerHref(id), t('attendance.told.taken-away'));
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      seeOther(reply, personHref(id, enrolmentId), refusalText(error), 'error');
    }
  }

  /** Takes back what was said last, while the register is open. */
  @Post('deelnemers/:enrolmentId/wissen')
  async clear(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('enrolmentId', ParseUUIDPipe) enrolmentId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [taken] = await this.attendance.record(actor, id, [
      {
        clientId: newId(),
        enrolmentId,
        value: 'unknown',
        source: 'trainer',
        occurredAt: this.clock.now(),
      },
    ]);
    if (taken?.result === 'rejected')
      return seeOther(
        reply,
        personHref(id, enrolmentId),
        t(taken.code.replace('.', '.refusal.')),
        'error',
      );
    seeOther(reply, registerHref(id), t('attendance.told.mark-cleared'));
  }

  @Get('inloop')
  async walkIn(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('q') q: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    if (head.state === 'closed') return seeOther(reply, registerHref(id));
    await this.walkInPage(reply, actor, head, trimmedText(q), emptyForm());
  }

  @Post('inloop')
  async admit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const personId = trimmedText(body.personId);
    const form = personId ? emptyForm(body) : await readForm(GuestForm, body);
    try {
      if (!form.failed) {
        const enrolmentId = await this.walkIns.admit(
          actor,
          id,
          personId ? { personId } : guestOf(form.data as GuestForm),
        );
        const asks =
          personId && (await this.workplaces.choices(personId, head.offeringId)).length > 1;
        const next = asks ? workplaceHref(enrolmentId, id) : registerHref(id);
        return seeOther(reply, next, t('attendance.walk-in.added'));
      }
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      form.errors[error instanceof GuestAlike ? 'another' : ''] = refusalText(error);
    }
    void reply.status(422);
    await this.walkInPage(reply, actor, head, trimmedText(body.q), form);
  }

  private async historyPage(
    reply: FastifyReply,
    head: SessionHead,
    enrolmentId: string,
    form: Form<object>,
  ): Promise<void> {
    const [row] = await this.queries.roster(head, { enrolmentId });
    if (!row) throw new NotFound();
    const history = await this.queries.history(head.id, enrolmentId);
    reply.view('attendance/walk-in/participant', {
      title: row.name,
      crumbs: crumbsOf(head, row.name),
      form: form.view,
      head: headView(head),
      person: row.name,
      from: whereFrom(row),
      now: t(`attendance.value.${row.value}`),
      outcome: row.outcome && t(`enrolment.outcome.${row.outcome}`),
      history: historyView(history),
      workplaceHref: row.guest ? undefined : workplaceHref(enrolmentId, head.id),
      messageHref: messageHref(head, enrolmentId),
      needs: needsText(row),
      answers: (await this.answers.ofOffering(head.offeringId))
        .filter((answer) => answer.enrolmentId === enrolmentId)
        .map(({ question, answer, href }) => ({ term: question, text: answer, href })),
      matchHref: row.guest && `${personHref(head.id, enrolmentId)}/wie`,
      awayHref:
        row.walkIn &&
        head.state !== 'closed' &&
        !head.cancelled &&
        `${personHref(head.id, enrolmentId)}/weghalen`,
      certificateHref:
        row.guest &&
        head.organises &&
        row.outcome === 'completed' &&
        `/beheer/certificaten?${new URLSearchParams({ q: row.name }).toString()}`,
      clearHref:
        row.value !== 'unknown' &&
        head.state !== 'closed' &&
        !head.cancelled &&
        `${personHref(head.id, enrolmentId)}/wissen`,
      correctHref: head.organises && !head.cancelled && personHref(head.id, enrolmentId),
      closed: head.state === 'closed',
      choices: MARK_CHOICES.map((value) => ({ value, label: t(`attendance.value.${value}`) })),
    });
  }

  private async walkInPage(
    reply: FastifyReply,
    actor: Actor,
    head: SessionHead,
    search: string | undefined,
    form: Form<object>,
  ): Promise<void> {
    const { items } = await this.people.organisations({
      includeEnded: false,
      limit: MOST_ORGANISATIONS,
    });
    reply.view('attendance/walk-in/walk-in', {
      title: 'Iemand toevoegen',
      crumbs: crumbsOf(head, 'Iemand toevoegen'),
      form: form.view,
      head: headView(head),
      search,
      tooShort: search !== undefined && search.length < 3,
      candidates: search ? await this.walkIns.candidates(actor, head.offeringId, search) : [],
      organisations: items.map(({ id, shortName }) => ({ value: id, label: shortName })),
    });
  }

  // A correction has the last word, also over a phone whose clock is ahead.
  private async lastWord(id: string, enrolmentId: string): Promise<Date> {
    const history = await this.queries.history(id, enrolmentId);
    return new Date(
      Math.max(
        this.clock.now().getTime(),
        ...history.map(({ occurredAt }) => occurredAt.getTime() + 1),
      ),
    );
  }
}

const workplaceHref = (enrolmentId: string, sessionId: string): string =>
  `/inschrijvingen/${enrolmentId}/organisatie?sessie=${sessionId}`;

const guestOf = ({ another, ...guest }: GuestForm): AtTheDoor => ({
  guest,
  another: another === 'ja',
});
