import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  Clock,
  dayOf,
  emptyForm,
  type Form,
  mediumDate,
  NotFound,
  readForm,
  seeOther,
  sendTable,
  sheetOptions,
  t,
  Upload,
} from '@academie/platform';

import { ActAccess } from '../kind/act-access';
import { known } from '../act-pages/act-form.pages';
import { ActKinds } from '../kind/act-kinds';
import { queryText } from '../act-pages/act-list-query';
import { problemText } from '../act/act-labels';
import { dutchDay } from '../act/act.service';
import { ImportNotWaiting, InvalidAct } from '../acts.errors';
import { importView, OUTCOMES, STAYED } from './import-view';
import { exampleCsv, exampleParticipants, rejectedCsv } from './import-labels';
import { fileToImport, MOST_MEGABYTES } from './import-upload';
import { ImportQueries, isWorking } from './import.queries';
import { ImportService } from './import.service';
import { PARTICIPANTS } from '../participant-import/participant-columns';
import { mayImport, ParticipantImports } from '../participant-import/participant-importer';

const PAGE_SIZE = 50;
export const IMPORTERS = ['coordinator', 'theme_lead', 'administrator'] as const;

/** The form beside the file. */
class ImportForm {
  @IsString()
  @MaxLength(100)
  kind!: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  source?: string;

  /** Slug of the course of a list of participants. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  course?: string;

  /** Name of the sheet, once the file turned out to have several with data. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sheet?: string;
}

/** Whether rows that are hidden in the workbook are taken too. */
class HiddenForm {
  @IsIn(['ja', 'nee'])
  take!: 'ja' | 'nee';
}

/** Reading a file with acts: try it, look at the answers, say yes. */
@ApiExcludeController()
@Controller('registraties')
export class ImportPages {
  constructor(
    private readonly imports: ImportService,
    private readonly queries: ImportQueries,
    private readonly access: ActAccess,
    private readonly kinds: ActKinds,
    private readonly participants: ParticipantImports,
    private readonly clock: Clock,
  ) {}

  @Get('importeren')
  @Allow(...IMPORTERS)
  async start(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { soort, cursus } = query;
    const form = emptyForm({ kind: queryText(soort), course: queryText(cursus) });
    await this.showStart(reply, actor, form);
  }

  @Get('importeren/voorbeeld.csv')
  @Allow(...IMPORTERS)
  async example(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = queryText(query.soort);
    const kind = this.kinds.get(asked);
    if (!kind && asked !== PARTICIPANTS) throw new NotFound();
    const day = dutchDay(dayOf(this.clock.now()));
    const [course] = kind ? [] : await this.participants.courses(actor);
    sendTable(
      reply,
      'csv',
      `voorbeeld-${asked}`,
      kind ? exampleCsv(kind, day) : exampleParticipants(course?.slug ?? '', day),
    );
  }

  @Post('importeren')
  @Upload(MOST_MEGABYTES)
  @Allow(...IMPORTERS)
  async validate(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ImportForm, body);
    // All that lacks is said at once, in the order of the form: who chose a file chooses it again only once.
    if (!form.values.kind) form.errors.kind = t('acts.import.choose-kind');
    if (!request.upload) form.errors.file = t('acts.refusal.file-missing');
    const id = await form.submit(async (facts) => {
      const { sheet, ...rest } = facts;
      try {
        const file = fileToImport({ ...rest, ...(sheet && { sheet }) }, request.upload);
        return await this.imports.validate(actor, file);
      } catch (error) {
        if (!(error instanceof InvalidAct)) throw error;
        for (const problem of error.found) form.errors[problem.field] = problemText(problem);
        return undefined;
      }
    });
    if (id) return seeOther(reply, `/registraties/importen/${id}`);
    await this.showStart(reply, actor, form);
  }

