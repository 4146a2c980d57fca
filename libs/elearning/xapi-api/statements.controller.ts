import { Controller, Get, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { Clock, isId, newId, Public } from '@academie/platform';

import { Cmi5Service } from '../cmi5/cmi5.service';
import { LaunchService } from '../launch/launch.service';
import { StatementService } from '../record-store/statement.service';
import { readStatementQuery } from '../record-store/statement-query';
import type { XapiStatement } from '../xapi/statement';
import { checkStatement } from '../xapi/statement-check';
import { demand, XapiError } from '../xapi/xapi-error';
import { answerXapi, beginXapi, jsonBody } from './xapi-answer';

/** So many statements one request may bring. */
const MOST = 500;

/** Statements of units of cmi5 (xAPI 1.0.3, part three, section 2.1), on the content host. */
@ApiExcludeController()
@Controller('l/:token/xapi')
@Public()
export class StatementsController {
  constructor(
    private readonly clock: Clock,
    private readonly launches: LaunchService,
    private readonly cmi5: Cmi5Service,
    private readonly statements: StatementService,
  ) {}

  /** What this store is; asked without a session. */
  @Get('about')
  about(@Res() reply: FastifyReply): void {
    void reply.header('x-experience-api-version', '1.0.3').send({ version: ['1.0.3', '1.0.0'] });
  }

  @Put('statements')
  @RouteConfig({ rawBody: true })
  put(
    @Param('token') token: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return answerXapi(reply, async () => {
      beginXapi(request, reply);
      const { launch, session } = await this.session(token, request);
      const { statementId: id, ...others } = query;
      demand(isId(id) && Object.keys(others).length === 0, 'statementId');
      const statement = checkStatement(jsonBody(request));
      demand(
        statement.id === undefined || statement.id.toLowerCase() === id.toLowerCase(),
        'the statement has another id',
      );
      await this.cmi5.take(launch, session, [{ ...statement, id: id.toLowerCase() }]);
      void reply.status(204).send();
    });
  }

  @Post('statements')
  @RouteConfig({ rawBody: true })
  post(
    @Param('token') token: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return answerXapi(reply, async () => {
      beginXapi(request, reply);
      const { launch, session } = await this.session(token, request);
      demand(Object.keys(query).length === 0, 'no parameters');
      const given = [jsonBody(request)].flat();
      demand(given.length <= MOST, `at most ${MOST} statements`);
      const statements: XapiStatement[] = given.map((one) => {
        const statement = checkStatement(one);
        return { ...statement, id: (statement.id ?? newId()).toLowerCase() };
      });
      await this.cmi5.take(launch, session, statements);
      void reply.status(200).send(statements.map(({ id }) => id));
    });
  }

  @Get('statements')
  get(
    @Param('token') token: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return answerXapi(reply, async () => {
      beginXapi(request, reply);
      const { session } = await this.session(token, request);
      const { id: registrationId } = session.registration;
      void reply.header('x-experience-api-consistent-through', this.clock.now().toISOString());
      const asked = readStatementQuery(query);
      if ('id' in asked) {
        const found = await this.statements.one(registrationId, asked.id, asked.voided);
        if (!found) throw new XapiError(404, 'there is no such statement');
        void reply
          .header('last-modified', new Date(found.stored ?? 0).toUTCString())
          .send(asked.format === 'ids' ? idsOnly(found) : found);
        return;
      }
      // A unit sees what was said in its own registration.
      const { registration } = query;
      const isOwn = registration === undefined || registration === registrationId;
      const page = isOwn
        ? await this.statements.page(registrationId, asked)
        : { statements: [], next: undefined };
      void reply.send({
        statements: asked.format === 'ids' ? page.statements.map(idsOnly) : page.statements,
        more: page.next === undefined ? '' : moreHref(token, query, page.next),
      });
    });
  }

  private async session(token: string, request: FastifyRequest) {
    const launch = await this.launches.find(token);
    return {
      launch,
      session: await this.cmi5.authorize(launch, request.headers.authorization),
    };
  }
}

function moreHref(token: string, query: Record<string, unknown>, cursor: string): string {
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
