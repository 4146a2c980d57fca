import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, NotAllowed } from '@academie/people';
import { t } from '@academie/platform';

import { ParticipantsQueries } from '../participants/participants.queries';
import { offeringTabs } from '../participants/offering-links';
import { type View, WhoSees } from './who-sees';

/** Shows an organiser what others see of an offering. */
@ApiExcludeController()
@Controller('uitvoeringen/:id/wie-ziet-wat')
@Allow('participant')
export class WhoSeesPages {
  constructor(
    private readonly participants: ParticipantsQueries,
    private readonly whoSees: WhoSees,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { reach, courseSlug, courseTitle, confidential } = await this.participants.head(
      actor,
      id,
    );
    if (!reach.organises) throw new NotAllowed();
    const views = await this.whoSees.of(id, { slug: courseSlug, title: courseTitle });
    reply.view('enrolment/who-sees/who-sees', {
      title: t('enrolment.who-sees.title'),
      crumbs: [
        { href: `/beheer/uitvoeringen/${id}/deelnemers`, label: courseTitle },
        { label: t('enrolment.who-sees.title') },
      ],
      course: courseTitle,
      confidential,
      tabs: offeringTabs(id, 'access', true),
      admissionHref: `/uitvoeringen/${id}/toegang`,
      columns: [
        { label: t('enrolment.who-sees.reader') },
        ...COLUMNS.map((column) => ({ label: t(`enrolment.who-sees.${column}`) })),
      ],
      rows: views.map(rowOf),
    });
  }
}

const COLUMNS = ['found', 'when', 'place', 'trainers', 'participants', 'api', 'admitted'] as const;

function rowOf(view: View): object {
  const yesNo = (yes: boolean): string => t(`enrolment.who-sees.${yes ? 'yes' : 'no'}`);
  const nothing = t('enrolment.who-sees.nothing');
  const { shown, participants } = view;
  const cells: Record<(typeof COLUMNS)[number], string> = {
    found: yesNo(view.found),
    when: shown?.heading ?? nothing,
    place: shown?.place ?? nothing,
    trainers: shown?.trainers ?? nothing,
    participants: participants
      ? t('enrolment.who-sees.names', { names: participants.names, others: participants.others })
      : nothing,
    api: yesNo(view.api),
    admitted: yesNo(view.admitted),
  };
  return {
    cells: [
      { text: t(`enrolment.who-sees.readers.${view.reader}`) },
      ...COLUMNS.map((column) => ({
        text: view.nobody ? t('enrolment.who-sees.nobody') : cells[column],
        label: t(`enrolment.who-sees.${column}`),
      })),
    ],
  };
}
