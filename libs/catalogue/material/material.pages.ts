import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  DiskUpload,
  emptyForm,
  type Form,
  mediumDate,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { bodyOf, orNull } from '../form/form-values';
import { ADMIN, MANAGE } from '../manage/manage-view';
import { ManageQueries } from '../manage/manage.queries';
import { dateRangeText } from '../offering/date-range-text';
import { MaterialForm, MaterialVersionForm } from './material.dto';
import { MATERIAL_KINDS, MATERIAL_MOMENTS, MATERIAL_READERS } from './material.entity';
import { CourseMaterialQueries, type MaterialPlace, type MaterialRow } from './material.queries';
import { materialHref as hrefOf } from './material-links';
import { CourseMaterialService, LARGEST_MATERIAL } from './material.service';

const COLUMNS = [
  ...['Materiaal', 'Waarbij', 'Voor wie', 'Wanneer', 'Versie'].map((label) => ({ label })),
  { label: 'Acties', hidden: true },
];
const EMPTY = { kind: 'slides', place: 'course', readers: 'enrolled', moment: 'always' };

/** Material of a course, its offerings and sessions, for those who manage it. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/materiaal')
@Allow('theme_lead', 'administrator')
export class CourseMaterialPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: CourseMaterialQueries,
    private readonly service: CourseMaterialService,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, courseId, emptyForm(EMPTY));
  }

  @Post()
  @DiskUpload(LARGEST_MATERIAL)
  async add(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.courses.course(actor, courseId);
    const given = bodyOf(request.body);
    const form = await readForm(MaterialForm, { ...EMPTY, ...given, url: orNull(given.url ?? '') });
    const done = await form.submit((data) =>
      this.service.add(actor, courseId, data, request.diskUploads?.file),
    );
    if (done) return seeOther(reply, hrefOf(courseId), t('catalogue.material.added'));
    void reply.status(422);
    await this.view(reply, actor, courseId, form);
  }

  @Get(':id/versie')
  async askVersion(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.versionView(reply, actor, courseId, id, emptyForm());
  }

  @Post(':id/versie')
  @DiskUpload(LARGEST_MATERIAL)
  async replace(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(MaterialVersionForm, {
      url: orNull(bodyOf(request.body).url ?? ''),
    });
    const done = await form.submit(async ({ url }) => {
      const content = { url: url ?? null, upload: request.diskUploads?.file };
      await this.service.replace(actor, courseId, id, content);
      return true;
    });
    if (done) return seeOther(reply, hrefOf(courseId), t('catalogue.material.replaced'));
    void reply.status(422);
    await this.versionView(reply, actor, courseId, id, form);
  }

  @Post(':id/weghalen')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() _body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.withdraw(actor, courseId, id);
    seeOther(reply, hrefOf(courseId), t('catalogue.material.withdrawn'));
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    courseId: string,
    form: Form<object>,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const [rows, places] = await Promise.all([
      this.queries.ofCourse(courseId),
      this.queries.places(courseId),
    ]);
    reply.view('catalogue/material/material', {
      title: 'Materiaal',
      crumbs: [...crumbsOf(courseId, course.title), { label: 'Materiaal' }],
      course: course.title,
      action: hrefOf(courseId),
      form: form.view,
      columns: COLUMNS,
      materials: rows.map((row) => rowView(courseId, row)),
      kinds: optionsOf('kind', MATERIAL_KINDS),
      readers: optionsOf('readers', MATERIAL_READERS),
      moments: optionsOf('moment', MATERIAL_MOMENTS),
      places: [
        { value: 'course', label: t('catalogue.material.whole-course') },
        ...places.map(placeOption),
      ],
    });
  }

  private async versionView(
    reply: FastifyReply,
    actor: Actor,
    courseId: string,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const row = (await this.queries.ofCourse(courseId)).find((one) => one.id === id.toLowerCase());
    if (!row) throw new NotFound();
    reply.view('catalogue/material/material-version', {
      title: row.title,
      crumbs: [
        ...crumbsOf(courseId, course.title),
        { href: hrefOf(courseId), label: 'Materiaal' },
        { label: row.title },
      ],
      action: `${hrefOf(courseId)}/${id}/versie`,
      cancelHref: hrefOf(courseId),
      form: form.view,
    });
  }
}

const crumbsOf = (courseId: string, title: string): object[] => [
  ADMIN,
  MANAGE,
  { href: `/beheer/aanbod/${courseId}`, label: title },
];

const optionsOf = (what: string, values: readonly string[]): object[] =>
  values.map((value) => ({ value, label: t(`catalogue.material.${what}.${value}`) }));

function placeOption({ offeringId, sessionId, startsAt, endsAt }: MaterialPlace): object {
  const when =
    startsAt && endsAt ? dateRangeText(startsAt, endsAt) : t('catalogue.material.own-pace');
  return sessionId
    ? { value: `${offeringId}:${sessionId}`, label: t('catalogue.material.one-session', { when }) }
    : { value: offeringId, label: when };
}

const rowView = (
  courseId: string,
  {
    id,
    title,
    kind,
    url,
    readers,
    moment,
    version,
    startsAt,
    endsAt,
    addedAt,
    countsAs,
  }: MaterialRow,
): object => ({
  ...{ id, title },
  contentHref: url ?? `/materiaal/${id}/inhoud`,
  kind: t(`catalogue.material.kind.${kind}`),
  of: startsAt && endsAt ? dateRangeText(startsAt, endsAt) : t('catalogue.material.whole-course'),
  who: t(`catalogue.material.readers.${readers}`),
  moment: t(`catalogue.material.moment.${moment}`),
  version: t('catalogue.material.version', { version, day: mediumDate(addedAt) }),
  readingCounts: countsAs !== null,
  readingHref: `${hrefOf(courseId)}/${id}/lezen`,
  versionHref: `${hrefOf(courseId)}/${id}/versie`,
  withdrawAction: `${hrefOf(courseId)}/${id}/weghalen`,
});
