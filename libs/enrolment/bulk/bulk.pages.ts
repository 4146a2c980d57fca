import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor, NotAllowed } from '@academie/people';
import {
  emptyForm,
  type Form,
  isId,
  NotFound,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  sendTable,
  sheetOptions,
  t,
  Upload,
} from '@academie/platform';

import { amendmentsIn } from './bulk-amend';
import { BulkAmendForm, BulkForm } from './bulk.dto';
import { asText, MOST_MEGABYTES, peopleInFile, peopleInText } from './bulk-file';
import { BulkUndo } from './bulk-undo';
import { BulkService } from './bulk.service';
import { bulkView, listCrumbs, START } from './bulk-view';
import { listHome } from '../participants/offering-links';
import { type OfferingHead, ParticipantsQueries } from '../participants/participants.queries';

const EXAMPLE = `\uFEFFE-mailadres;Voornaam;Achternaam;Organisatie\r\nsam.devries@gemeente.example;Sam;de Vries;\r\n`;

/** Enrolling many people at once: paste a list or choose a file, look at the answers, say yes. */
@ApiExcludeController()
@Controller('beheer/uitvoeringen/:id/lijst')
@Allow('coordinator', 'theme_lead', 'administrator')
export class BulkPages {
  constructor(
    private readonly bulk: BulkService,
    private readonly undoing: BulkUndo,
    private readonly participants: ParticipantsQueries,
  ) {}

  /** `uit` is a list of which the rejected rows are to be mended. */
  @Get()
  async start(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('uit') from: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const list = isId(from) ? await this.rejectedOf(actor, from) : '';
    await this.showStart(reply, actor, id, emptyForm({ list }));
  }

  @Get('voorbeeld.csv')
  example(@Res() reply: FastifyReply): void {
    sendTable(reply, 'csv', 'voorbeeld-inschrijven', EXAMPLE);
  }

  @Post()
  @Upload(MOST_MEGABYTES)
  async dryRun(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() { upload }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(BulkForm, body);
    const listId = await form.submit(async ({ list = '', sheet }) => {
      const people = upload ? await peopleInFile(upload, sheet) : await peopleInText(list);
      const [name, field] = upload
        ? ([upload.name, 'file'] as const)
        : (['Geplakte lijst', 'list'] as const);
      return this.bulk.dryRun(actor, id, people, name, field);
    });
    if (listId) return seeOther(reply, `${listHome(id)}/${listId}`);
    void reply.status(422);
    await this.showStart(reply, actor, id, form);
  }

  @Get(':listId')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('listId', ParseUUIDPipe) listId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [head, list] = await Promise.all([this.head(actor, id), this.bulk.one(actor, listId)]);
    if (list.offeringId !== id) throw new NotFound();
    const choices = await this.bulk.choices(actor, list);
    const left = await this.undoing.left(list);
    reply.view('enrolment/bulk/bulk', bulkView(list, head, choices, left));
  }

  /** Fills in what rows that did not work still ask, and looks at the list again. */
  @Post(':listId/aanvullen')
  async amend(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('listId', ParseUUIDPipe) listId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(BulkAmendForm, body);
    if (data) await this.bulk.amend(actor, listId, amendmentsIn(data));
    seeOther(reply, `${listHome(id)}/${listId}`);
  }

  @Post(':listId/bevestigen')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('listId', ParseUUIDPipe) listId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      await this.bulk.confirm(actor, listId);
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      return seeOther(reply, `${listHome(id)}/${listId}`, refusalText(error), 'error');
    }
    seeOther(reply, `${listHome(id)}/${listId}`, t('enrolment.bulk.done'));
  }

  /** Gives up what this list gave and nobody touched since. */
  @Post(':listId/ongedaan')
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('listId', ParseUUIDPipe) listId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const list = await this.bulk.one(actor, listId);
    if (list.offeringId !== id) throw new NotFound();
    await this.undoing.undo(actor, listId);
    seeOther(reply, `${listHome(id)}/${listId}`, t('enrolment.bulk.undone'));
  }

  private async rejectedOf(actor: Actor, listId: string): Promise<string> {
    const { answers } = await this.bulk.one(actor, listId);
    return asText(answers.filter(({ outcome }) => outcome === 'rejected'));
  }

  private async head(actor: Actor, id: string): Promise<OfferingHead> {
    const { reach, ...head } = await this.participants.head(actor, id);
    if (!reach.organises && actor.coordinatedOrganisations.length === 0) throw new NotAllowed();
    return head;
  }

  private async showStart(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const head = await this.head(actor, id);
    reply.view('enrolment/bulk/bulk-start', {
      title: START,
      crumbs: listCrumbs(head, START),
      course: head.courseTitle,
      places: placesOf(head),
      action: listHome(id),
      exampleHref: `${listHome(id)}/voorbeeld.csv`,
      cancelHref: `/beheer/uitvoeringen/${id}/deelnemers`,
      form: form.view,
      sheets: sheetOptions(form),
    });
  }
}

const placesOf = ({ capacity, seatsTaken, held, waitingCount }: OfferingHead): string =>
  waitingCount > 0
    ? t('enrolment.bulk.full', { waiting: waitingCount })
    : t('enrolment.bulk.seats-free', { free: Math.max(0, capacity - seatsTaken - held), capacity });
