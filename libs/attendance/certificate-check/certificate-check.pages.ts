import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  CONFIG,
  type Config,
  LimitByAddress,
  NotFound,
  Public,
  trimmedText,
  t,
} from '@academie/platform';

import { CHECKS_PER_MINUTE, readCode } from '../certificate/certificate-code';
import { CertificateQueries } from '../certificate/certificate.queries';
import { checkView } from '../certificate/certificate-view';
import { CredentialKeys } from '../credential/credential-keys';
import { didDocument, issuerOf } from '../credential/credential-issuer';

/** For the person who is shown a certificate and wants to know whether it is real. */
@ApiExcludeController()
@Public()
@Controller()
export class CertificateCheckPages {
  constructor(
    private readonly queries: CertificateQueries,
    private readonly keys: CredentialKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Asks for the code on paper. */
  @Get('certificaat')
  ask(@Query('code') typed: unknown, @Res() reply: FastifyReply): void {
    const given = trimmedText(typed);
    const code = given && readCode(given);
    if (code) return void reply.redirect(`/certificaat/${code}`, 303);
    if (given) void reply.status(422);
    this.form(reply, given);
  }

  @Get('certificaat/:code')
  @LimitByAddress(CHECKS_PER_MINUTE)
  async check(@Param('code') typed: string, @Res() reply: FastifyReply): Promise<void> {
    const code = readCode(typed);
    const certificate = code && (await this.queries.byCode(code));
    // The page is nobody's to index: it names a person.
    void reply.header('x-robots-tag', 'noindex');
    if (!certificate) {
      void reply.status(404);
      return this.form(reply, typed.slice(0, 60));
    }
    reply.view('attendance/certificate-check/certificate-check', {
      title: 'Certificaat controleren',
      ...checkView(certificate),
    });
  }

  /** The public keys of the academie, where did:web says they are. */
  @Get('.well-known/did.json')
  async did(@Res() reply: FastifyReply): Promise<void> {
    const keys = await this.keys.publicKeys();
    const issuer = issuerOf(this.config.publicUrl, keys[0] ?? '');
    if (!issuer.startsWith('did:web:')) throw new NotFound();
    void reply
      .type('application/did+json')
      .header('access-control-allow-origin', '*')
      .header('cache-control', 'public, max-age=300')
      .send(JSON.stringify(didDocument(issuer, keys)));
  }

  private form(reply: FastifyReply, unknown: string | undefined): void {
    reply.view('attendance/certificate-check/certificate-ask', {
      title: 'Certificaat controleren',
      unknown,
      form: {
        values: { code: unknown },
        errors: unknown ? { code: t('attendance.certificate.no-such-code') } : {},
        errorList: unknown
          ? [
              {
                field: 'code',
                text: t('attendance.certificate.no-such-code'),
              },
            ]
          : [],
      },
    });
  }
}
