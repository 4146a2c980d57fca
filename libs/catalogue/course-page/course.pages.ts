import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, MaybeActor } from '@academie/people';
import {
  Clock,
  CONFIG,
  type Config,
  Installation,
  ShortCache,
  Public,
  t,
  Views,
} from '@academie/platform';

import { AdmissionQueries } from '../admission/admission.queries';
import type { CourseRow, OfferingRow } from './course-page.queries';
import { CoursePageReader } from './course-page-reader';
import { CourseNotes, type OfferingNote, OfferingNotes } from './course-page-slots';
import { courseView, hasNoDate, mayManage } from './course-view';
import { CoursePageCache } from './course-page.cache';

/** One course: what it is, when it is given, and how to get in. */
@ApiExcludeController()
@Controller()
export class CoursePages {
  constructor(
    private readonly reader: CoursePageReader,
    private readonly admissions: AdmissionQueries,
    private readonly notes: OfferingNotes,
    private readonly courseNotes: CourseNotes,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
    private readonly views: Views,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('aanbod/:slug')
  @Public()
  async show(
    @Param('slug') slug: string,
    @MaybeActor() actor: Actor | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { course, offerings: open } = await this.reader.read(actor, slug.slice(0, 200));
    const now = this.clock.now();
    const dateless = course.status === 'published' && hasNoDate(course, open, now);
    const [notes, interest] = await Promise.all([
      actor ? this.notesOf(actor, open) : new Map<string, OfferingNote>(),
      actor && dateless ? this.courseNotes.of(actor, course.id, course.slug) : undefined,
    ]);
    const hidden = open.filter(({ confidential }) => confidential).map(({ id }) => id);
    const reader = [readerOf(actor, course), ...hidden].join(' ');
    const page = await this.cache.getOrLoad(`course page ${course.id} for ${reader}`, () => {
      const around = {
        contactAddress: this.installation.current.contactAddress,
        address: `${this.config.publicUrl}/aanbod/${course.slug}`,
      };
      const view = courseView({ course, offerings: open, dateless, actor, now, around });
      return Promise.resolve(new CoursePageCache(this.views, view));
    });
    reply.sendPrepared(page.for(notes, interest));
  }

  /** What the reader has to do with the offerings, and which of them are for others. */
  private async notesOf(
    actor: Actor,
    offerings: readonly OfferingRow[],
  ): Promise<Map<string, OfferingNote>> {
    const ids = offerings.map(({ id }) => id);
    const closed = offerings.filter(({ admission }) => admission !== 'open').map(({ id }) => id);
    const [notes, closedTo] = await Promise.all([
      this.notes.of(actor, ids),
      closed.length > 0 ? this.admissions.closedTo(actor.id, closed) : new Set<string>(),
    ]);
    const kept = [...closedTo].map((id): [string, OfferingNote] => [
      id,
      { text: t('catalogue.admission.not-for-you'), tone: 'info' },
    ]);
    return new Map([...kept, ...notes]);
  }
}

/**
 * The kinds of readers who see the same page but for their own notes; a lib that adds to the page adds a
 * kind.
 */
function readerOf(actor: Actor | undefined, course: CourseRow): string {
  if (!actor) return 'a stranger';
  return mayManage(actor, course) ? 'a manager' : 'somebody';
}
