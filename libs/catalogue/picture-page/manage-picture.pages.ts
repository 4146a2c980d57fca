import { Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { DiskUpload, emptyForm, type Form, readForm, seeOther, t } from '@academie/platform';

import { bodyOf } from '../form/form-values';
import { ADMIN, MANAGE } from '../manage/manage-view';
import { ManageQueries } from '../manage/manage.queries';
import { courseImage } from '../picture/course-image';
import { CoursePictureForm } from '../picture/picture.dto';
import { CoursePictureQueries } from '../picture/picture.queries';
import { CoursePictureService, LARGEST_PICTURE } from '../picture/picture.service';
import { pictureHref } from './picture-links';

/** The picture of a course, for those who manage it. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/afbeelding')
@Allow('theme_lead', 'administrator')
export class ManagePicturePages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: CoursePictureQueries,
    private readonly service: CoursePictureService,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, courseId);
  }

  @Post()
  @DiskUpload(LARGEST_PICTURE)
  async set(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.courses.course(actor, courseId);
    const { alternative, decorative } = bodyOf(request.body);
    const form = await readForm(CoursePictureForm, { alternative, decorative });
    const done = await form.submit(async (given) => {
      await this.service.set(actor, courseId, given, request.diskUploads?.file);
      return true;
    });
    if (done) return seeOther(reply, `/beheer/aanbod/${courseId}`, t('catalogue.picture.set'));
    void reply.status(422);
    await this.view(reply, actor, courseId, form);
  }

  @Post('weghalen')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.remove(actor, courseId);
    seeOther(reply, `/beheer/aanbod/${courseId}`, t('catalogue.picture.removed'));
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    courseId: string,
    sent?: Form<object>,
  ): Promise<void> {
    const { title, slug } = await this.courses.course(actor, courseId);
    const picture = await this.queries.of(courseId);
    const form =
      sent ??
      emptyForm({
        alternative: picture?.alternative ?? '',
        decorative: picture && picture.alternative === null ? 'ja' : undefined,
      });
    reply.view('catalogue/picture-page/picture', {
      title: t('catalogue.picture.label'),
      crumbs: [
        ADMIN,
        MANAGE,
        { href: `/beheer/aanbod/${courseId}`, label: title },
        { label: t('catalogue.picture.label') },
      ],
      browsing: true,
      course: title,
      action: pictureHref(courseId),
      cancelHref: `/beheer/aanbod/${courseId}`,
      form: form.view,
      decorative: form.values.decorative === 'ja',
      image: picture && courseImage(slug, picture, undefined),
      removeAction: picture && `${pictureHref(courseId)}/weghalen`,
      fileLabel: t(`catalogue.picture.${picture ? 'another' : 'first'}`),
      fileHint: t('catalogue.picture.hint', { megabytes: LARGEST_PICTURE }),
    });
  }
}
