import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import {
  emptyForm,
  type Form,
  mediumDate,
  NotFound,
  readForm,
  seeOther,
  trimmedText,
  t,
} from '@academie/platform';

import { RevocationRequest } from '../certificate/certificate.dto';
import { type CertificateRow, CertificateQueries } from '../certificate/certificate.queries';
import { CertificateService } from '../certificate/certificate.service';
import { checkView, fileNameOf, standingBadge } from '../certificate/certificate-view';

const PAGE = 25;
const HOME = { href: '/beheer', label: 'Beheer' };
const LIST = { href: '/beheer/certificaten', label: 'Certificaten' };

/** Certificates of the courses somebody is responsible for. */
@ApiExcludeController()
@Controller('beheer/certificaten')
@Allow('theme_lead', 'administrator')
export class CertificateManagePages {
  constructor(
    private readonly queries: CertificateQueries,
    private readonly service: CertificateService,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'results',
    href: '/beheer/certificaten',
    text: 'attendance.menu.certificates',
    roles: ['theme_lead', 'administrator'],
    position: 45,
  })
  async list(
    @CurrentActor() actor: Actor,
    @Query('q') q: unknown,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const search = trimmedText(q);
    const { items, next } = await this.queries.list(actor, {
      search,
      after: trimmedText(after),
      limit: PAGE,
    });
    const hrefOf = (na?: string): string => {
      const query = new URLSearchParams({ ...(search && { q: search }), ...(na && { na }) });
      return query.size > 0 ? `${LIST.href}?${query.toString()}` : LIST.href;
    };
    reply.view('attendance/certificate-manage/certificates-manage', {
      title: 'Certificaten',
      crumbs: [HOME, { label: 'Certificaten' }],
      search,
      columns: ['Naam', 'Cursus', 'Uitgegeven', 'Status'].map((label) => ({ label })),
      rows: items.map(rowOf),
      nextHref: next && hrefOf(next),
      firstHref: trimmedText(after) && hrefOf(),
    });
  }

  @Get(':id')
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.page(reply, await this.queries.managed(actor, id), emptyForm());
  }

  /** The PDF for a guest, who cannot sign in to get it. Others have it in Mijn academie. */
  @Get(':id/pdf')
  async pdf(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const certificate = await this.queries.managed(actor, id);
    if (!certificate.guest) throw new NotFound();
    const pdf = await this.service.pdf(certificate);
    void reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="${fileNameOf(certificate)}.pdf"`)
      .send(pdf);
  }

  @Post(':id/intrekken')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(RevocationRequest, body);
    const done = await form.submit(async ({ reason }) => {
      await this.service.revoke(actor, id, reason);
      return true;
    });
    if (done) return seeOther(reply, `${LIST.href}/${id}`, t('attendance.certificate.revoked'));
    void reply.status(422);
    this.page(reply, await this.queries.managed(actor, id), form);
  }

  @Post(':id/intrekken-terugdraaien')
  async undoRevocation(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(RevocationRequest, body);
    const done = await form.submit(async ({ reason }) => {
      await this.service.undoRevocation(actor, id, reason);
      return true;
    });
    if (done) return seeOther(reply, `${LIST.href}/${id}`, t('attendance.certificate.restored'));
    void reply.status(422);
    this.page(reply, await this.queries.managed(actor, id), form);
  }

  private page(reply: FastifyReply, certificate: CertificateRow, form: Form<object>): void {
    const { id, facts, standing, code, guest, canBeRestored } = certificate;
    reply.view('attendance/certificate-manage/certificate-manage', {
      title: `Certificaat ${facts.course}`,
      crumbs: [HOME, LIST, { label: facts.holder ?? facts.course }],
      form: form.view,
      course: facts.course,
      ...checkView(certificate),
      pdfHref:
        guest && (standing === 'valid' || standing === 'expired')
          ? `${LIST.href}/${id}/pdf`
          : undefined,
      checkHref: `/certificaat/${code}`,
      revokeHref:
        standing === 'revoked' || standing === 'superseded'
          ? undefined
          : `${LIST.href}/${id}/intrekken`,
      undoHref: canBeRestored ? `${LIST.href}/${id}/intrekken-terugdraaien` : undefined,
    });
  }
}

const rowOf = ({ id, facts, standing, issuedAt }: CertificateRow): object => ({
  cells: [
    { text: facts.holder ?? 'Naam verwijderd', href: `${LIST.href}/${id}` },
    { text: facts.course, label: 'Cursus' },
    { text: mediumDate(issuedAt), label: 'Uitgegeven' },
    { badge: standingBadge(standing), label: 'Status' },
  ],
});
