import { Controller, Delete, Get, Param, Post, Put, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { Public } from '@academie/platform';

import { LAUNCH_DATA } from '../cmi5/cmi5-terms';
import type { AuthorizedSession } from '../cmi5/cmi5.service';
import { type DocumentPlace, DocumentService } from '../record-store/document.service';
import { agentIn, moment } from '../record-store/statement-query';
import { StatementService } from '../record-store/statement.service';
import { isSameStatement } from '../xapi/same-statement';
import { demand, XapiError } from '../xapi/xapi-error';
import { XapiAnswers } from './xapi-answer';
import { isJsonType, type XapiRequest } from './xapi-request';

type Query_ = Readonly<Record<string, unknown>>;

interface Kind {
  store: DocumentPlace['store'];
  /** The parameter with the name of the document. */
  name: string;
  /** Which other parameters it has. */
  parameters: readonly string[];
}

const KINDS: Readonly<Record<string, Kind>> = {
  'activities/state': {
    store: 'state',
    name: 'stateId',
    parameters: ['activityId', 'agent', 'registration'],
  },
  'activities/profile': { store: 'activity', name: 'profileId', parameters: ['activityId'] },
  'agents/profile': { store: 'agent', name: 'profileId', parameters: ['agent'] },
};

const RESOURCES = ['activities', 'agents', ...Object.keys(KINDS)];

/** Documents, activities and agents of the record store (xAPI 1.0.3, part three, sections 2.2 to 2.7). */
@ApiExcludeController()
@Controller('l/:token/xapi')
@Public()
export class DocumentsController {
  constructor(
    private readonly answers: XapiAnswers,
    private readonly documents: DocumentService,
    private readonly statements: StatementService,
  ) {}

  @Get(RESOURCES)
  get(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.answer(token, request, reply);
  }

  @Put(RESOURCES)
  @RouteConfig({ rawBody: true })
  put(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.answer(token, request, reply);
  }

  @Post(RESOURCES)
  @RouteConfig({ rawBody: true })
  post(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.answer(token, request, reply);
  }

  @Delete(RESOURCES)
  @RouteConfig({ rawBody: true })
  remove(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.answer(token, request, reply);
  }

  private answer(token: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.answers.answer(token, request, reply, async ({ asked, session }) => {
      const [, resource = ''] = /\/xapi\/([a-z]+(?:\/[a-z]+)?)/.exec(request.url) ?? [];
      const kind = KINDS[resource];
      const isReading = asked.method === 'GET' || asked.method === 'HEAD';
      if (!kind && !isReading) throw new XapiError(405, 'this can only be read');
      if (resource === 'activities') return this.activity(asked, session, reply);
      if (resource === 'agents') return agentOf(asked, reply);
      if (!kind) throw new XapiError(404, 'there is no such thing');
      if (isReading) return this.read(kind, asked, session, reply);
      await (asked.method === 'DELETE'
        ? this.removeOne(kind, asked, session)
        : this.write(kind, asked, session));
      void reply.status(204).send();
    });
  }

  private async activity(
    { query }: XapiRequest,
    { registration }: AuthorizedSession,
    reply: FastifyReply,
  ): Promise<void> {
    only(query, ['activityId']);
    void reply.send(await this.statements.activity(registration.id, iriIn(query)));
  }

  private async read(
    kind: Kind,
    { query }: XapiRequest,
    session: AuthorizedSession,
    reply: FastifyReply,
  ): Promise<void> {
    const place = placeOf(kind, query, session, ['since']);
    if (place.name === undefined) {
      void reply.send(await this.documents.names(place, moment(query, 'since')));
      return;
    }
    demand(query.since === undefined, 'since goes without a name');
    const found = await this.documents.find({ ...place, name: place.name });
    if (!found) throw new XapiError(404, 'there is no such document');
    void reply
      .header('etag', `"${found.etag}"`)
      .header('last-modified', found.updatedAt.toUTCString())
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type(found.contentType)
      .send(found.content);
  }

  private async removeOne(
    kind: Kind,
    { query, headers }: XapiRequest,
    session: AuthorizedSession,
  ): Promise<void> {
    const place = placeOf(kind, query, session);
    const { name } = place;
    if (name !== undefined) {
      refuseLaunchData(name);
      return this.documents.remove({ ...place, name }, seenIn(headers));
    }
    demand(kind.store === 'state', kind.name);
    return this.documents.removeAll(place, LAUNCH_DATA);
  }

  private async write(
    kind: Kind,
    { method, query, headers, content }: XapiRequest,
    session: AuthorizedSession,
  ): Promise<void> {
    const place = placeOf(kind, query, session);
    const { name } = place;
    demand(name !== undefined, kind.name);
    refuseLaunchData(name);
    const type = headers['content-type'] ?? 'application/octet-stream';
    demand(/^[\w.+-]{1,80}\/[\w.+-]{1,80}(?:\s*;[\x20-\x7e]{0,200})?$/.test(type), 'content-type');
    if (isJsonType(type)) demand(isJson(content), 'this is no JSON');
    const how = method === 'PUT' ? 'put' : 'merge';
    await this.documents[how]({ ...place, name }, { content, type }, seenIn(headers));
  }
}

function agentOf({ query }: XapiRequest, reply: FastifyReply): void {
  only(query, ['agent']);
  // One way of being known for each person here, so there is nothing to add to what was asked.
  const lists = Object.entries(agentIn(query.agent)).map(([name, value]) => [name, [value]]);
  void reply.send({ objectType: 'Person', ...(Object.fromEntries(lists) as object) });
}

/** Where a document lies: with the registration of this session, or with its learner. */
function placeOf(
  { store, name: parameter, parameters }: Kind,
  query: Query_,
  { registration }: AuthorizedSession,
  more: readonly string[] = [],
): Omit<DocumentPlace, 'name'> & { name?: string } {
  only(query, [parameter, ...parameters, ...more]);
  for (const one of parameters)
    demand(query[one] !== undefined || one === 'registration', `${one} is missing`);
  const { actor, id } = registration;
  if (parameters.includes('agent')) {
    const given = { actor: agentIn(query.agent), verb: { id: 'x:x' }, object: {} } as never;
    if (!isSameStatement(given, { actor, verb: { id: 'x:x' }, object: {} }))
      throw new XapiError(403, 'another agent');
  }
  if (query.registration !== undefined) {
    demand(typeof query.registration === 'string', 'registration');
    if (query.registration.toLowerCase() !== id) throw new XapiError(403, 'another registration');
  }
  const activity = parameters.includes('activityId') ? iriIn(query) : '';
  const owner = store === 'agent' ? (actor.account?.name ?? id) : id;
  const name = query[parameter];
  if (name === undefined) return { store, owner, activity };
  demand(typeof name === 'string' && name.length > 0 && name.length <= 500, parameter);
  return { store, owner, activity, name };
}

function only(query: Query_, names: readonly string[]): void {
  for (const [name, value] of Object.entries(query)) {
    demand(names.includes(name), `no ${name.slice(0, 40)}`);
    demand(typeof value === 'string' && !value.includes('\0'), `${name} is there twice`);
  }
}

function iriIn({ activityId }: Query_): string {
  demand(
    typeof activityId === 'string' &&
      activityId.length <= 2000 &&
      /^[a-z][a-z\d+.-]*:\S+$/i.test(activityId),
    'activityId',
  );
  return activityId;
}

// Only the LMS writes it (cmi5, section 10).
function refuseLaunchData(name: string): void {
  if (name === LAUNCH_DATA) throw new XapiError(403, 'the launch data stay as they are');
}

const seenIn = (headers: XapiRequest['headers']) => ({
  ifMatch: headers['if-match'],
  ifNoneMatch: headers['if-none-match'],
});

function isJson(content: Buffer): boolean {
  try {
    JSON.parse(content.toString());
    return true;
  } catch {
    return false;
  }
}
