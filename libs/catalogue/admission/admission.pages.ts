import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  type Form,
  longDate,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { AdmissionRequest } from './admission.dto';
import { AdmissionQueries, circleText, type InvitedRow } from './admission.queries';
import { AdmissionService } from './admission.service';

/** For whom an offering is, and who is let in by name. */
@ApiExcludeController()
@Controller('uitvoeringen/:id/toegang')
@Allow('participant')
export class AdmissionPages {
  constructor(
    private readonly admissions: AdmissionService,
    private readonly queries: AdmissionQueries,
  ) {}

  @Get()
  show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.view(reply, actor, id, emptyForm());
  }

  @Post()
  async invite(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(AdmissionRequest, body);
    const done = await form.submit(async (data) => {
      await this.admissions.invite(actor, id, data);
      return true;
    });
    if (done) return seeOther(reply, pageOf(id), t('catalogue.admission.done'));
    void reply.status(422);
    await this.view(reply, actor, id, form);
  }

  @Post(':personId/intrekken')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('personId', ParseUUIDPipe) personId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.admissions.withdraw(actor, id, personId);
    seeOther(reply, pageOf(id), t('catalogue.admission.withdrawn'));
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const { anybody } = await this.admissions.rights(actor, id);
    const [circle, invited] = await Promise.all([
      this.queries.circle(id),
      // Who was let in from elsewhere is for who organises it.
      anybody ? this.queries.invited(id) : [],
    ]);
    if (!circle) throw new NotFound();
    reply.view('catalogue/admission/admission', {
      title: t('catalogue.admission.title'),
      crumbs: [
        { href: '/aanbod', label: t('catalogue.menu.home.label') },
        { label: circle.courseTitle },
        { label: t('catalogue.admission.title') },
      ],
      course: circle.courseTitle,
      rule: t(`catalogue.admission.rule.${circle.admission}`),
      confidential: circle.confidential,
      audience: circle.admission === 'audience' ? circleText(circle.course) : '',
      narrower: circle.admission === 'audience' ? circleText(circle.own) : '',
      open: circle.admission === 'open',
      anybody,
      seesHref: anybody ? `/uitvoeringen/${id}/wie-ziet-wat` : undefined,
      columns: [
        { label: t('catalogue.admission.who') },
        { label: t('catalogue.admission.why') },
        { label: t('catalogue.admission.by') },
        { label: t('catalogue.admission.withdraw'), hidden: true },
      ],
      invited: invited.map((row) => invitedView(row, id)),
      action: pageOf(id),
      form: form.view,
    });
  }
}

const pageOf = (id: string): string => `/uitvoeringen/${id}/toegang`;

const invitedView = (row: InvitedRow, offeringId: string): object => ({
  name: row.name,
  organisation: row.organisation,
  reason: row.reason,
  by: row.invitedBy,
  at: longDate(row.invitedAt),
  withdrawAction: `${pageOf(offeringId)}/${row.personId}/intrekken`,
});
