import { Controller, Get, Param, Post, Put, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { Clock, isId, newId, Public } from '@academie/platform';

import { type AuthorizedSession, Cmi5Service } from '../cmi5/cmi5.service';
import type { OpenLaunch } from '../launch/launch.service';
import { AttachmentService } from '../record-store/attachment.service';
import { StatementService } from '../record-store/statement.service';
import { readStatementQuery } from '../record-store/statement-query';
import type { XapiStatement } from '../xapi/statement';
import { checkStatement } from '../xapi/statement-check';
import { demand, XapiError } from '../xapi/xapi-error';
import { readBatch, writeBatch } from './statement-batch';
import { XapiAnswers } from './xapi-answer';
import type { XapiRequest } from './xapi-request';

/** So many statements one request may bring. */
const MOST = 500;

/** Statements of units of cmi5 (xAPI 1.0.3, part three, section 2.1), on the content host. */
@ApiExcludeController()
@Controller('l/:token/xapi')
@Public()
export class StatementsController {
  constructor(
    private readonly clock: Clock,
    private readonly answers: XapiAnswers,
    private readonly cmi5: Cmi5Service,
    private readonly statements: StatementService,
    private readonly attachments: AttachmentService,
  ) {}

  /** What this store is; asked without a session. */
  @Get('about')
  about(@Res() reply: FastifyReply): void {
    void reply.header('x-experience-api-version', '1.0.3').send({ version: ['1.0.3', '1.0.0'] });
  }

  @Get('statements')
  get(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.answer(token, request, reply);
  }

  @Put('statements')
  @RouteConfig({ rawBody: true })
  put(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.answer(token, request, reply);
  }

  @Post('statements')
  @RouteConfig({ rawBody: true })
  post(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.answer(token, request, reply);
  }

  private answer(token: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.answers.answer(token, request, reply, async ({ asked, launch, session }) => {
      switch (asked.method) {
        case 'PUT':
          return this.keepOne(launch, session, asked, reply);
        case 'POST':
          return this.keepAll(launch, session, asked, reply);
        case 'GET':
        case 'HEAD':
          return this.read(token, session, asked, reply);
        default:
          throw new XapiError(405, 'statements are read and kept');
      }
    });
  }

  private async keepOne(
    launch: OpenLaunch,
    session: AuthorizedSession,
    asked: XapiRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { statementId: id, ...others } = asked.query;
    demand(isId(id) && Object.keys(others).length === 0, 'statementId');
    const { statements, attached } = readBatch(asked);
    const statement = checkStatement(statements);
    demand(
      statement.id === undefined || statement.id.toLowerCase() === id.toLowerCase(),
      'the statement has another id',
    );
    await this.cmi5.take(launch, session, [{ ...statement, id: id.toLowerCase() }], attached);
    void reply.status(204).send();
  }

  private async keepAll(
    launch: OpenLaunch,
    session: AuthorizedSession,
    asked: XapiRequest,
    reply: FastifyReply,
  ): Promise<void> {
    demand(Object.keys(asked.query).length === 0, 'no parameters');
    const { statements, attached } = readBatch(asked);
    const given = [statements].flat();
    demand(given.length <= MOST, `at most ${MOST} statements`);
    const checked: XapiStatement[] = given.map((one) => {
      const statement = checkStatement(one);
      return { ...statement, id: (statement.id ?? newId()).toLowerCase() };
    });
    await this.cmi5.take(launch, session, checked, attached);
    void reply.status(200).send(checked.map(({ id }) => id));
  }

  private async read(
    token: string,
    { registration: { id: registrationId } }: AuthorizedSession,
    { query }: XapiRequest,
    reply: FastifyReply,
  ): Promise<void> {
    void reply.header('x-experience-api-consistent-through', this.clock.now().toISOString());
    const asked = readStatementQuery(query);
    if ('id' in asked) {
      const found = await this.statements.one(registrationId, asked.id, asked.voided);
      if (!found) throw new XapiError(404, 'there is no such statement');
      void reply.header('last-modified', new Date(found.stored ?? 0).toUTCString());
      const shown = asked.format === 'ids' ? idsOnly(found) : found;
      return this.send(reply, registrationId, shown, asked.attachments ? [found] : undefined);
    }
    // A unit sees what was said in its own registration.
    const { registration } = query;
    const isOwn = registration === undefined || registration === registrationId;
    const page = isOwn
      ? await this.statements.page(registrationId, asked)
      : { statements: [], next: undefined };
    const list = {
      statements: asked.format === 'ids' ? page.statements.map(idsOnly) : page.statements,
      more: page.next === undefined ? '' : moreHref(token, query, page.next),
    };
    return this.send(reply, registrationId, list, asked.attachments ? page.statements : undefined);
  }

  /** `named` are the statements of which the attachments were asked for as well. */
  private async send(
    reply: FastifyReply,
    registrationId: string,
    shown: object,
    named: readonly XapiStatement[] | undefined,
  ): Promise<void> {
    if (!named) return void reply.send(shown);
    const { type, content } = writeBatch(shown, await this.attachments.of(registrationId, named));
    void reply.type(type).send(content);
  }
}

function moreHref(token: string, query: Readonly<Record<string, unknown>>, cursor: string): string {
  const asked = new URLSearchParams(query as Record<string, string>);
  asked.set('cursor', cursor);
  return `/l/${token}/xapi/statements?${asked.toString()}`;
}

/** A statement with no more of agents, verbs and activities than who and what they are. */
function idsOnly(statement: XapiStatement): object {
  const { actor, verb, object } = statement;
  return { ...statement, actor: withoutName(actor), verb: { id: verb.id }, object: onlyId(object) };
}

const onlyId = (object: XapiStatement['object']): object =>
  object.objectType === undefined || object.objectType === 'Activity'
    ? { objectType: 'Activity', id: object.id }
    : withoutName(object);

function withoutName<T extends object>(actor: T): object {
  const { name: _name, ...rest } = actor as { name?: string };
  return rest;
}
