import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ProgrammeQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor, MenuEntry, ProcessingLog } from '@academie/people';
import {
  Clock,
  dutchCsv,
  dutchXlsx,
  emptyForm,
  type Form,
  isId,
  readForm,
  seeOther,
  sendTable,
  t,
} from '@academie/platform';

import { BlockQueries } from '../seat-block/seat-block.queries';
import { listHome } from '../participants/offering-links';
import { EnrolColleagueForm } from './organisation.dto';
import { EnrolmentQueries } from '../place/enrolment.queries';
import { EnrolmentService } from '../place/enrolment.service';
import { type Overlap, Overlaps, overlapText } from '../place/overlaps';
import { ExportLog } from '../participants/export-log';
import { asText, type ExportTable } from '../participants/export-table';
import { type ColleagueRow, OrganisationQueries } from './organisation.queries';
import {
  colleagueView,
  enrolmentRow,
  heldView,
  nameOf,
  offeringOptions,
  organisationTable,
  organisationTabs,
  stepFirstView,
} from './organisation-view';

const PAGE_SIZE = 25;
const EXPORT_LIMIT = 20_000;
const HOME = '/organisatie';
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

interface Asked {
  search: string;
  organisationId: string;
  functionCode: string;
  onlyAhead: boolean;
}

/** Mijn organisatie: what the people of one's own organisation go to, and enrolling them. */
@ApiExcludeController()
@Controller('organisatie')
@Allow('coordinator')
export class OrganisationPages {
  constructor(
    private readonly enrolments: EnrolmentService,
    private readonly queries: EnrolmentQueries,
    private readonly organisation: OrganisationQueries,
    private readonly overlaps: Overlaps,
    private readonly programmes: ProgrammeQueries,
    private readonly exports: ExportLog,
    private readonly blocks: BlockQueries,
    private readonly looks: ProcessingLog,
    private readonly clock: Clock,
  ) {}

