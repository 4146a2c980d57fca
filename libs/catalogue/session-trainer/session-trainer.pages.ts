import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Form, isId, seeOther, t } from '@academie/platform';

import { bodyOf, listOf } from '../form/form-values';
import { dateRangeText, wholeDaysText } from '../offering/date-range-text';
import { ADMIN, MANAGE } from '../manage/manage-view';
import { ManageQueries } from '../manage/manage.queries';
import {
  type SessionGivers,
  SessionTrainerQueries,
  type TrainerClash,
  type TrainerName,
} from './session-trainer.queries';
import {
  giversField,
  SessionTrainerService,
  standInField,
  type WantedGivers,
} from './session-trainer.service';

/** Who gives which session of an offering, and who stands in. */
@ApiExcludeController()
@Controller('beheer/uitvoeringen/:id/trainers')
@Allow('theme_lead', 'administrator')
export class SessionTrainerPages {
  constructor(
    private readonly manage: ManageQueries,
    private readonly queries: SessionTrainerQueries,
    private readonly service: SessionTrainerService,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(actor, id, new Form({}, undefined), reply, []);
  }

  /** Saves it; who gives something else at that time is told of first. */
  @Post()
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { courseId } = await this.manage.offering(actor, id);
    const form = readWanted(body);
    const clashes =
      form.values.sure === 'ja' ? [] : await this.clashes(id, form.data?.wanted ?? []);
    const done =
      clashes.length === 0 &&
      (await form.submit(async ({ wanted }) => {
        await this.service.save(actor, id, wanted);
        return true;
      }));
    if (done)
      return seeOther(reply, `/beheer/aanbod/${courseId}`, t('catalogue.session-trainer.saved'));
    void reply.status(422);
    await this.view(actor, id, form, reply, clashes);
  }

  private async clashes(id: string, wanted: readonly WantedGivers[]): Promise<TrainerClash[]> {
    const now = await this.queries.ofOffering(id);
    const fresh = wanted.flatMap(({ sessionId, trainerIds, standInId }) => {
      const were = now.find((one) => one.sessionId === sessionId)?.giverIds ?? [];
      return [...trainerIds, standInId ?? '']
        .filter((person) => isId(person) && !were.includes(person))
        .map((person) => ({ sessionId, person }));
    });
    return this.queries.clashes(
      fresh.map(({ sessionId }) => sessionId),
      fresh.map(({ person }) => person),
    );
  }

  private async view(
    actor: Actor,
    id: string,
    form: Form<object>,
    reply: FastifyReply,
    clashes: readonly TrainerClash[],
  ): Promise<void> {
    const head = await this.manage.offering(actor, id);
    const [sessions, team, trainers] = await Promise.all([
      this.queries.ofOffering(id),
      this.queries.team(id),
      this.queries.trainers(),
    ]);
    const back = `/beheer/aanbod/${head.courseId}`;
    reply.view('catalogue/session-trainer/session-trainers', {
      title: 'Trainers per sessie',
      crumbs: [ADMIN, MANAGE, { href: back, label: head.courseTitle }, { label: 'Trainers' }],
      course: head.courseTitle,
      action: `/beheer/uitvoeringen/${id}/trainers`,
      changeHref: `/beheer/uitvoeringen/${id}/wijzigen`,
      cancelHref: back,
      form: form.view,
      clashes: clashes.map(({ name, otherTitle, otherStartsAt, otherEndsAt, absent }) =>
        absent
          ? t('catalogue.session-trainer.absent', {
              ...{ name, when: wholeDaysText(otherStartsAt, otherEndsAt) },
            })
          : t(`catalogue.session-trainer.clash${otherTitle === null ? '' : '-with'}`, {
              ...{ name, other: otherTitle },
              when: dateRangeText(otherStartsAt, otherEndsAt),
            }),
      ),
      sessions: sessions.map((session) => sessionView(session, team, trainers, form)),
    });
  }
}

function sessionView(
  { sessionId, title, startsAt, endsAt, giverIds, standInId }: SessionGivers,
  team: readonly TrainerName[],
  trainers: readonly TrainerName[],
  { values, errors }: Form<object>,
): object {
  const typed = values.sessions !== undefined;
  const given = new Set(typed ? listOf(values[giversField(sessionId)]) : giverIds);
  const others = trainers.filter(({ id }) => !team.some((one) => one.id === id));
  return {
    id: sessionId,
    when: dateRangeText(startsAt, endsAt),
    title,
    team: team.length > 0 && {
      name: giversField(sessionId),
      error: errors[giversField(sessionId)],
      options: team.map(({ id, name }) => ({ value: id, label: name, selected: given.has(id) })),
    },
    standIn: {
      name: standInField(sessionId),
      error: errors[standInField(sessionId)],
      value: typed ? values[standInField(sessionId)] : standInId,
      options: others.map(({ id, name }) => ({ value: id, label: name })),
    },
  };
}

/** The fields are named as `giversField` and `standInField` say; `sessions` names those that are in the form. */
function readWanted(body: unknown): Form<{ wanted: WantedGivers[] }> {
  const values = bodyOf(body);
  const wanted = listOf(values.sessions)
    .filter(isId)
    .map((sessionId) => {
      const [standIn] = listOf(values[standInField(sessionId)]);
      return {
        sessionId,
        trainerIds: listOf(values[giversField(sessionId)]).filter(isId),
        standInId: isId(standIn) ? standIn : undefined,
      };
    });
  return new Form({ ...values, sessions: listOf(values.sessions) }, { wanted });
}
