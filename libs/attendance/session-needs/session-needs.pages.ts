import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { AnswersQueries, WorkshopChoiceService } from '@academie/enrolment';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { t } from '@academie/platform';

import { AttendanceQueries } from '../register/attendance.queries';
import { crumbsOf, headView, personHref } from '../register/register-view';
import { SessionAccess } from '../register/session-access';
import { answersByQuestion, byDiet, byWorkshop } from './session-needs-view';

/** What the participants of a session need and answered, on one page to plan with or to print. */
@ApiExcludeController()
@Controller('lesgeven/sessies/:id/wensen')
@Allow('trainer', 'theme_lead', 'administrator')
export class SessionNeedsPages {
  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly queries: AttendanceQueries,
    private readonly answers: AnswersQueries,
    private readonly workshops: WorkshopChoiceService,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const [rows, answers, workshops] = await Promise.all([
      this.queries.roster(head),
      this.answers.ofOffering(head.offeringId),
      this.workshops.lists(head.offeringId),
    ]);
    reply.view('attendance/session-needs/session-needs', {
      title: t('attendance.session-needs.title'),
      crumbs: crumbsOf(head, t('attendance.session-needs.title')),
      head: headView(head),
      people: rows.length,
      diets: byDiet(rows),
      columns: [{ label: 'Naam' }, { label: 'Eet niet' }, { label: 'Nodig om mee te doen' }],
      needs: rows
        .filter(({ diet, access }) => diet !== null || access !== null)
        .map(({ enrolmentId, name, diet, access }) => ({
          cells: [
            { text: name, href: personHref(id, enrolmentId) },
            { label: 'Eet niet', text: diet ?? '' },
            { label: 'Nodig om mee te doen', text: access ?? '' },
          ],
        })),
      workshops: byWorkshop(rows, workshops),
      questions: answersByQuestion(rows, answers),
    });
  }
}
