import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  Clock,
  emptyForm,
  type Form,
  LargeForm,
  readForm,
  refusalText,
  seeOther,
  trimmedText,
  t,
} from '@academie/platform';

import { SessionNotBegun, SessionNotOver } from '../attendance.errors';
import { ReopenRequest } from './attendance.dto';
import { CloseForm, RegisterForm } from './attendance.forms';
import { AttendanceQueries, type RegisterRow } from './attendance.queries';
import { AttendanceService } from './attendance.service';
import { areMinutes, choiceOf, marksOf, restOf } from './register-form';
import { RegisterService } from './register.service';
import {
  crumbsOf,
  headView,
  registerHref,
  type RegisterOptions,
  registerView,
} from './register-view';
import { type SessionHead, SessionAccess } from './session-access';
import { stringFields } from './string-fields';

const VIEW = 'attendance/register/register';
/** As many as somebody sees at once; the page brings the others in behind it. */
const PAGE = 50;
/** For more people than this "the rest" is asked about: nobody sees so many at once. */
const MANY = 30;
/** More names than this say no more. */
const MOST_NAMES = 40;
/** A cursor holds two names and an id. */
const MOST_CURSOR = 1000;

/** The register of a session: fill it in, close it, open it again, print it. */
@ApiExcludeController()
@Controller('lesgeven/sessies/:id')
@Allow('trainer', 'theme_lead', 'administrator')
export class RegisterPages {
  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly queries: AttendanceQueries,
    private readonly attendance: AttendanceService,
    private readonly registers: RegisterService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('q') q: unknown,
    @Query('bron') source: unknown,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const from = {
      search: trimmedText(q),
      after: trimmedText(after, MOST_CURSOR),
      paper: source === 'papier',
    };
    await this.onePage(reply, head, emptyForm(), from);
  }

  /** The form as a whole, for a browser without JavaScript and for a list from paper. */
  @Post()
  @LargeForm({ kilobytes: 256, fields: 5000 })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(RegisterForm, body);
    const typed = {
      marks: stringFields(form.values.marks),
      minutes: stringFields(form.values.minutes),
    };
    const paper = form.values.source === 'paper';
    const head = await this.sessionAccess.get(actor, id);
    const search = trimmedText(form.values.q);
    const rows = await this.queries.roster(head, { search, seen: seenIn(form.values.seen) });
    for (const { enrolmentId } of rows)
      if (!areMinutes(typed.minutes[enrolmentId] ?? ''))
        form.errors[`minutes-${enrolmentId}`] = t('attendance.register.minutes');
    const rest = choiceOf(form.values.rest);
    const resting = restOf(rows, { ...typed, rest });
    if (resting > MANY && form.values.sure !== 'ja') {
      void reply.status(422);
      return this.page(reply, head, rows, form, { search, paper, typed, resting });
    }
    const marks = marksOf(
      rows,
      { ...typed, rest },
      { source: paper ? 'paper' : 'trainer', occurredAt: this.clock.now() },
    );
    const results = await form.submit(async () =>
      marks.length > 0 ? await this.attendance.record(actor, id, marks) : [],
    );
    if (!results) {
      void reply.status(422);
      return this.page(reply, head, rows, form, { search, paper, typed });
    }
    const refused = results.filter(({ result }) => result === 'rejected').length;
    const back = registerHref(id) + (paper ? '?bron=papier' : '');
    if (refused > 0) return seeOther(reply, back, t('attendance.register.partly-saved'), 'error');
    seeOther(reply, back, savedText(results.length));
  }

  @Get('afsluiten')
  async askToClose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    if (head.state === 'closed') return seeOther(reply, registerHref(id));
    if (this.clock.now() < head.startsAt)
      return seeOther(reply, registerHref(id), refusalText(new SessionNotBegun()), 'error');
    await this.closePage(reply, head, emptyForm());
  }

  @Post('afsluiten')
  async close(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(CloseForm, body);
    try {
      await this.registers.close(actor, id, { early: form.values.early === 'ja' });
    } catch (error) {
      if (!(error instanceof SessionNotOver)) throw error;
      form.errors.early = t('attendance.register.close-early');
      void reply.status(422);
      return this.closePage(reply, await this.sessionAccess.get(actor, id), form);
    }
    seeOther(reply, registerHref(id), t('attendance.register.closed'));
  }

  private async closePage(
    reply: FastifyReply,
    head: SessionHead,
    form: Form<object>,
  ): Promise<void> {
    const people = await this.queries.roster(head);
    const unmarked = people.filter(({ value }) => value === 'unknown');
    reply.view('attendance/register/close', {
      title: 'Register afsluiten',
      crumbs: crumbsOf(head, 'Afsluiten'),
      form: form.view,
      head: headView(head),
      question: questionOf(people.length, unmarked.length),
      none: people.length === 0,
      early: this.clock.now() < head.endsAt,
      last: head.number === head.sessions,
      names: unmarked
        .slice(0, MOST_NAMES)
        .map(({ name, organisation }) => ({ name, organisation })),
      more: Math.max(0, unmarked.length - MOST_NAMES),
    });
  }

  @Post('heropenen')
  async reopen(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ReopenRequest, body);
    const done = await form.submit(async ({ reason }) => {
      await this.registers.reopen(actor, id, reason);
      return true;
    });
    if (done) return seeOther(reply, registerHref(id), t('attendance.register.reopened'));
    const head = await this.sessionAccess.get(actor, id);
    void reply.status(422);
    await this.onePage(reply, head, form, { paper: false });
  }

  @Get('presentielijst')
  async signInSheet(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const rows = await this.queries.roster(head);
    reply.view('attendance/register/sign-in-sheet', {
      title: 'Presentielijst',
      crumbs: crumbsOf(head, 'Presentielijst'),
      head: headView(head),
      hasWorkshops: rows.some(({ workshops }) => workshops !== null),
      people: rows.map(({ name, organisation, functions, workshops }) => ({
        name,
        organisation,
        functions: functions?.join(', '),
        workshops: workshops?.join(' · '),
      })),
      empty: [1, 2, 3, 4],
    });
  }

  private async onePage(
    reply: FastifyReply,
    head: SessionHead,
    form: Form<object>,
    from: { search?: string | undefined; after?: string | undefined; paper: boolean },
  ): Promise<void> {
    const { items, next, counts } = await this.queries.page(head, { ...from, limit: PAGE });
    const options = { ...from, counts, next: next ?? undefined, later: from.after !== undefined };
    this.page(reply, head, items, form, options);
  }

  private page(
    reply: FastifyReply,
    head: SessionHead,
    rows: readonly RegisterRow[],
    form: Form<object>,
    options: Omit<RegisterOptions, 'now'>,
  ): void {
    reply.view(VIEW, {
      title: `Register ${head.courseTitle}`,
      crumbs: crumbsOf(head),
      form: form.view,
      ...registerView(head, rows, { ...options, now: this.clock.now() }),
    });
  }
}

const seenIn = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{1,18}$/.test(value) ? value : undefined;

const savedText = (count: number): string =>
  count === 0 ? t('attendance.register.unchanged') : t('attendance.register.saved', { count });

const questionOf = (people: number, unmarked: number): string =>
  people === 0
    ? t('attendance.register.nobody')
    : unmarked === 0
      ? t('attendance.register.all-marked')
      : t('attendance.register.unmarked', { count: unmarked });
