import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { CONFIG, type Config, isId, LimitByAddress, Public } from '@academie/platform';

import type { LiveScimKey } from '../scim-key/scim-key.service';
import {
  listOf,
  MOST_USERS,
  resourceTypes,
  schemas,
  serviceProviderConfig,
  USUAL_USERS,
} from './scim-description';
import { noSuchUser, ScimRefusal, wrong } from './scim.errors';
import { CurrentScimKey, ScimGuard } from './scim.guard';
import { patched } from './scim-patch';
import { resourceOf, versionOf } from './scim-resource';
import { type ScimUserRow, ScimUsersQueries } from './scim-users.queries';
import { ScimUsersService } from './scim-users.service';
import { wantedOf } from './scim-wanted';

const JSON_TYPE = 'application/scim+json; charset=utf-8';
/** Entra ID asks 25 times a second at the most. */
const PER_MINUTE = 1500;
const LAST_INDEX = 1_000_000;

/** SCIM 2.0 (RFC 7643, 7644): the directory of an organisation keeps its own people here. */
@ApiExcludeController()
@Controller('scim/v2')
@Public()
@UseGuards(ScimGuard)
@LimitByAddress(PER_MINUTE)
export class ScimController {
  private readonly base: string;

  constructor(
    private readonly queries: ScimUsersQueries,
    private readonly users: ScimUsersService,
    @Inject(CONFIG) config: Config,
  ) {
    this.base = `${config.publicUrl}/scim/v2`;
  }

  @Get('ServiceProviderConfig')
  config(@Res() reply: FastifyReply): void {
    this.send(reply, serviceProviderConfig(this.base));
  }

  @Get('ResourceTypes')
  types(@Res() reply: FastifyReply): void {
    const all = resourceTypes(this.base);
    this.send(reply, listOf(all, all.length));
  }

  @Get('ResourceTypes/:id')
  type(@Param('id') id: string, @Res() reply: FastifyReply): void {
    this.sendOne(reply, resourceTypes(this.base), id);
  }

  @Get('Schemas')
  allSchemas(@Res() reply: FastifyReply): void {
    const all = schemas(this.base);
    this.send(reply, listOf(all, all.length));
  }

  @Get('Schemas/:id')
  schema(@Param('id') id: string, @Res() reply: FastifyReply): void {
    this.sendOne(reply, schemas(this.base), id);
  }

  @Get('Users')
  async list(
    @CurrentScimKey() key: LiveScimKey,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { filter } = query;
    if (filter !== undefined && typeof filter !== 'string')
      throw wrong('invalidFilter', 'There is one filter');
    const startIndex = Math.min(Math.max(whole(query.startIndex, 1), 1), LAST_INDEX);
    const count = Math.min(Math.max(whole(query.count, USUAL_USERS), 0), MOST_USERS);
    const { total, users } = await this.queries.list(key, {
      filter: filter || undefined,
      offset: startIndex - 1,
      count,
    });
    const resources = users.map((user) => resourceOf(user, this.base));
    this.send(reply, listOf(resources, total, startIndex));
  }

  @Get('Users/:id')
  async show(
    @CurrentScimKey() key: LiveScimKey,
    @Param('id') id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const user = await this.find(key, id);
    if (known === versionOf(user)) return void reply.status(304).send();
    this.sendUser(reply, user);
  }

  @Post('Users')
  async create(
    @CurrentScimKey() key: LiveScimKey,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const user = await this.users.create(key, wantedOf(body));
    void reply.status(201).header('location', `${this.base}/Users/${user.id}`);
    this.sendUser(reply, user);
  }

  @Put('Users/:id')
  async replace(
    @CurrentScimKey() key: LiveScimKey,
    @Param('id') id: string,
    @Headers('if-match') version: string | undefined,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const now = await this.find(key, id);
    requireVersion(now, version);
    this.sendUser(reply, await this.users.replace(key, now.id, wantedOf(body, now)));
  }

  @Patch('Users/:id')
  async patch(
    @CurrentScimKey() key: LiveScimKey,
    @Param('id') id: string,
    @Headers('if-match') version: string | undefined,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const now = await this.find(key, id);
    requireVersion(now, version);
    const wanted = wantedOf(patched(resourceOf(now, this.base), body), now);
    this.sendUser(reply, await this.users.replace(key, now.id, wanted));
  }

  @Delete('Users/:id')
  @HttpCode(204)
  async remove(
    @CurrentScimKey() key: LiveScimKey,
    @Param('id') id: string,
    @Headers('if-match') version: string | undefined,
  ): Promise<void> {
    const now = await this.find(key, id);
    requireVersion(now, version);
    await this.users.remove(key, now.id);
  }

  private async find(key: LiveScimKey, id: string): Promise<ScimUserRow> {
    const user = isId(id) ? await this.queries.one(key, id) : undefined;
    if (!user) throw noSuchUser();
    return user;
  }

  private sendUser(reply: FastifyReply, user: ScimUserRow): void {
    void reply.header('etag', versionOf(user));
    this.send(reply, resourceOf(user, this.base));
  }

  private sendOne(reply: FastifyReply, all: readonly object[], id: string): void {
    const one = all.find((thing) => (thing as { id: string }).id === id);
    if (!one) throw new ScimRefusal('not_found', 'There is no such description');
    this.send(reply, one);
  }

  private send(reply: FastifyReply, body: object): void {
    void reply.type(JSON_TYPE).send(body);
  }
}

function requireVersion(user: ScimUserRow, version: string | undefined): void {
  if (version !== undefined && version !== '*' && version !== versionOf(user))
    throw new ScimRefusal('precondition_failed', 'The user changed since it was read');
}

const whole = (value: unknown, otherwise: number): number => {
  if (value === undefined || value === '') return otherwise;
  const number = Number(value);
  if (!Number.isInteger(number))
    throw wrong('invalidValue', 'startIndex and count are whole numbers');
  return number;
};
