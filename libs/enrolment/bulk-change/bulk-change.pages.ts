import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { bodyOf, dateRangeText, listOf, orNull } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, readForm, sayOf, t } from '@academie/platform';

import { offeringTabs } from '../participants/offering-links';
import { ParticipantsQueries } from '../participants/participants.queries';
import {
  choicesOf,
  notesOf,
  personView,
  resultRow,
  summaryOf,
  tickedBy,
  undoOf,
  whenOf,
} from './bulk-change-view';
import { BulkChangeRequest, CHANGES, MOST_CHANGED } from './bulk-change.dto';
import { BulkChangeService, type ChangeResult } from './bulk-change.service';

/** Cancelling, approving or moving several people of an offering: choose, look, say yes, and an answer for each. */
@ApiExcludeController()
@Controller('beheer/uitvoeringen/:id/deelnemers/wijzigen')
@Allow('theme_lead', 'administrator')
export class BulkChangePages {
  constructor(
    private readonly participants: ParticipantsQueries,
    private readonly changes: BulkChangeService,
  ) {}

  @Get()
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { kies } = query;
    await this.view(reply, actor, id, emptyForm(), undefined, typeof kies === 'string' ? kies : '');
  }

  /** Without `sure` it only says what would happen; with `terug` the form comes back as it was filled in. */
  @Post()
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.changes.mustOrganise(actor, id);
    const given = bodyOf(body);
    const form = await readForm(BulkChangeRequest, {
      ...given,
      enrolmentIds: listOf(given.enrolmentIds),
      toOfferingId: orNull(given.toOfferingId),
    });
    if (given.action === 'back') {
      void reply.status(200);
      return this.view(reply, actor, id, emptyForm(form.values));
    }
    if (listOf(given.enrolmentIds).length > MOST_CHANGED)
      form.errors.enrolmentIds = t('enrolment.bulk-change.too-many', { count: MOST_CHANGED });
    sayOf(form, 'enrolmentIds', t('enrolment.choose-people'));
    sayOf(form, 'change', t('enrolment.bulk-change.choose-change'));
    sayOf(form, 'toOfferingId', t('enrolment.bulk-change.choose-date'));
    const sure = given.sure === 'ja';
    const results = await form.submit(async (data) =>
      sure ? this.changes.change(actor, id, data) : [],
    );
    void reply.status(results ? 200 : 422);
    if (!results) return this.view(reply, actor, id, form);
    await this.view(reply, actor, id, form, sure ? results : 'ask');
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<BulkChangeRequest> | Form<object>,
    step?: 'ask' | ChangeResult[],
    kies = '',
  ): Promise<void> {
    await this.changes.mustOrganise(actor, id);
    const { reach, ...head } = await this.participants.head(actor, id);
    const [{ seated, waiting, requested, gone }, targets, otherDate] = await Promise.all([
      this.participants.all(actor, id, reach),
      this.changes.targets(id),
      this.changes.hasOtherDate(id),
    ]);
    const noMove =
      targets.length === 0
        ? t(`enrolment.bulk-change.${otherDate ? 'others-full' : 'no-other-date'}`)
        : undefined;
    // Sent all the same: the date that it lacks cannot be chosen, so the choice itself is wrong.
    if (noMove && form.errors.toOfferingId) {
      Reflect.deleteProperty(form.errors, 'toOfferingId');
      form.errors.change = noMove;
    }
    const live = [...requested, ...seated, ...waiting].filter(({ state }) => state !== 'finished');
    const chosen = new Set([...listOf(form.values.enrolmentIds), ...tickedBy(kies, live)]);
    const everybody = [...requested, ...seated, ...waiting, ...gone];
    const change = CHANGES.find((one) => one === form.values.change);
    const home = `/beheer/uitvoeringen/${id}/deelnemers`;
    const when = whenOf(targets, form.values.toOfferingId);
    reply.view('enrolment/bulk-change/bulk-change', {
      title: t('enrolment.bulk-change.title'),
      crumbs: [
        { href: `/aanbod/${head.courseSlug}`, label: head.courseTitle },
        { href: home, label: 'Deelnemers' },
        { label: t('enrolment.bulk-change.title') },
      ],
      tabs: offeringTabs(id, 'participants', true),
      course: head.courseTitle,
      action: `${home}/wijzigen`,
      backHref: home,
      people: live.map((row) => ({ ...personView(row), chosen: chosen.has(row.id) })),
      choices: choicesOf(live, `${home}/wijzigen`),
      changes: CHANGES.filter(
        (value) =>
          value !== 'restore' &&
          (value !== 'move' || !noMove) &&
          (value !== 'approve' || requested.length > 0),
      ).map((value) => ({ value, label: t(`enrolment.bulk-change.${value}`) })),
      noMove,
      targets: targets.map((target) => ({
        value: target.id,
        label: t('enrolment.bulk-change.target', {
          when: dateRangeText(target.startsAt, target.endsAt),
          count: target.freeSeats,
        }),
      })),
      form: form.view,
      asks:
        step === 'ask' && change
          ? {
              question: t(`enrolment.bulk-change.ask-${change}`, { count: chosen.size, when }),
              notes: notesOf(
                change,
                live.filter((row) => chosen.has(row.id)),
                waiting.filter((row) => !chosen.has(row.id)).length,
              ),
              reason: change === 'approve' ? undefined : form.values.reason,
              confirmLabel: t(`enrolment.bulk-change.sure-${change}`, { count: chosen.size }),
              people: everybody.filter((row) => chosen.has(row.id)).map(personView),
              fields: [
                ...[...chosen].map((value) => ({ name: 'enrolmentIds', value })),
                ...['change', 'toOfferingId', 'reason'].map((name) => ({
                  name,
                  value: form.values[name] ?? '',
                })),
              ],
            }
          : undefined,
      columns: ['Wie', 'Uitkomst', 'Uitleg'].map((label) => ({ label })),
      ...(Array.isArray(step) && change
        ? {
            results: step.map((one) => resultRow(one, everybody, change)),
            summary: summaryOf(step, change),
            undo: undoOf(step, change, { offeringId: id, toOfferingId: form.values.toOfferingId }),
          }
        : {}),
    });
  }
}
