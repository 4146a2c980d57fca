import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ChangedMeanwhile,
  emptyForm,
  type Form,
  isId,
  LargeForm,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { CatalogueApiQueries } from '../api/catalogue-api.queries';
import { CatalogueQueries } from '../search/catalogue.queries';
import { CourseRequest, type CourseResponse } from '../course/course.dto';
import { type Picked, refuseUnknown, withPicked } from '../form/pick';
import {
  copyValues,
  courseBody,
  courseFormView,
  courseLists,
  courseValues,
  NEW_COURSE,
} from './course-form';
import { CourseService } from '../course/course.service';
import { ValidityChanges } from '../validity/validity-change';
import { bodyOf, editConflictText, hiddenFields, versionOf } from '../form/form-values';
import { CoursePictureService } from '../picture/picture.service';
import { ManageOptions } from './manage-options';
import { ManageQueries } from './manage.queries';
import { ADMIN, MANAGE } from './manage-view';
import { leadsTheme } from '../course/theme-scope';

interface Around {
  title: string;
  crumbs: { href?: string; label: string }[];
  action: string;
  cancelHref: string;
  version?: number;
  /** The course that a new one begins as; its picture comes along. */
  copyOf?: string;
  copyTitle?: string;
  /** Themes of colleagues on this course; they stay. */
  kept: { id: string; name: string }[];
}

const NEW: Around = {
  title: 'Nieuwe training',
  crumbs: [ADMIN, MANAGE, { label: 'Nieuwe training' }],
  action: '/beheer/aanbod/nieuw',
  cancelHref: MANAGE.href,
  kept: [],
};

const rearranges = (body: unknown): boolean =>
  ['pick', 'preview', 'back'].includes(String(bodyOf(body).action));

/** Asks before another validity holds; the whole form goes along, as it was typed. */
function askValidity(reply: FastifyReply, around: Around, body: unknown, told: string[]): void {
  void reply.status(200);
  reply.view('catalogue/validity/validity-ask', {
    ...{ title: around.title, crumbs: around.crumbs, action: around.action },
    ...{ told, fields: hiddenFields(body) },
  });
}

/** A description of 20,000 letters takes six bytes for each that has an accent. */
const FORM = { kilobytes: 160, fields: 1000 };

/** The form of a course, new or not. */
@ApiExcludeController()
@Controller('beheer/aanbod')
@Allow('theme_lead', 'administrator')
export class ManageCoursePages {
  constructor(
    private readonly courses: CourseService,
    private readonly validity: ValidityChanges,
    private readonly pictures: CoursePictureService,
    private readonly queries: ManageQueries,
    private readonly api: CatalogueApiQueries,
    private readonly catalogue: CatalogueQueries,
    private readonly options: ManageOptions,
  ) {}

  @Get('nieuw')
  async new(
    @CurrentActor() actor: Actor,
    @Query('van') from: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isId(from)) return this.show(actor, emptyForm(NEW_COURSE), NEW, reply);
    const copied = await this.copied(actor, from);
    const around = { ...NEW, copyOf: from, copyTitle: copied.title };
    return this.show(actor, emptyForm(copyValues(copied)), around, reply);
  }

  @Post('nieuw')
  @LargeForm(FORM)
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const picked = withPicked(bodyOf(body), courseLists(await this.options.all(actor)));
    const form = await readForm(CourseRequest, courseBody(picked.body));
    refuseUnknown(form, picked);
    const { copyOf } = bodyOf(body);
    const around = isId(copyOf)
      ? { ...NEW, copyOf, copyTitle: (await this.queries.course(actor, copyOf)).title }
      : NEW;
    if (rearranges(body)) return this.look(actor, form, around, picked, reply);
    const made = await form.submit(async (data) => {
      const course = await this.courses.create(actor, data);
      if (isId(copyOf)) await this.pictures.copy(actor, copyOf, course.id);
      return course;
    });
    if (made)
      return seeOther(reply, `/beheer/aanbod/${made.id}`, t('catalogue.manage.course-made'));
    void reply.status(422);
    await this.show(actor, form, around, reply, picked.unknown);
  }

  @Get(':id/wijzigen')
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const around = await this.around(actor, id);
    await this.show(
      actor,
      emptyForm(courseValues(await this.api.course(id, actor))),
      around,
      reply,
    );
  }

  @Post(':id/wijzigen')
  @LargeForm(FORM)
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const around = await this.around(actor, id);
    const kept = around.kept.map((theme) => theme.id);
    const picked = withPicked(bodyOf(body), courseLists(await this.options.all(actor)));
    const form = await readForm(CourseRequest, courseBody(picked.body, kept));
    refuseUnknown(form, picked);
    if (rearranges(body))
      return this.look(actor, form, { ...around, version: versionOf(body) }, picked, reply);
    const told = form.data ? await this.touchedBy(actor, id, form.data) : [];
    if (told.length > 0 && bodyOf(body).action !== 'confirm')
      return askValidity(reply, around, body, told);
    try {
      const done = await form.submit(async (data) => {
        await this.courses.change(actor, id, versionOf(body), data);
        return true;
      });
      if (done)
        return seeOther(reply, `/beheer/aanbod/${id}`, t('catalogue.manage.course-changed'));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      form.errors[''] = editConflictText();
    }
    void reply.status(422);
    const version = form.errors[''] ? around.version : versionOf(body);
    await this.show(actor, form, { ...around, version: version ?? 0 }, reply, picked.unknown);
  }

  /** Whom another validity touches, in sentences. */
  private async touchedBy(actor: Actor, id: string, data: CourseRequest): Promise<string[]> {
    const { certificateValidMonths: from } = await this.api.course(id, actor);
    return this.validity.told({ courseId: id, from, to: data.certificateValidMonths ?? null });
  }

  // A button that looks at the text or picks of a list: nothing is checked, nothing is stored, all stays typed.
  private look(
    actor: Actor,
    form: Form<CourseRequest>,
    around: Around,
    { unknown }: Picked,
    reply: FastifyReply,
  ): Promise<void> {
    const shown = emptyForm(form.values);
    refuseUnknown(shown, { body: {}, unknown });
    void reply.status(200);
    return this.show(actor, shown, around, reply, unknown);
  }

  private async copied(actor: Actor, id: string): Promise<CourseResponse> {
    await this.queries.course(actor, id);
    return this.api.course(id, actor);
  }

  private async around(actor: Actor, id: string): Promise<Around> {
    const { title } = await this.queries.course(actor, id);
    const [course, { themes }] = await Promise.all([
      this.api.course(id, actor),
      this.catalogue.reference(),
    ]);
    return {
      title: `${title} wijzigen`,
      crumbs: [
        ADMIN,
        MANAGE,
        { href: `/beheer/aanbod/${id}`, label: title },
        { label: 'Wijzigen' },
      ],
      action: `/beheer/aanbod/${id}/wijzigen`,
      cancelHref: `/beheer/aanbod/${id}`,
      version: course.version,
      kept: themes.filter(
        (theme) => course.themeIds.includes(theme.id) && !leadsTheme(actor, theme),
      ),
    };
  }

  private async show(
    actor: Actor,
    form: Form<object>,
    around: Around,
    reply: FastifyReply,
    unknown: Record<string, string> = {},
  ): Promise<void> {
    const options = await this.options.all(actor);
    reply.view('catalogue/manage/course-form', {
      ...around,
      ...courseFormView(form, options, around.kept, unknown),
    });
  }
}
