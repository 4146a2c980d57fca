import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { bodyOf, dateRangeText, listOf, orNull } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, readForm, refusalText, sayOf, t } from '@academie/platform';

import { offeringTabs } from '../participants/offering-links';
import { type ParticipantRow, ParticipantsQueries } from '../participants/participants.queries';
import { BulkChangeRequest, CHANGES } from './bulk-change.dto';
import { BulkChangeService, type ChangeResult, type MoveTarget } from './bulk-change.service';

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
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, id, emptyForm());
  }

  /** Without `sure` it only says what would happen. */
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
    const chosen = new Set(listOf(form.values.enrolmentIds));
    const live = [...requested, ...seated, ...waiting].filter(({ state }) => state !== 'finished');
    const everybody = [...live, ...seated, ...gone];
    const change = typeof form.values.change === 'string' ? form.values.change : undefined;
    const home = `/beheer/uitvoeringen/${id}/deelnemers`;
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
      changes: CHANGES.filter((value) => value !== 'move' || !noMove).map((value) => ({
        value,
        label: t(`enrolment.bulk-change.${value}`),
      })),
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
        step === 'ask'
          ? {
              question: t(`enrolment.bulk-change.ask-${change}`, {
                count: chosen.size,
                when: whenOf(targets, form.values.toOfferingId),
              }),
              confirmLabel: t('enrolment.bulk-change.sure'),
              people: live.filter((row) => chosen.has(row.id)).map(personView),
              fields: [
                ...[...chosen].map((value) => ({ name: 'enrolmentIds', value })),
                ...['change', 'toOfferingId', 'reason'].map((name) => ({
                  name,
                  value: form.values[name] ?? '',
                })),
                { name: 'sure', value: 'ja' },
              ],
            }
          : undefined,
      columns: ['Wie', 'Uitkomst', 'Uitleg'].map((label) => ({ label })),
      results:
        Array.isArray(step) && change
          ? step.map((one) => resultRow(one, everybody, change))
          : undefined,
    });
  }
}

/** The date that people are moved to. */
function whenOf(targets: readonly MoveTarget[], id: unknown): string {
  const target = targets.find((one) => one.id === id);
  return target ? dateRangeText(target.startsAt, target.endsAt) : t('enrolment.bulk-change.there');
}

const personView = (row: ParticipantRow): object => ({
  id: row.id,
  who: `${row.familyName}, ${row.givenName}`,
  organisation: row.organisationName ?? '',
  stateText: t(`enrolment.state.${row.state}`),
});

const resultRow = (result: ChangeResult, people: ParticipantRow[], change: string): object => {
  const row = people.find(({ id }) => id === result.enrolmentId);
  return {
    cells: [
      { text: row ? `${row.familyName}, ${row.givenName}` : t('enrolment.bulk-change.unknown') },
      { label: 'Uitkomst', badge: badgeOf(result) },
      { label: 'Uitleg', text: explanationOf(result, change) },
    ],
  };
};

function badgeOf({ refusal, wasSo }: ChangeResult): { label: string; kind: string } {
  if (refusal) return { label: t('enrolment.bulk-change.refused'), kind: 'bad' };
  return wasSo
    ? { label: t('enrolment.bulk-change.was-so'), kind: 'info' }
    : { label: t('enrolment.bulk-change.done'), kind: 'good' };
}

/** What somebody has now; who was approved may wait all the same. */
function explanationOf(
  { refusal, wasSo, state, hadSeatThere }: ChangeResult,
  change: string,
): string {
  if (refusal) return refusalText(refusal);
  if (change === 'move' && !wasSo)
    return t(`enrolment.bulk-change.${hadSeatThere ? 'had' : 'got'}-seat-there`);
  return state === 'enrolled' || state === 'waitlisted' || (state === 'cancelled' && wasSo)
    ? t(`enrolment.bulk-change.${wasSo ? 'was' : 'now'}-${state}`)
    : '';
}
