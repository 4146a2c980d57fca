import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  addDays,
  emptyForm,
  eventText,
  type Form,
  JournalEvents,
  NotFound,
  readForm,
  seeOther,
  t,
  trimmedText,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MergeQueries } from '../merge/merge.queries';
import { mergeView } from '../merge/merge-view';
import { MenuEntry } from '../access/navigation';
import { validity } from '../organisation/organisation-view';
import { GrantForm } from '../person/people.dto';
import { PlannedChangesQueries } from '../membership/planned-changes.queries';
import { plannedView } from '../membership/planned-view';
import { RoleGiving } from '../membership/role-giving';
import { ProcessingLog } from '../processing/processing-log';
import { PeopleQueries, type PersonDetail } from '../person/people.queries';
import { RoleService } from '../access/role.service';
import { Scopes } from '../access/scopes';

const HOME = { href: '/beheer', label: 'Beheer' };
const PEOPLE = { href: '/beheer/personen', label: 'Personen' };
const query = (path: string, params: Record<string, string | undefined>): string => {
  const given = Object.entries(params).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return given.length > 0 ? `${path}?${new URLSearchParams(given).toString()}` : path;
};

/** Administration: who there is and who may do what. */
@ApiExcludeController()
@Controller('beheer')
export class AdminPages {
  constructor(
    private readonly queries: PeopleQueries,
    private readonly roles: RoleService,
    private readonly giving: RoleGiving,
    private readonly plans: PlannedChangesQueries,
    private readonly scopes: Scopes,
    private readonly merges: MergeQueries,
    private readonly looks: ProcessingLog,
    private readonly events: JournalEvents,
  ) {}

  @Get('personen')
  @MenuEntry({
    section: 'admin',
    group: 'people',
    href: '/beheer/personen',
    text: 'people.menu.people',
    roles: ['administrator', 'auditor'],
    position: 50,
  })
  @Allow('administrator', 'auditor')
  async people(
    @Query('q') q: unknown,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const search = trimmedText(q);
    const { items, next } = await this.queries.people({ search, after: trimmedText(after, 1000) });
    reply.view('people/admin/people', {
      title: 'Personen',
      crumbs: [HOME, { label: 'Personen' }],
      search,
      rows: items.map((person) => ({
        cells: [
          {
            text: `${person.familyName}, ${person.givenName}`,
            href: `/beheer/personen/${person.id}`,
          },
          { text: person.organisation ?? '', label: 'Organisatie' },
          { text: person.email ?? '', label: 'E-mailadres' },
          {
            text: person.roles.map((role) => t(`people.role.${role}`)).join(', '),
            label: 'Rollen',
          },
        ],
      })),
      columns: ['Naam', 'Organisatie', 'E-mailadres', 'Rollen'].map((label) => ({ label })),
      next: next && query('/beheer/personen', { q: search, na: next }),
      first: trimmedText(after, 1000) && query('/beheer/personen', { q: search }),
    });
  }

