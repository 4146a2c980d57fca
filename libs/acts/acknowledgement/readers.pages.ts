import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { CourseMaterialService, ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor, NotAllowed } from '@academie/people';
import {
  Clock,
  dayOf,
  emptyForm,
  type Form,
  longDate,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { AcknowledgementAccess } from './acknowledgement-access';
import { CountsForm, TakeBackForm } from './acknowledgement.dto';
import { NothingToCountAs } from './acknowledgement.errors';
import { reasonOptions } from './acknowledgement.pages';
import { AcknowledgementQueries, type ReadMaterial } from './acknowledgement.queries';
import { AcknowledgementService } from './acknowledgement.service';

type Body_ = Record<string, unknown> | undefined;

/** Whether reading material counts, which organisations read it and which did not, for who manages the course. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/materiaal/:id/lezen')
@Allow('theme_lead', 'administrator')
export class ReadersPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly materials: CourseMaterialService,
    private readonly access: AcknowledgementAccess,
    private readonly queries: AcknowledgementQueries,
    private readonly service: AcknowledgementService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, courseId, id, emptyForm());
  }

  @Post()
  async save(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Body_,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.courses.course(actor, courseId);
    if (!(await this.access.of(actor)).isTeam) throw new NotAllowed();
    const form = await readForm(CountsForm, { ...body, counts: body?.counts !== undefined });
    const done = await form.submit(async ({ counts, countsAs }) => {
      const subject = this.access.kind.subkinds.find(({ code }) => code === countsAs);
      if (counts && !subject) throw new NothingToCountAs();
      const as = counts ? (subject?.code ?? null) : null;
      await this.materials.countReading(actor, courseId, id, as);
      return true;
    });
    if (done) return seeOther(reply, hrefOf(courseId, id), t('acts.acknowledgement.saved'));
    void reply.status(422);
    await this.view(reply, actor, courseId, id, form);
  }

  @Post('terugnemen/:acknowledgement')
  async takeBack(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('acknowledgement', ParseUUIDPipe) acknowledgementId: string,
    @Body() body: Body_,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.courses.course(actor, courseId);
    const { versions } = await this.material(courseId, id);
    const form = await readForm(TakeBackForm, body);
    const done = await form.submit(async ({ reason }) => {
      await this.service.takeBack(actor, versions, acknowledgementId, reason);
      return true;
    });
    if (done) return seeOther(reply, hrefOf(courseId, id), t('acts.acknowledgement.taken-back'));
    void reply.status(422);
    await this.view(reply, actor, courseId, id, form);
  }

  private async material(courseId: string, id: string): Promise<ReadMaterial> {
    const material = await this.queries.material(courseId, id);
    if (!material) throw new NotFound();
    return material;
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    courseId: string,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const { title, version, countsAs, versions } = await this.material(courseId, id);
    const year = Number(dayOf(this.clock.now()).slice(0, 4));
    const [{ isTeam, all }, readers, counting] = await Promise.all([
      this.access.of(actor),
      this.queries.ofVersions(versions),
      countsAs ? this.queries.counting(countsAs, year) : new Set<string>(),
    ]);
    const done = new Set(
      readers.filter((row) => row.version === version).map((row) => row.organisationId),
    );
    const missing = countsAs ? all.filter((one) => !done.has(one.id)) : [];
    reply.view('acts/acknowledgement/readers', {
      title: 'Lezen telt mee',
      crumbs: [
        { href: '/beheer', label: 'Beheer' },
        { href: '/beheer/aanbod', label: 'Aanbod' },
        { href: `/beheer/aanbod/${courseId}`, label: course.title },
        { href: `/beheer/aanbod/${courseId}/materiaal`, label: 'Materiaal' },
        { label: 'Lezen telt mee' },
      ],
      material: title,
      version,
      action: hrefOf(courseId, id),
      cancelHref: `/beheer/aanbod/${courseId}/materiaal`,
      form: form.view,
      isTeam,
      countsAs,
      chosen: form.failed ? form.values.counts : countsAs !== null,
      subjects: this.access.kind.subkinds.map(({ code, name }) => ({ value: code, label: name })),
      readers: readers.map((row) => ({
        ...row,
        day: longDate(row.readOn),
        takeBackAction: isTeam && `${hrefOf(courseId, id)}/terugnemen/${row.id}`,
      })),
      missing: missing.map((one) => ({ name: one.shortName, counts: counting.has(one.id) })),
      missingCount: missing.length,
      total: all.length,
      year,
      target: this.access.kind.feeds.join(', '),
      reasons: reasonOptions(),
    });
  }
}

const hrefOf = (courseId: string, id: string): string =>
  `/beheer/aanbod/${courseId}/materiaal/${id}/lezen`;
