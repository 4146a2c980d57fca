import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ChangedMeanwhile, emptyForm, type Form, seeOther, t } from '@academie/platform';

import { CatalogueApiQueries } from '../api/catalogue-api.queries';
import { text } from '../search/catalogue-filter';
import { bodyOf, listOf, editConflictText, versionOf } from '../form/form-values';
import { type Picked, refuseUnknown, withPicked } from '../form/pick';
import { ManageOptions } from './manage-options';
import { ManageQueries } from './manage.queries';
import { ADMIN, MANAGE } from './manage-view';
import {
  offeringBody,
  offeringFields,
  offeringValues,
  pressedButton,
  readOffering,
  renameErrors,
} from './offering-form';
import type { OfferingForm } from './offering-form.dto';
import {
  askChange,
  hasConcerns,
  isHeard,
  NOTHING_HEARD,
  timesIn,
  timesOf,
} from './change-ask-view';
import {
  type FormFocus,
  locationsIn,
  offeringFormView,
  offeringLists,
  sessionsIn,
  withOneMore,
  without,
} from './offering-form-view';
import { OfferingConcerns } from './offering-concerns';
import { OfferingPlanner } from '../offering/offering-planner';

/** Where a new offering starts. */
const NEW = { approval: 'none', approvalDays: 5, dutySeats: 0 };

interface Around {
  title: string;
  crumbs: { href?: string; label: string }[];
  action: string;
  cancelHref: string;
  version?: number;
  /** How many seats are taken; the capacity cannot go below. */
  taken?: number;
  searched?: string;
  /** A name in the search for trainers that was not looked for yet. */
  trainerTyped?: string;
  /** Where the reader was when a button rearranged the form. */
  cursor?: FormFocus;
  /** What was typed in long lists and is in none. */
  unknown?: Record<string, string>;
}

/** The form of an offering with all its sessions, new or not. Works without JavaScript. */
@ApiExcludeController()
@Controller('beheer')
@Allow('theme_lead', 'administrator')
export class ManageOfferingPages {
  constructor(
    private readonly planner: OfferingPlanner,
    private readonly concerns: OfferingConcerns,
    private readonly queries: ManageQueries,
    private readonly api: CatalogueApiQueries,
    private readonly options: ManageOptions,
  ) {}

  @Get('aanbod/:id/uitvoeringen/nieuw')
  async new(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { around, mode, capacity } = await this.aroundNew(actor, courseId);
    const values = {
      mode,
      // What has no dates has no seats, whatever the last one had.
      capacity: mode === 'self_paced' ? '' : capacity,
      minimum: 0,
      organiserId: actor.id,
      trainerIds: [],
      ...NEW,
    };
    await this.show(actor, emptyForm(values), around, reply);
  }