  @Get('personen/:id')
  @Allow('administrator', 'auditor')
  async person(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!(await this.queries.person(id))) throw new NotFound();
    await this.looks.record(actor, {
      name: 'person.opened',
      activity: 'administration',
      subjectIds: [id],
    });
    await this.show(actor, id, emptyForm(), reply);
  }

  @Post('personen/:id/rollen')
  @Allow('administrator')
  async grant(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(GrantForm, body);
    const done = await form.submit((asked) => this.giving.give(actor, id, asked));
    if (done) {
      seeOther(reply, `/beheer/personen/${id}`, done);
      return;
    }
    void reply.status(422);
    await this.show(actor, id, form, reply);
  }

  @Post('personen/:id/rollen/:grantId/intrekken')
  @Allow('administrator')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('grantId', ParseUUIDPipe) grantId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.roles.revoke(actor, id, grantId);
    seeOther(reply, `/beheer/personen/${id}`, t('people.role-change.revoked'));
  }

  @Get('organisaties')
  @MenuEntry({
    section: 'admin',
    group: 'people',
    href: '/beheer/organisaties',
    text: 'people.menu.organisations',
    roles: ['administrator', 'auditor'],
    position: 60,
  })
  @Allow('administrator', 'auditor')
  async organisations(
    @CurrentActor() actor: Actor,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { items, next } = await this.queries.organisations({
      includeEnded: true,
      after: trimmedText(after, 1000),
      limit: 50,
    });
    reply.view('people/admin/organisations', {
      mayChange: actor.isAdministrator,
      title: 'Organisaties',
      crumbs: [HOME, { label: 'Organisaties' }],
      columns: ['Naam', 'Soort', 'Veiligheidsregio', 'CBS-code', 'Geldig'].map((label) => ({
        label,
      })),
      rows: items.map((row) => ({
        cells: [
          { text: row.name, href: `/beheer/organisaties/${row.id}` },
          { text: t(`people.organisation-kind.${row.kind}`), label: 'Soort' },
          { text: row.safetyRegion ?? '', label: 'Veiligheidsregio' },
          { text: row.cbsCode ?? '', label: 'CBS-code' },
          {
            text: validity(row.validFrom, row.validTo) || 'ja',
            label: 'Geldig',
          },
        ],
      })),
      next: next && query('/beheer/organisaties', { na: next }),
      first: trimmedText(after, 1000) && '/beheer/organisaties',
    });
  }

  @Get('logboek')
  @MenuEntry({
    section: 'admin',
    group: 'academie',
    href: '/beheer/logboek',
    text: 'people.menu.journal',
    roles: ['administrator', 'auditor'],
    position: 90,
  })
  @Allow('administrator', 'auditor')
  async journal(
    @Query('onderwerp') subject: unknown,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const subjectId = trimmedText(subject);
    const known = subjectId === undefined || /^[0-9a-f-]{36}$/i.test(subjectId);
    const { items, next } = known
      ? await this.queries.journal({ subjectId, after: trimmedText(after, 1000) })
      : { items: [], next: null };
    reply.view('people/admin/journal', {
      title: 'Logboek',
      crumbs: [HOME, { label: 'Logboek' }],
      subjectId,
      lines: items.map((line) => ({ ...line, what: this.whatOf(line.action) })),
      next: next && query('/beheer/logboek', { onderwerp: subjectId, na: next }),
      first: trimmedText(after, 1000) && query('/beheer/logboek', { onderwerp: subjectId }),
    });
  }

  /** The sentence of an event; its name for one that is not written any more. */
  private whatOf(action: string): string {
    const known = this.events.all.find(({ name }) => name === action);
    return known ? eventText(known) : action;
  }

  private async show(
    actor: Actor,
    id: string,
    form: Form<object>,
    reply: FastifyReply,
  ): Promise<void> {
    const person = await this.queries.person(id);
    if (!person) throw new NotFound();
    const [organisations, themes, merges, plans] = await Promise.all([
      this.scopes.options('organisation'),
      this.scopes.options('theme'),
      this.merges.merges({ personId: id, limit: 20 }),
      this.plans.roles(id),
    ]);
    const isThere = !['merged', 'erased'].includes(person.status);
    const names = new Map([...organisations, ...themes].map((scope) => [scope.id, scope.name]));
    const option = ({ id: value, name: label }: { id: string; name: string }): object => ({
      value,
      label,
    });
    reply.view('people/admin/person', {
      title: `${person.givenName} ${person.familyName}`,
      crumbs: [HOME, PEOPLE, { label: `${person.givenName} ${person.familyName}` }],
      person,
      grants: grantsOf(person, names),
      planned: plans.map((plan) =>
        plannedView(
          plan,
          actor.isAdministrator ? `/beheer/rollen/gepland/${plan.id}/schrappen` : undefined,
          names.get(plan.organisationId ?? plan.themeId ?? '') ?? t('people.scope.all'),
        ),
      ),
      mayChange: actor.isAdministrator && isThere,
      mayBlock: actor.isAdministrator && isThere && !person.blockedAt && id !== actor.id,
      mayResetFactor: actor.isAdministrator && isThere && person.hasFactor && id !== actor.id,
      status: isThere ? undefined : t(`people.status.${person.status}`),
      merges: merges.items.map((row) => mergeView(row, actor.isAdministrator)),
      form: form.view,
      roles: ['coordinator', 'trainer', 'theme_lead', 'administrator', 'auditor'].map((role) => ({
        value: role,
        label: t(`people.role.${role}`),
      })),
      scopes: [
        ...organisations.map(option),
        ...themes.map((theme) =>
          option({ ...theme, name: t('people.scope.theme', { name: theme.name }) }),
        ),
      ],
    });
  }
}

const grantsOf = (person: PersonDetail, names: Map<string, string>): object[] =>
  person.grants.map((grant) => ({
    role: t(`people.role.${grant.role}`),
    scope: grant.scopeId
      ? (names.get(grant.scopeId) ?? t('people.scope.gone'))
      : t('people.scope.all'),
    lastDay: grant.endsAt && addDays(new Date(grant.endsAt), -1),
    revokeHref: `/beheer/personen/${person.id}/rollen/${grant.id}/intrekken`,
  }));
