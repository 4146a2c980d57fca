import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ApiProblems,
  IdempotencyInterceptor,
  LimitByAddress,
  NotFound,
  Public,
} from '@academie/platform';

import { CHECKS_PER_MINUTE, readCode } from './certificate-code';
import {
  CertificateCheckResponse,
  CertificateResponse,
  CertificatesResponse,
  RevocationRequest,
} from './certificate.dto';
import { CertificateQueries } from './certificate.queries';
import { CertificateService } from './certificate.service';
import { CredentialStatusLists } from '../credential/credential-status-lists';

const CREDENTIAL = {
  content: { 'application/vc': { schema: { type: 'object', additionalProperties: true } } },
} as const;

@ApiTags('certificates')
@Controller('api/v1')
@UseInterceptors(IdempotencyInterceptor)
export class CertificatesController {
  constructor(
    private readonly queries: CertificateQueries,
    private readonly service: CertificateService,
    private readonly statusLists: CredentialStatusLists,
  ) {}

  @Get('me/certificates')
  @Allow('participant')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'My certificates', description: 'All that I ever got, the last first.' })
  @ApiOkResponse({ type: CertificatesResponse })
  @ApiProblems(401)
  async mine(@CurrentActor() actor: Actor): Promise<CertificatesResponse> {
    const found = await this.queries.mine(actor.id);
    return { items: found.map((row) => CertificateResponse.of(row)) };
  }

  @Get('me/certificates/:id/certificate.pdf')
  @Allow('participant')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'My certificate to print', description: 'A4, tagged PDF, in Dutch.' })
  @ApiOkResponse({
    content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiProblems(401, 404, 409)
  async pdf(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const pdf = await this.service.pdf(await this.queries.one(actor.id, id));
    void reply.type('application/pdf').send(pdf);
  }

  @Get('me/certificates/:id/credential')
  @Allow('participant')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'My certificate as an Open Badges 3.0 credential',
    description: 'Signed with eddsa-rdfc-2022; the same text every time.',
  })
  @ApiOkResponse(CREDENTIAL)
  @ApiProblems(401, 404, 409)
  async credential(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const credential = await this.service.credential(await this.queries.one(actor.id, id));
    void reply.type('application/vc').send(JSON.stringify(credential));
  }

  @Get('certificates/:code')
  @Public()
  @LimitByAddress(CHECKS_PER_MINUTE)
  @ApiParam({ name: 'code', description: 'As printed on the certificate' })
  @ApiOperation({
    summary: 'Check a certificate',
    description:
      'For everybody who has the code: the frozen facts and how it stands; of what is confidential only ' +
      'how it stands, and the initials of the holder.',
  })
  @ApiOkResponse({ type: CertificateCheckResponse })
  @ApiProblems(404, 429)
  async check(@Param('code') typed: string): Promise<CertificateCheckResponse> {
    const code = readCode(typed);
    const found = code && (await this.queries.byCode(code));
    if (!found) throw new NotFound();
    return CertificateCheckResponse.forAll(found);
  }

  @Post('certificates/:id/revocation')
  @HttpCode(204)
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Revoke a certificate',
    description:
      'Of a course of your own theme. Another completion gives another one; a mistake can be undone.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409, 422)
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: RevocationRequest,
  ): Promise<void> {
    await this.service.revoke(actor, id, reason);
  }

  @Post('certificates/:id/revocation-undo')
  @HttpCode(204)
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Undo a mistaken revocation',
    description:
      'Of a course of your own theme. The same certificate holds again; its holder is told why.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409, 422)
  async undoRevocation(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: RevocationRequest,
  ): Promise<void> {
    await this.service.undoRevocation(actor, id, reason);
  }

  @Get('credential-status-lists/:number')
  @Public()
  @LimitByAddress(CHECKS_PER_MINUTE)
  @ApiParam({ name: 'number', schema: { type: 'integer', minimum: 1 } })
  @ApiOperation({
    summary: 'Which credentials no longer hold',
    description: 'A signed W3C Bitstring Status List; a credential names its list and its place.',
  })
  @ApiOkResponse(CREDENTIAL)
  @ApiProblems(404, 409, 429)
  async statusList(@Param('number') number: string, @Res() reply: FastifyReply): Promise<void> {
    const list = await this.statusLists.list(number);
    void reply
      .type('application/vc')
      .header('access-control-allow-origin', '*')
      .header('cache-control', 'public, max-age=60')
      .send(JSON.stringify(list));
  }
}