  @Post('aanbod/:id/uitvoeringen/nieuw')
  async create(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) courseId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { around } = await this.aroundNew(actor, courseId);
    const { kind } = pressedButton(body);
    if (kind !== 'save' && kind !== 'confirm') return this.rearrange(actor, body, around, reply);
    const picked = await this.picked(actor, body);
    const form = await readOffering(picked.body);
    refuseUnknown(form, picked);
    const made = await form.submit(async (data) => {
      const fields = offeringFields(data);
      if (await this.concerns.markTaken(form, fields)) return undefined;
      if (kind === 'save') {
        await this.planner.tryOut(actor, { ...fields, courseId });
        const concerns = await this.concerns.of(timesOf(fields));
        if (hasConcerns(concerns)) return concerns;
      }
      await this.planner.create(actor, { ...fields, courseId });
      return 'made';
    });
    if (typeof made === 'object')
      return askChange(reply, around, picked.body, { news: NOTHING_HEARD, concerns: made });
    if (made)
      return seeOther(reply, `/beheer/aanbod/${courseId}`, t('catalogue.manage.offering-made'));
    await this.refuse(actor, form, { ...around, unknown: picked.unknown }, reply);
  }

  @Get('uitvoeringen/:id/wijzigen')
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const around = await this.aroundExisting(actor, id);
    const values = offeringValues(await this.api.offering(id, actor));
    await this.show(actor, emptyForm(values), around, reply);
  }

  @Post('uitvoeringen/:id/wijzigen')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const around = await this.aroundExisting(actor, id);
    const typed = { ...around, version: versionOf(body) };
    const { kind } = pressedButton(body);
    if (kind !== 'save' && kind !== 'confirm') return this.rearrange(actor, body, typed, reply);
    const picked = await this.picked(actor, body);
    const form = await readOffering(picked.body);
    refuseUnknown(form, picked);
    try {
      const done = await form.submit(async (data) => {
        const change = offeringFields(data);
        if (await this.concerns.markTaken(form, change, id)) return undefined;
        if (kind === 'save') {
          const news = await this.planner.announcement(actor, id, versionOf(body), change);
          const was = timesIn(await this.api.offering(id, actor));
          const concerns = await this.concerns.of(timesOf(change), id, was);
          if (isHeard(news) || hasConcerns(concerns)) return { news, concerns };
        }
        await this.planner.change(actor, id, versionOf(body), change);
        return 'changed';
      });
      if (typeof done === 'object')
        return askChange(reply, around, picked.body, {
          ...done,
          places: await this.options.places(actor, done.news.changes),
        });
      if (done) return seeOther(reply, around.cancelHref, t('catalogue.manage.offering-changed'));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      form.errors[''] = editConflictText();
      return this.refuse(actor, form, { ...around, unknown: picked.unknown }, reply);
    }
    await this.refuse(actor, form, { ...typed, unknown: picked.unknown }, reply);
  }

  // A button that only rearranges the form: nothing is checked, nothing is stored, all stays typed.
  private async rearrange(
    actor: Actor,
    body: unknown,
    around: Around,
    reply: FastifyReply,
  ): Promise<void> {
    void reply.status(200);
    const press = pressedButton(body);
    const picked = await this.picked(actor, body);
    const values = offeringBody(picked.body);
    const searched = text(bodyOf(body).trainerQuery, 100);
    if (press.kind !== 'find-trainer') around = { ...around, trainerTyped: searched };
    if (press.kind === 'pick') {
      const shown = emptyForm(values);
      refuseUnknown(shown, picked);
      return this.show(actor, shown, { ...around, unknown: picked.unknown }, reply);
    }
    if (press.kind === 'add-session') {
      const more = withOneMore(values);
      const cursor = { session: sessionsIn(more).length - 1 };
      return this.show(actor, emptyForm(more), { ...around, cursor }, reply);
    }
    if (press.kind === 'remove-session') {
      const fewer = without(values, press.index);
      const cursor = { session: Math.min(press.index, sessionsIn(fewer).length - 1) };
      return this.show(actor, emptyForm(fewer), { ...around, cursor }, reply);
    }
    const cursor = press.kind === 'find-trainer' && { trainers: true };
    await this.show(
      actor,
      emptyForm(values),
      { ...around, searched, ...(cursor && { cursor }) },
      reply,
    );
  }

  private async picked(actor: Actor, body: unknown): Promise<Picked> {
    return withPicked(bodyOf(body), offeringLists(await this.options.all(actor)));
  }

  private async refuse(
    actor: Actor,
    form: Form<OfferingForm>,
    around: Around,
    reply: FastifyReply,
  ): Promise<void> {
    renameErrors(form);
    void reply.status(422);
    await this.show(actor, form, around, reply);
  }

  private async show(
    actor: Actor,
    form: Form<object>,
    around: Around,
    reply: FastifyReply,
  ): Promise<void> {
    const words = around.searched ?? '';
    const [options, trainers] = await Promise.all([
      this.options.all(actor, locationsIn(form.values)),
      this.options.trainers(listOf(form.values.trainerIds), words),
    ]);
    const search = { words, asked: words !== '' };
    reply.view('catalogue/manage/offering-form', {
      ...around,
      ...offeringFormView(form, options, trainers, search, around.cursor, around.unknown),
    });
  }

  private async aroundNew(
    actor: Actor,
    courseId: string,
  ): Promise<{ around: Around; mode: string; capacity: number }> {
    const course = await this.queries.course(actor, courseId);
    const back = `/beheer/aanbod/${courseId}`;
    return {
      mode: course.mode,
      capacity: course.usualCapacity,
      around: {
        title: 'Nieuwe datum of groep',
        crumbs: [
          ADMIN,
          MANAGE,
          { href: back, label: course.title },
          { label: 'Nieuwe datum of groep' },
        ],
        action: `${back}/uitvoeringen/nieuw`,
        cancelHref: back,
      },
    };
  }

  private async aroundExisting(actor: Actor, id: string): Promise<Around> {
    const head = await this.queries.offering(actor, id);
    const { version } = await this.api.offering(id, actor);
    const back = `/beheer/aanbod/${head.courseId}`;
    return {
      title: 'Datum of groep wijzigen',
      crumbs: [ADMIN, MANAGE, { href: back, label: head.courseTitle }, { label: 'Wijzigen' }],
      action: `/beheer/uitvoeringen/${id}/wijzigen`,
      cancelHref: back,
      version,
      taken: head.seatsTaken,
    };
  }
}
