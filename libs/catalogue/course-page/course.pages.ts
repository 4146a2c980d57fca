import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, MaybeActor } from '@academie/people';
import { Clock, ShortCache, Public, Views } from '@academie/platform';

import { CourseNotFound } from '../catalogue.errors';
import { CoursePageQueries, type CourseRow } from './course-page.queries';
import { CourseNotes, type OfferingNote, OfferingNotes } from './course-page-slots';
import { courseView, hasNoDate, mayManage } from './course-view';
import { CoursePageCache } from './course-page.cache';

/** One course: what it is, when it is given, and how to get in. */
@ApiExcludeController()
@Controller()
export class CoursePages {
  constructor(
    private readonly queries: CoursePageQueries,
    private readonly notes: OfferingNotes,
    private readonly courseNotes: CourseNotes,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
    private readonly views: Views,
  ) {}

  /** A draft is not there for readers; an archived course is, since mails and certificates link to it. */
  @Get('aanbod/:slug')
  @Public()
  async show(
    @Param('slug') slug: string,
    @MaybeActor() actor: Actor | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const address = slug.slice(0, 200);
    const [course, offerings] = await Promise.all([
      this.queries.course(address),
      this.queries.offerings(address),
    ]);
    if (!course || course.status === 'draft') throw new CourseNotFound();
    const open = course.status === 'published' ? offerings : [];
    const ids = open.map(({ id }) => id);
    const now = this.clock.now();
    const dateless = course.status === 'published' && hasNoDate(course, open, now);
    const [notes, interest] = await Promise.all([
      actor ? this.notes.of(actor, ids) : new Map<string, OfferingNote>(),
      actor && dateless ? this.courseNotes.of(actor, course.id, course.slug) : undefined,
    ]);
    const reader = readerOf(actor, course);
    const page = await this.cache.getOrLoad(`course page ${course.id} for ${reader}`, () => {
      const view = courseView({ course, offerings: open, dateless, actor, now });
      return Promise.resolve(new CoursePageCache(this.views, view));
    });
    reply.sendPrepared(page.for(notes, interest));
  }
}

/** The kinds of readers who see the same page but for their own notes; whoever adds to the page adds a kind. */
function readerOf(actor: Actor | undefined, course: CourseRow): string {
  if (!actor) return 'a stranger';
  return mayManage(actor, course) ? 'a manager' : 'somebody';
}
