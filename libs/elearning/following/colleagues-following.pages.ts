import { Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { organisationTabs } from '@academie/enrolment';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { isId, seeOther, t } from '@academie/platform';

import { followedView, pageNumber, pagesOf } from './following-view';
import { type FollowedScope, FollowingQueries } from './following.queries';
import { ReminderService } from './reminder.service';

const HOME = '/organisatie/voortgang';

/** Who of the own organisations is where in e-learnings, for their coordinator. */
@ApiExcludeController()
@Controller('organisatie/voortgang')
@Allow('coordinator')
export class ColleaguesFollowingPages {
  constructor(
    private readonly queries: FollowingQueries,
    private readonly reminders: ReminderService,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query('training') asked: unknown,
    @Query('pagina') given: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const courseId = isId(asked) ? asked : undefined;
    const page = pageNumber(given);
    const scope = scopeOf(actor, courseId);
    const [courses, counts, people] = await Promise.all([
      this.queries.courses(scopeOf(actor)),
      this.queries.counts(scope),
      this.queries.people(scope, page),
    ]);
    reply.view('elearning/following/colleagues', {
      title: t('elearning.following.title'),
      crumbs: [
        { href: '/organisatie', label: t('elearning.following.organisation') },
        { label: t('elearning.following.title') },
      ],
      tabs: organisationTabs('following'),
      courses: courses.map(({ id, title }) => ({ value: id, label: title })),
      courseId,
      clearHref: courseId && HOME,
      action: withCourse(`${HOME}/herinneren`, courseId),
      ...followedView(
        counts,
        people,
        'course',
        ({ personId }) => `/organisatie/personen/${personId}`,
      ),
      ...pagesOf(page, people.length, (other) => withCourse(HOME, courseId, other)),
    });
  }

  @Post('herinneren')
  async remind(
    @CurrentActor() actor: Actor,
    @Query('training') asked: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const courseId = isId(asked) ? asked : undefined;
    const count = await this.reminders.remind(actor, scopeOf(actor, courseId));
    seeOther(
      reply,
      withCourse(HOME, courseId),
      t('elearning.following.reminded', { count }),
      count === 0 ? 'info' : 'success',
    );
  }
}

const scopeOf = (actor: Actor, courseId?: string): FollowedScope => ({
  organisationIds: actor.coordinatedOrganisations,
  readerId: actor.id,
  courseId,
});

function withCourse(path: string, courseId: string | undefined, page?: number): string {
  const given = new URLSearchParams({
    ...(courseId && { training: courseId }),
    ...(page && { pagina: String(page) }),
  }).toString();
  return given ? `${path}?${given}` : path;
}
