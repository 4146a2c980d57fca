import { Controller, Get, Inject, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  CONFIG,
  type Config,
  DiskUpload,
  emptyForm,
  type Form,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { ContentQueries } from '../content/content.queries';
import { DraftQueries } from '../draft/draft.queries';
import { LessonEditService } from '../draft/lesson-edit.service';
import { OutlineService } from '../draft/outline.service';
import { crumbsOf } from '../editor/content-view';
import { contentHref, editHref, packageHref } from '../editor/editor-addresses';
import { LaunchService } from '../launch/launch.service';
import { BrokenPackage, type PackageProblem } from '../manifest/package-problem';
import { PackageQueries } from '../package/package.queries';
import { type AddedPackage, LARGEST_PACKAGE, PackageService } from '../package/package.service';
import { PackageForm } from './package-upload.dto';
import { itemLines, ordersItself, packageFacts, problemsView } from './package-view';

/** Twenty thousand files, each looked at to its last byte, on a machine that has more to do. */
const MINUTES = 5;

/** Packages that were made elsewhere, as lessons of a draft. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen')
@Allow('theme_lead', 'administrator')
export class PackageUploadPages {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly courses: ManageQueries,
    private readonly queries: DraftQueries,
    private readonly content: ContentQueries,
    private readonly outline: OutlineService,
    private readonly edit: LessonEditService,
    private readonly packages: PackageService,
    private readonly launches: LaunchService,
    private readonly packageQueries: PackageQueries,
  ) {}

  @Get('pakketten/nieuw')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.newPage(actor, courseId, reply, emptyForm());
  }

  @Post('pakketten/nieuw')
  @DiskUpload(LARGEST_PACKAGE, { minutes: MINUTES })
  async add(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.courses.course(actor, courseId);
    await this.queries.draft(courseId);
    const form = await readForm(PackageForm, request.body);
    const problems: PackageProblem[] = [];
    const key = await form.submit(async ({ moduleKey, title }) => {
      const added = await this.take(actor, courseId, request, form, problems);
      if (!added) return undefined;
      const lesson = { moduleKey, title: title || added.title, packageId: added.id };
      return this.outline.addPackage(actor, courseId, lesson);
    });
    if (key) return seeOther(reply, packageHref(courseId, key), t('elearning.package.added'));
    void reply.status(422);
    await this.newPage(actor, courseId, reply, form, problems);
  }

  @Get('les/:key/pakket')
  async show(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.packagePage(actor, courseId, key, reply, emptyForm());
  }

  /** Opens the package for its author; nothing of that is kept. */
  @Post('les/:key/pakket/proberen')
  async try(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.courses.course(actor, courseId);
    const draft = await this.queries.draft(courseId);
    const { contentUrl } = this.config;
    if (!contentUrl)
      return seeOther(reply, packageHref(courseId, key), t('elearning.package.no-host'), 'error');
    const token = await this.launches.try(draft.id, key);
    void reply.redirect(`${contentUrl}/l/${token}/speler`, 303);
  }

  @Post('les/:key/pakket')
  @DiskUpload(LARGEST_PACKAGE, { minutes: MINUTES })
  async replace(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.courses.course(actor, courseId);
    await this.lessonOf(courseId, key);
    const form = emptyForm();
    const problems: PackageProblem[] = [];
    const added = await this.take(actor, courseId, request, form, problems);
    if (added) {
      await this.edit.changePackage(actor, courseId, key, added.id);
      return seeOther(reply, packageHref(courseId, key), t('elearning.package.replaced'));
    }
    void reply.status(422);
    await this.packagePage(actor, courseId, key, reply, form, problems);
  }

  private async take(
    actor: Actor,
    courseId: string,
    request: FastifyRequest,
    form: Form<object>,
    problems: PackageProblem[],
  ): Promise<AddedPackage | undefined> {
    const upload = request.diskUploads?.upload;
    if (!upload) form.errors.upload = t('elearning.refusal.no-file');
    else
      try {
        return await this.packages.add(actor, courseId, upload);
      } catch (error) {
        if (!(error instanceof BrokenPackage)) throw error;
        problems.push(...error.problems);
        form.errors.upload = t('elearning.package.refused', { count: error.problems.length });
      }
    return undefined;
  }

  private async newPage(
    actor: Actor,
    courseId: string,
    reply: FastifyReply,
    form: Form<object>,
    problems: readonly PackageProblem[] = [],
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const draft = await this.queries.draft(courseId);
    const modules = await this.queries.modules(draft.id);
    const title = t('elearning.package.new');
    reply.view('elearning/package-upload/new-package', {
      title,
      crumbs: [
        ...crumbsOf(course),
        { href: contentHref(courseId), label: t('elearning.lessons') },
        { label: title },
      ],
      form: form.view,
      ...problemsView(problems),
      modules: modules.map(({ key, title: label }) => ({ value: key, label })),
      action: `${contentHref(courseId)}/pakketten/nieuw`,
      cancelHref: contentHref(courseId),
      most: LARGEST_PACKAGE,
    });
  }

  private async packagePage(
    actor: Actor,
    courseId: string,
    key: string,
    reply: FastifyReply,
    form: Form<object>,
    problems: readonly PackageProblem[] = [],
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const { title, packageId } = await this.lessonOf(courseId, key);
    const found = await this.packageQueries.one(packageId);
    reply.view('elearning/package-upload/package', {
      title: t('elearning.package.of', { title }),
      crumbs: [
        ...crumbsOf(course),
        { href: contentHref(courseId), label: t('elearning.lessons') },
        { href: editHref(courseId, key), label: title },
        { label: t('elearning.package.one') },
      ],
      form: form.view,
      ...problemsView(problems),
      facts: packageFacts(found),
      items: itemLines(found.items),
      ordersItself: ordersItself(found),
      action: packageHref(courseId, key),
      tryAction: `${packageHref(courseId, key)}/proberen`,
      cancelHref: editHref(courseId, key),
      most: LARGEST_PACKAGE,
    });
  }

  private async lessonOf(
    courseId: string,
    key: string,
  ): Promise<{ title: string; packageId: string }> {
    const draft = await this.queries.draft(courseId);
    const { title, packageId } = await this.content.lesson(draft.id, key);
    if (!packageId) throw new NotFound();
    return { title, packageId };
  }
}
