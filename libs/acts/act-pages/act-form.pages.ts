import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor, NotAllowed } from '@academie/people';
import {
  Clock,
  dayOf,
  emptyForm,
  type Form,
  isId,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { ActAccess, type ActScope } from '../kind/act-access';
import { ActForm, inputOf, submitAct } from './act-form';
import { fieldsView, formValuesOf } from './act-form-view';
import type { ActKind } from '../kind/act-kind';
import { ActKinds } from '../kind/act-kinds';
import { queryText } from './act-list-query';
import { ActQueries } from '../act/act.queries';
import { ActService } from '../act/act.service';
import { summaryOf } from '../act/act-labels';
import { AlreadyRecorded, LooksRecorded, OnceAYear } from '../acts.errors';
import { Organisations } from '../kind/organisation-lookup';

/** Which kind was recorded last, for the next time. */
const LAST_KIND = 'registratie_soort';
const QUARTER = 90 * 24 * 3600;

/** Recording and correcting under /registraties: one short form per kind. */
@ApiExcludeController()
@Controller('registraties')
export class ActFormPages {
  constructor(
    private readonly acts: ActService,
    private readonly queries: ActQueries,
    private readonly access: ActAccess,
    private readonly kinds: ActKinds,
    private readonly organisations: Organisations,
    private readonly clock: Clock,
  ) {}

  @Get('soorten')
  @Allow('coordinator', 'theme_lead', 'administrator')
  async choose(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const { recordable } = await this.access.of(actor);
    reply.view('acts/act-pages/kinds', {
      title: t('acts.form.choose-kind'),
      crumbs: [{ href: '/registraties', label: 'Registraties' }, { label: 'Soorten' }],
      kinds: recordable.map(({ kind, name, description }) => ({
        name,
        description,
        href: `/registraties/nieuw?soort=${kind}`,
      })),
    });
  }

  @Get('nieuw')
  @Allow('coordinator', 'theme_lead', 'administrator')
  async start(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const scope = await this.access.of(actor);
    const asked = queryText(query.soort) || (request.cookies[LAST_KIND] ?? '');
    const kind = scope.recordable.find(({ kind }) => kind === asked) ?? only(scope.recordable);
    if (!kind) return seeOther(reply, '/registraties/soorten');
    const form = emptyForm({
      occurredOn: queryText(query.datum) || dayOf(this.clock.now()),
      organisation: queryText(query.gemeente),
      team: queryText(query.team),
      subkind: queryText(query.onderwerp),
      target: queryText(query.doel),
      status: kind.statuses[0]?.code ?? '',
      quantity: String(kind.quantity?.default ?? ''),
    });
    await this.showNew(reply, scope, kind, form);
  }

  @Post()
  @Allow('coordinator', 'theme_lead', 'administrator')
  async record(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const scope = await this.access.of(actor);
    const form = await readForm(ActForm, body);
    const kind = scope.recordable.find(({ kind }) => kind === form.values.kind);
    if (!kind) throw new NotAllowed();
    let existing: string | undefined;
    const id = await submitAct(form, kind, (data) =>
      this.acts.record(actor, inputOf(data, kind.kind)).catch((error: unknown) => {
        existing = inTheWay(error);
        throw error;
      }),
    );
    if (!id) return this.showNew(reply, scope, kind, form, existing);
    void reply.setCookie(LAST_KIND, kind.kind, {
      path: '/registraties',
      httpOnly: true,
      sameSite: 'lax',
      maxAge: QUARTER,
    });
    const said = `Vastgelegd: ${kind.name}.`;
    if (!form.data || !isAnother(body)) return seeOther(reply, `/registraties/${id}`, said);
    seeOther(reply, `/registraties/nieuw?${again(form.data, kind)}`, said);
  }

  @Get(':id/corrigeren')
  @Allow('coordinator', 'theme_lead', 'administrator')
  async correction(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { act, mayChange } = await this.queries.detail(actor, known(id));
    if (!mayChange) throw new NotAllowed();
    await this.showCorrection(reply, actor, id, emptyForm(formValuesOf(act)));
  }

  @Post(':id/corrigeren')
  @Allow('coordinator', 'theme_lead', 'administrator')
  async correct(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ActForm, body);
    const { act } = await this.queries.detail(actor, known(id));
    let existing: string | undefined;
    const made = await submitAct(form, this.kinds.get(act.kind), (data) =>
      this.acts.correct(actor, id, inputOf(data, act.kind)).catch((error: unknown) => {
        existing = inTheWay(error);
        throw error;
      }),
    );
    if (made) return seeOther(reply, `/registraties/${made}`, t('acts.form.corrected'));
    await this.showCorrection(reply, actor, id, form, existing);
  }

  private async showNew(
    reply: FastifyReply,
    scope: ActScope,
    kind: ActKind,
    form: Form<object>,
    existing?: string,
  ): Promise<void> {
    const organisations = await this.organisations.all();
    if (form.failed) void reply.status(422);
    reply.view('acts/act-pages/new', {
      title: kind.name,
      crumbs: [{ href: '/registraties', label: 'Registraties' }, { label: 'Nieuw' }],
      kindName: kind.name,
      about: kind.description,
      kindCode: kind.kind,
      otherKinds: scope.recordable.length > 1,
      fields: fieldsView(kind, scope, organisations, form.values, this.clock.now()),
      existingHref: existing && (await this.hrefIfSeen(scope, existing)),
      form: form.view,
    });
  }

  private async showCorrection(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
    existing?: string,
  ): Promise<void> {
    const scope = await this.access.of(actor);
    const act = await this.queries.seen(scope, id);
    const kind = this.kinds.get(act.kind);
    if (!kind) throw new NotFound();
    const organisations = await this.organisations.all();
    if (form.failed) void reply.status(422);
    reply.view('acts/act-pages/correct', {
      title: 'Registratie verbeteren',
      crumbs: [
        { href: '/registraties', label: 'Registraties' },
        { href: `/registraties/${id}`, label: kind.name },
        { label: 'Verbeteren' },
      ],
      summary: summaryOf(kind, act),
      action: `/registraties/${id}/corrigeren`,
      backHref: `/registraties/${id}`,
      fields: fieldsView(kind, scope, organisations, form.values, this.clock.now()),
      existingHref: existing && (await this.hrefIfSeen(scope, existing)),
      form: form.view,
    });
  }

  // The act in the way may be another organisation's; then only the day is told.
  private async hrefIfSeen(scope: ActScope, id: string): Promise<string | undefined> {
    const seen = await this.queries.seen(scope, id).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    return seen && `/registraties/${id}`;
  }
}

const only = (kinds: ActKind[]): ActKind | undefined => (kinds.length === 1 ? kinds[0] : undefined);

const isAnother = (body: unknown): boolean => (body as { next?: unknown } | null)?.next === '1';

const inTheWay = (error: unknown): string | undefined =>
  error instanceof AlreadyRecorded || error instanceof OnceAYear || error instanceof LooksRecorded
    ? String(error.params.id)
    : undefined;

/** An address made up by hand is no act. @throws NotFound. */
export function known(id: string): string {
  if (!isId(id)) throw new NotFound();
  return id;
}

// What stays the same between two acts of one evening.
const again = (form: ActForm, kind: ActKind): string =>
  new URLSearchParams({
    soort: kind.kind,
    datum: form.occurredOn ?? '',
    ...(form.organisation && { gemeente: form.organisation }),
    ...(form.team && { team: form.team }),
    ...(form.subkind && { onderwerp: form.subkind }),
  }).toString();
