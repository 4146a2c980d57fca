import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type CourseStatus, ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, readForm, seeOther, t } from '@academie/platform';

import { DraftQueries, type VersionRow } from '../draft/draft.queries';
import { DraftService } from '../draft/draft.service';
import { OutlineService } from '../draft/outline.service';
import { contentView, type Missing } from './content-view';
import { ModuleForm, NewLessonForm } from './editor.dto';
import { contentHref, editHref } from './editor-addresses';

/** The lessons of a course: the draft, and what was published. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen')
@Allow('theme_lead', 'administrator')
export class ContentPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: DraftQueries,
    private readonly drafts: DraftService,
    private readonly outline: OutlineService,
  ) {}

  @Get()
  show(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.page(actor, courseId, reply, emptyForm());
  }

  @Post('concept')
  async begin(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.drafts.begin(actor, courseId);
    seeOther(reply, contentHref(courseId));
  }

  @Post('weggooien')
  async discard(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.drafts.discard(actor, courseId);
    seeOther(reply, contentHref(courseId), t('elearning.editor.discarded'));
  }

  @Post('onderdelen')
  async addModule(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ModuleForm, body);
    const key = await form.submit(({ title }) => this.outline.addModule(actor, courseId, title));
    if (key) return seeOther(reply, `${contentHref(courseId)}#kop-${key}`);
    void reply.status(422);
    await this.page(actor, courseId, reply, form);
  }

  @Post('lessen')
  async addLesson(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(NewLessonForm, body);
    const key = await form.submit(({ title, moduleKey, isTest = false }) =>
      this.outline.addLesson(actor, courseId, { title, moduleKey, isTest }),
    );
    if (key) return seeOther(reply, editHref(courseId, key));
    // The page has such a form for each module, so the sentence stands above them.
    const shown = emptyForm();
    shown.errors[''] = t('elearning.editor.lesson-needs-title');
    void reply.status(422);
    await this.page(actor, courseId, reply, shown);
  }

  private async page(
    actor: Actor,
    courseId: string,
    reply: FastifyReply,
    form: Form<object>,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const versions = await this.queries.versions(courseId);
    const draft = versions.find(({ publishedAt }) => publishedAt === null);
    const modules = draft ? await this.queries.modules(draft.id) : [];
    reply.view('elearning/editor/content', {
      ...contentView(course, versions, modules, await this.missing(course, versions)),
      form: form.view,
    });
  }

  private async missing(
    { id, status }: { id: string; status: CourseStatus },
    versions: readonly VersionRow[],
  ): Promise<Missing | undefined> {
    if (!versions.some(({ publishedAt }) => publishedAt)) return undefined;
    if (status === 'draft') return 'concept';
    const offerings = await this.courses.offerings(id);
    return offerings.some((one) => one.status === 'published') ? undefined : 'no-group';
  }
}
