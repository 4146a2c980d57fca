import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, NotAllowed } from '@academie/people';
import {
  Clock,
  dutchCsv,
  dutchXlsx,
  emptyForm,
  type Form,
  readForm,
  seeOther,
  sendTable,
  t,
} from '@academie/platform';

import { AnswersQueries } from '../place/answers.queries';
import { NobodyHasThatAddress } from '../place/enrolment.errors';
import { EnrolParticipantForm } from './participants.dto';
import { EnrolmentService } from '../place/enrolment.service';
import { WorkshopChoiceService } from '../workshop/workshop-choice.service';
import { ExportLog } from './export-log';
import { asText, type ExportTable } from './export-table';
import { listHome, offeringTabs } from './offering-links';
import { answersView, requestRows } from './participant-sections-view';
import { ParticipantsQueries } from './participants.queries';
import {
  headView,
  organisationRows,
  participantsTable,
  participantView,
  sheetLinks,
} from './participants-view';
import { OfferingSessionsQueries } from '../place/offering-sessions.queries';

const COLUMNS = [
  { label: 'Naam' },
  { label: 'Organisatie' },
  { label: 'Status' },
  { label: 'Bijzonderheden' },
  { label: 'Afmelden', hidden: true },
];

/** Who takes part in an offering: for its organiser and trainers, and a coordinator's own people. */
@ApiExcludeController()
@Controller('beheer/uitvoeringen/:id')
@Allow('coordinator', 'trainer', 'theme_lead', 'administrator')
export class ParticipantsPages {
  constructor(
    private readonly enrolments: EnrolmentService,
    private readonly participants: ParticipantsQueries,
    private readonly sessions: OfferingSessionsQueries,
    private readonly answers: AnswersQueries,
    private readonly exports: ExportLog,
    private readonly workshops: WorkshopChoiceService,
    private readonly clock: Clock,
  ) {}

  @Get('deelnemers')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, actor, id, emptyForm());
  }

  @Post('deelnemers')
  async enrol(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(EnrolParticipantForm, body);
    const done = await form.submit(async ({ email }) => {
      // A person who may not enrol here does not learn either who has an address.
      const { reach } = await this.participants.head(actor, id);
      if (!reach.organises) throw new NotAllowed();
      const personId = await this.participants.personByEmail(email);
      if (!personId) throw new NobodyHasThatAddress();
      return this.enrolments.enrol(actor, id, personId);
    });
    if (done)
      return seeOther(
        reply,
        `/beheer/uitvoeringen/${id}/deelnemers`,
        t(`enrolment.participants.${done.state === 'waitlisted' ? 'waitlisted' : 'enrolled'}`),
      );
    void reply.status(422);
    await this.show(reply, actor, id, form);
  }

  @Get('deelnemers.csv')
  async csv(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { name, table } = await this.exported(actor, id);
    sendTable(reply, 'csv', name, dutchCsv(table.header, table.rows.map(asText)));
  }

  @Get('deelnemers.xlsx')
  async xlsx(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { name, table } = await this.exported(actor, id);
    const workbook = await dutchXlsx('Deelnemers', table.header, table.rows);
    sendTable(reply, 'xlsx', name, workbook);
  }

  private async exported(actor: Actor, id: string): Promise<{ name: string; table: ExportTable }> {
    const head = await this.participants.head(actor, id);
    const { seated, waiting, requested, gone } = await this.participants.all(actor, id, head.reach);
    const rows = [...seated, ...waiting, ...requested, ...gone];
    await this.exports.record(
      actor,
      { offeringId: id },
      rows.map((row) => row.personId),
    );
    const seesAll = head.reach.organises || head.reach.trains;
    const [chosen, answers] = await Promise.all([
      this.workshops.chosen(rows.map(({ id: enrolmentId }) => enrolmentId)),
      seesAll ? this.answers.ofOffering(id) : [],
    ]);
    return {
      name: `${head.confidential ? 'vertrouwelijk-' : ''}deelnemers`,
      table: participantsTable(rows, head.confidential ? actor.name : undefined, chosen, answers),
    };
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const { reach, ...head } = await this.participants.head(actor, id);
    const seesAll = reach.organises || reach.trains;
    const [{ seated, waiting, requested, gone }, organisations, answers, sessions] =
      await Promise.all([
        this.participants.all(actor, id, reach),
        seesAll ? this.participants.organisations(id) : [],
        seesAll ? this.answers.ofOffering(id) : [],
        seesAll ? this.sessions.ofOfferings([id]) : [],
      ]);
    const now = this.clock.now();
    const started = head.startsAt !== null && head.startsAt <= now;
    const context = { now, mayChange: !started && (reach.organises || !reach.trains) };
    const home = `/beheer/uitvoeringen/${id}`;
    reply.view('enrolment/participants/participants', {
      title: `Deelnemers ${head.courseTitle}`,
      crumbs: [
        { href: `/aanbod/${head.courseSlug}`, label: head.courseTitle },
        { label: 'Deelnemers' },
      ],
      ...headView(head),
      tabs:
        seesAll || actor.coordinatedOrganisations.length > 0
          ? offeringTabs(id, 'participants', reach.organises)
          : undefined,
      listHref:
        !started && (reach.organises || actor.coordinatedOrganisations.length > 0)
          ? listHome(id)
          : undefined,
      inviteHref:
        !started && head.closed && !seesAll && actor.coordinatedOrganisations.length > 0
          ? `/uitvoeringen/${id}/toegang`
          : undefined,
      columns: COLUMNS,
      seated: seated.map((row) => participantView(row, context)),
      waiting: waiting.map((row) => participantView(row, context)),
      requests: requestRows(requested, reach.organises),
      answers: answersView([...seated, ...waiting, ...requested], answers),
      gone: gone.map((row) => participantView(row, { ...context, mayChange: false })),
      others: seesAll
        ? undefined
        : {
            seated: head.seatsTaken + head.overbooked - seated.length,
            waiting: head.waitingCount - waiting.length,
          },
      organisationColumns: [
        { label: 'Organisatie' },
        { label: 'Ingeschreven', numeric: true },
        { label: 'Wachtlijst', numeric: true },
      ],
      organisations: organisationRows(organisations),
      csvHref: `${home}/deelnemers.csv`,
      xlsxHref: `${home}/deelnemers.xlsx`,
      // A concept has no registers yet.
      sheets: seesAll && head.status !== 'concept' ? sheetLinks(sessions) : [],
      changeHref:
        reach.organises && !started && seated.length + waiting.length + requested.length > 0
          ? `${home}/deelnemers/wijzigen`
          : undefined,
      enrolAction: reach.organises && !started ? `${home}/deelnemers` : undefined,
      form: form.view,
    });
  }
}
