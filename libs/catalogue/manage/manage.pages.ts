import { Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import { Clock, Refusal, refusalText, seeOther, t, tellOutcome } from '@academie/platform';

import { CourseNotFound } from '../catalogue.errors';
import { CatalogueQueries } from '../search/catalogue.queries';
import { CourseNotes } from '../course-page/course-page-slots';
import { CourseLinks } from './course-links';
import { CoursePageQueries } from '../course-page/course-page.queries';
import { CourseService } from '../course/course.service';
import { courseView } from '../course-page/course-view';
import { readManageFilter } from './manage-filter';
import { ManageQueries } from './manage.queries';
import { courseDetailView, courseListView } from './manage-view';
import { OfferingService } from '../offering/offering.service';

/** The catalogue for those who manage it: what there is, and how it stands. */
@ApiExcludeController()
@Controller('beheer/aanbod')
@Allow('theme_lead', 'administrator')
export class ManagePages {
  constructor(
    private readonly queries: ManageQueries,
    private readonly catalogue: CatalogueQueries,
    private readonly page: CoursePageQueries,
    private readonly courses: CourseService,
    private readonly offerings: OfferingService,
    private readonly courseNotes: CourseNotes,
    private readonly links: CourseLinks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'programme',
    href: '/beheer/aanbod',
    text: 'catalogue.menu.manage',
    roles: ['theme_lead', 'administrator'],
    position: 10,
  })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const filter = readManageFilter(query);
    const [rows, reference] = await Promise.all([
      this.queries.courses(actor, filter),
      this.catalogue.reference(),
    ]);
    reply.view('catalogue/manage/manage-list', courseListView(filter, rows, reference));
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const course = await this.queries.course(actor, id);
    const [offerings, interested] = await Promise.all([
      this.queries.offerings(id),
      this.courseNotes.count(id),
    ]);
    const view = {
      ...courseDetailView(course, offerings, this.links.of(id), this.clock.now()),
      interested,
    };
    reply.view('catalogue/manage/manage-course', view);
  }

  /** The page as participants will see it, with the concepts on it. */
  @Get(':id/voorbeeld')
  async preview(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { slug } = await this.queries.course(actor, id);
    const [course, offerings] = await Promise.all([
      this.page.course(slug),
      this.page.offerings(slug, 'concepts too'),
    ]);
    if (!course) throw new CourseNotFound();
    const about = { course, offerings, actor, now: this.clock.now() };
    reply.view('catalogue/course-page/course', courseView({ ...about, preview: true }));
  }

  @Post(':id/publiceren')
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.courses.publish(actor, id);
    seeOther(reply, `/beheer/aanbod/${id}`, t('catalogue.manage.course-published'));
  }

  /** All concepts at once; one that cannot be published keeps no other back. */
  @Post(':id/datums/publiceren')
  async publishAll(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.course(actor, id);
    const concepts = (await this.queries.offerings(id)).filter(
      ({ status }) => status === 'concept',
    );
    const refusals: Refusal[] = [];
    for (const offering of concepts) {
      try {
        await this.offerings.publish(actor, offering.id, { courseToo: true, placeFollows: true });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.push(error);
      }
    }
    const done = t('catalogue.manage.published-all', { count: concepts.length - refusals.length });
    const [refused] = refusals;
    const page = `/beheer/aanbod/${id}`;
    if (!refused) return seeOther(reply, page, done);
    const left = t('catalogue.manage.not-published', { count: refusals.length });
    seeOther(reply, page, `${done} ${left} ${refusalText(refused)}`, 'error');
  }

  @Post(':id/archiveren')
  async archive(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = `/beheer/aanbod/${id}`;
    await tellOutcome(reply, page, async () => {
      await this.courses.archive(actor, id);
      return t('catalogue.manage.course-archived');
    });
  }
}
