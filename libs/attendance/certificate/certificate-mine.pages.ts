import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { mineTabs } from '@academie/enrolment';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { trimmedText } from '@academie/platform';

import { CertificateQueries } from './certificate.queries';
import { CertificateService } from './certificate.service';
import { fileNameOf, mineList } from './certificate-view';

/** Somebody's own certificates, and what to do with them. */
@ApiExcludeController()
@Controller('mijn/certificaten')
@Allow('participant')
export class CertificateMinePages {
  constructor(
    private readonly queries: CertificateQueries,
    private readonly service: CertificateService,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query('q') q: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const search = trimmedText(q);
    const [certificates, underWay] = await Promise.all([
      this.queries.mine(actor.id),
      this.queries.underWay(actor.id),
    ]);
    reply.view('attendance/certificate/certificates-mine', {
      title: 'Certificaten',
      crumbs: [{ href: '/mijn', label: 'Mijn academie' }, { label: 'Certificaten' }],
      tabs: mineTabs('certificates'),
      ...mineList(certificates, search),
      underWay,
    });
  }

  @Get(':id/pdf')
  async pdf(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const certificate = await this.queries.one(actor.id, id);
    const pdf = await this.service.pdf(certificate);
    void reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="${fileNameOf(certificate)}.pdf"`)
      .send(pdf);
  }

  @Get(':id/badge')
  async badge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const certificate = await this.queries.one(actor.id, id);
    const credential = await this.service.credential(certificate);
    void reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="${fileNameOf(certificate)}.json"`)
      .send(JSON.stringify(credential, null, 2));
  }
}