  @Get('importen/:id')
  @Allow(...IMPORTERS, 'auditor')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.queries.one(actor, known(id));
    const outcome = OUTCOMES.find((one) => one === query.uitkomst);
    const hasStayed = query.uitkomst === STAYED;
    const from = Number(queryText(query.na, 10));
    const after = Number.isInteger(from) && from > 0 ? Math.min(from, 1_000_000) : 0;
    const limit = PAGE_SIZE + 1;
    const rows = isWorking(found)
      ? []
      : await this.queries.rows(found, { after, limit, hasStayed, ...(outcome && { outcome }) });
    const name = this.nameOf(found.kind);
    const mayImport = IMPORTERS.some((role) => actor.is(role));
    const mayUndo = mayImport && (found.mine || actor.isAdministrator);
    const asked = { outcome, hasStayed, size: PAGE_SIZE };
    reply.view('acts/import/import', importView(found, rows, name, asked, { mayImport, mayUndo }));
  }

  @Post('importen/:id/bevestigen')
  @Allow(...IMPORTERS)
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const path = `/registraties/importen/${known(id)}`;
    try {
      await this.imports.confirm(actor, id);
    } catch (error) {
      // A second press of the button: the page says how it ended.
      if (!(error instanceof ImportNotWaiting)) throw error;
      return seeOther(reply, path);
    }
    const isDone = !isWorking(await this.queries.one(actor, id));
    seeOther(reply, path, isDone ? t('acts.import.done') : undefined);
  }

  /** Tries the rows again, with those that are hidden in the workbook or without. */
  @Post('importen/:id/verborgen')
  @Allow(...IMPORTERS)
  async takeHidden(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const path = `/registraties/importen/${known(id)}`;
    const { data } = await readForm(HiddenForm, body);
    try {
      if (data) await this.imports.takeHidden(actor, id, data.take === 'ja');
    } catch (error) {
      if (!(error instanceof ImportNotWaiting)) throw error;
    }
    seeOther(reply, path);
  }

  @Get('importen/:id/afgewezen.csv')
  @Allow(...IMPORTERS, 'auditor')
  async rejected(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.queries.one(actor, known(id));
    sendTable(
      reply,
      'csv',
      'afgewezen-regels',
      rejectedCsv(this.queries.rejected(found), found.columns),
    );
  }

  private async showStart(reply: FastifyReply, actor: Actor, form: Form<object>): Promise<void> {
    const { recordable } = await this.access.of(actor);
    const latest = await this.queries.latest(actor, 10);
    const courses = mayImport(actor) ? await this.participants.courses(actor) : [];
    const own = courses.filter(({ isOwn }) => isOwn);
    const offered = [
      ...recordable.map(({ kind, name }) => ({ value: kind, label: name })),
      ...(own.length > 0 ? [{ value: PARTICIPANTS, label: this.nameOf(PARTICIPANTS) }] : []),
    ];
    if (form.failed) void reply.status(422);
    reply.view('acts/import/import-start', {
      title: 'Bestand inlezen',
      crumbs: [{ href: '/registraties', label: 'Registraties' }, { label: 'Bestand inlezen' }],
      kinds: offered,
      courses: own.map(({ slug, title }) => ({ value: slug, label: title })),
      examples: offered.map(({ value, label }) => ({
        name: label,
        href: `/registraties/importeren/voorbeeld.csv?soort=${value}`,
      })),
      sheets: sheetOptions(form),
      form: form.view,
      columns: ['Bestand', 'Soort', 'Gestuurd', 'Stand'].map((label) => ({ label })),
      rows: latest.map(({ id, fileName, kind, createdAt, state, undo }) => ({
        cells: [
          { text: fileName, href: `/registraties/importen/${id}` },
          { label: 'Soort', text: this.nameOf(kind) },
          { label: 'Gestuurd', text: mediumDate(createdAt) },
          { label: 'Stand', text: t(`acts.importState.${undo ? 'undone' : state}`) },
        ],
      })),
    });
  }

  private nameOf(kind: string): string {
    return kind === PARTICIPANTS
      ? t('acts.participants.name')
      : (this.kinds.get(kind)?.name ?? kind);
  }
}