  @Get()
  @MenuEntry({
    href: '/organisatie',
    text: 'enrolment.menu.organisation',
    roles: ['coordinator'],
    position: 30,
  })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = askedOf(query);
    const after = text(query.na) || undefined;
    const now = this.clock.now();
    const [{ items, next }, organisations, functions, held, offerings] = await Promise.all([
      this.organisation.colleagues(actor, { ...filterOf(asked), after, limit: PAGE_SIZE }),
      this.organisation.organisations(actor),
      this.organisation.functions(actor),
      this.blocks.ofOrganisations(actor, now),
      this.organisation.openOfferings(actor),
    ]);
    const ahead = await this.queries.seenBy(
      actor,
      await this.queries.ahead(...items.map(({ id }) => id)),
    );
    const given = paramsOf(asked);
    reply.view('enrolment/organisation/organisation', {
      title: 'Mijn organisatie',
      names: organisations.map(({ name }) => name).join(', '),
      organisations:
        organisations.length > 1 &&
        organisations.map(({ id, name }) => ({ value: id, label: name })),
      functions: functions.map(({ code, name }) => ({ value: code, label: name })),
      tabs: organisationTabs('people'),
      held: heldView(held),
      offerings: offeringOptions(offerings, []),
      asked,
      clearHref: given.size > 0 ? HOME : undefined,
      colleagues: items.map((colleague) =>
        colleagueView(
          colleague,
          ahead.filter(({ personId }) => personId === colleague.id),
          now,
        ),
      ),
      exportHref: hrefOf(`${HOME}/export.csv`, given),
      xlsxHref: hrefOf(`${HOME}/export.xlsx`, given),
      nextHref: next && hrefOf(HOME, given, { na: next }),
      firstHref: after && hrefOf(HOME, given),
    });
  }

  @Get('export.csv')
  async csv(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { header, rows } = await this.exported(actor, query);
    sendTable(reply, 'csv', 'inschrijvingen', dutchCsv(header, rows.map(asText)));
  }

  @Get('export.xlsx')
  async xlsx(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { header, rows } = await this.exported(actor, query);
    const workbook = await dutchXlsx('Inschrijvingen', header, rows);
    sendTable(reply, 'xlsx', 'inschrijvingen', workbook);
  }

  /** To the list of an offering, where many are enrolled at once. */
  @Get('inschrijven')
  many(@Query('uitvoering') offeringId: unknown, @Res() reply: FastifyReply): void {
    seeOther(reply, isId(offeringId) ? listHome(offeringId) : HOME);
  }

  @Get('personen/:id')
  async person(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const colleague = await this.organisation.colleague(actor, id);
    await this.looks.record(actor, {
      name: 'person.opened',
      activity: 'coordination',
      subjectIds: [id],
    });
    await this.showPerson(reply, actor, colleague, emptyForm());
  }

  @Post('personen/:id/inschrijven')
  async enrol(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const colleague = await this.organisation.colleague(actor, id);
    const form = await readForm(EnrolColleagueForm, body);
    const { offeringId: wanted, overlapSeen } = form.data ?? {};
    if (wanted && wanted !== overlapSeen) {
      const overlaps = await this.overlaps.of(actor, id, [wanted]);
      if (overlaps.length > 0) {
        void reply.status(200);
        return this.showPerson(reply, actor, colleague, form, overlaps);
      }
    }
    let first: object | undefined;
    const done = await form.submit(({ offeringId }) =>
      this.enrolments.enrol(actor, offeringId, id).catch((error: unknown) => {
        first = stepFirstView(error, id);
        throw error;
      }),
    );
    if (done)
      return seeOther(
        reply,
        `${HOME}/personen/${id}`,
        t(`enrolment.colleagueDone.${done.state}`, {
          name: nameOf(colleague),
          place: done.waitingPosition ?? '?',
        }),
      );
    void reply.status(422);
    await this.showPerson(reply, actor, colleague, form, [], first);
  }

  private async exported(actor: Actor, query: Record<string, unknown>): Promise<ExportTable> {
    const { items } = await this.organisation.colleagues(actor, {
      ...filterOf(askedOf(query)),
      limit: EXPORT_LIMIT,
    });
    const ahead = await this.queries.seenBy(
      actor,
      await this.queries.ahead(...items.map(({ id }) => id)),
    );
    const organisationIds = [...new Set(items.map((colleague) => colleague.organisationId))];
    await this.exports.record(
      actor,
      { organisationIds },
      items.map((colleague) => colleague.id),
    );
    return organisationTable(items, ahead);
  }

  private async showPerson(
    reply: FastifyReply,
    actor: Actor,
    colleague: ColleagueRow,
    form: Form<object>,
    asked: readonly Overlap[] = [],
    first?: object,
  ): Promise<void> {
    const [allAhead, allBehind, offerings, programmes] = await Promise.all([
      this.queries.ahead(colleague.id),
      this.queries.behind(colleague.id, { limit: 100 }),
      this.organisation.openOfferings(actor),
      this.programmes.published(),
    ]);
    const [ahead, behind] = await Promise.all([
      this.queries.seenBy(actor, allAhead),
      this.queries.seenBy(actor, allBehind.items),
    ]);
    const overlaps = await this.overlaps.of(
      actor,
      colleague.id,
      offerings.map(({ id }) => id),
    );
    const now = this.clock.now();
    reply.view('enrolment/organisation/colleague', {
      title: nameOf(colleague),
      crumbs: [{ href: HOME, label: 'Mijn organisatie' }, { label: nameOf(colleague) }],
      organisation: colleague.organisationName,
      inviteAction: colleague.isInvited ? `${HOME}/personen/${colleague.id}/uitnodigen` : undefined,
      ahead: ahead.map((row) => enrolmentRow(row, now)),
      behind: behind.map((row) => enrolmentRow(row, now)),
      columns: [
        { label: 'Training' },
        { label: 'Wanneer' },
        { label: 'Status' },
        { label: 'Afmelden', hidden: true },
      ],
      behindColumns: [{ label: 'Training' }, { label: 'Wanneer' }, { label: 'Uitkomst' }],
      offerings: offeringOptions(offerings, ahead, overlaps),
      overlaps: asked.map(overlapText),
      overlapSeen: asked[0]?.offeringId,
      first,
      programmes: programmes.map(({ slug, title }) => ({
        ...{ title, href: `/leergangen/${slug}/inschrijven?persoon=${colleague.id}` },
      })),
      action: `${HOME}/personen/${colleague.id}/inschrijven`,
      form: form.view,
    });
  }
}

const askedOf = (query: Record<string, unknown>): Asked => ({
  search: text(query.q),
  organisationId: text(query.organisatie),
  functionCode: text(query.functie),
  onlyAhead: query.komend === 'ja',
});

const filterOf = ({ search, organisationId, functionCode, onlyAhead }: Asked) => ({
  search: search || undefined,
  functionCode: functionCode || undefined,
  // Something that is no id is nobody's organisation.
  organisationId: organisationId ? (isId(organisationId) ? organisationId : 'none') : undefined,
  onlyAhead,
});

const paramsOf = ({ search, organisationId, functionCode, onlyAhead }: Asked): URLSearchParams =>
  new URLSearchParams({
    ...(search && { q: search }),
    ...(organisationId && { organisatie: organisationId }),
    ...(functionCode && { functie: functionCode }),
    ...(onlyAhead && { komend: 'ja' }),
  });

function hrefOf(path: string, given: URLSearchParams, more: Record<string, string> = {}): string {
  const all = new URLSearchParams([...given, ...Object.entries(more)]).toString();
  return all ? `${path}?${all}` : path;
}
