import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ApiProblems,
  IDEMPOTENCY_KEY,
  IdempotencyInterceptor,
  InvalidInput,
  keyOf,
  madeUpCursor,
  pageOf,
  Upload,
} from '@academie/platform';

import {
  ImportRequest,
  ImportResponse,
  ImportRowPage,
  ImportRowResponse,
  ImportRowsQuery,
  UndoPreviewResponse,
  UndoRequest,
} from './import.dto';
import { ImportUndoService } from '../import-undo/import-undo.service';
import { tableOfRecords } from '../import-table/import-table';
import { CHUNK_ROWS } from '../import-table/import-lock';
import { fileToImport, MOST_MEGABYTES, sourceOf, withCourse } from './import-upload';
import { ImportQueries, isWorking } from './import.queries';
import { ImportService, type NewImport } from './import.service';

const LOCATION = {
  Location: {
    description: 'The import',
    schema: { type: 'string' as const, format: 'uri-reference' },
  },
};

@ApiTags('imports')
@ApiBearerAuth()
@Controller('api/v1/imports')
@UseInterceptors(IdempotencyInterceptor)
export class ImportsController {
  constructor(
    private readonly imports: ImportService,
    private readonly queries: ImportQueries,
    private readonly undoing: ImportUndoService,
  ) {}

  @Post()
  @Upload(MOST_MEGABYTES)
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiOperation({
    summary: 'Import acts, or who took part in a course elsewhere',
    description:
      'Every row gets an answer: created, matched (it is there already), skipped (empty) or ' +
      'rejected. A field that there is not is refused, since what it holds would be lost. ' +
      'Rows that are hidden in a workbook are left out, and counted. The same rows again change nothing. With dryRun the rows are kept for seven days ' +
      `and imported by the confirmation. More than ${CHUNK_ROWS} rows go on in the background: 202, and ` +
      'the import at Location says how far it is.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: ImportResponse, headers: LOCATION })
  @ApiAcceptedResponse({ type: ImportResponse, headers: LOCATION })
  @ApiProblems(401, 403, 422)
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: ImportRequest,
    @Req() { upload }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportResponse> {
    const file = asked(request, upload);
    const id = await (request.dryRun
      ? this.imports.validate(actor, file)
      : this.imports.run(actor, file));
    return this.answer(actor, id, reply);
  }

  @Get(':id')
  @Allow('coordinator', 'theme_lead', 'administrator', 'auditor')
  @ApiOperation({ summary: 'One import', description: 'Your own; administrators see all.' })
  @ApiOkResponse({ type: ImportResponse })
  @ApiProblems(401, 403, 404)
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ImportResponse> {
    return ImportResponse.of(await this.queries.one(actor, id));
  }

  @Post(':id/confirmation')
  @HttpCode(200)
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Import what was validated',
    description:
      'Exactly the rows of the dry run. 409 when that was done before, or the dry run goes on. ' +
      `More than ${CHUNK_ROWS} rows go on in the background: 202.`,
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: ImportResponse, headers: LOCATION })
  @ApiAcceptedResponse({ type: ImportResponse, headers: LOCATION })
  @ApiProblems(401, 403, 404, 409)
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportResponse> {
    await this.imports.confirm(actor, id);
    return this.answer(actor, id, reply);
  }

  @Get(':id/undoing')
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'What taking an import back would do',
    description: 'Of an own import; administrators of all. Nothing is written.',
  })
  @ApiOkResponse({ type: UndoPreviewResponse })
  @ApiProblems(401, 403, 404, 409)
  async undoPreview(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<UndoPreviewResponse> {
    return UndoPreviewResponse.of(await this.undoing.preview(actor, id));
  }

  @Post(':id/undoing')
  @HttpCode(200)
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Take an import back',
    description:
      'Acts are retracted, participations and completions withdrawn; nothing is deleted. What was changed or ' +
      'confirmed since stays: `undone` of each row says so. The same rows can be imported again. 409 when ' +
      `it was taken back before. More than ${CHUNK_ROWS} rows go on in the background: 202.`,
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: ImportResponse, headers: LOCATION })
  @ApiAcceptedResponse({ type: ImportResponse, headers: LOCATION })
  @ApiProblems(401, 403, 404, 409, 422)
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: UndoRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportResponse> {
    await this.undoing.undo(actor, id, reason);
    return this.answer(actor, id, reply);
  }

  @Get(':id/rows')
  @Allow('coordinator', 'theme_lead', 'administrator', 'auditor')
  @ApiOperation({ summary: 'The answer to every row', description: 'In order, paged by cursor.' })
  @ApiOkResponse({ type: ImportRowPage })
  @ApiProblems(401, 403, 404, 422)
  async rows(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { limit, after, outcome }: ImportRowsQuery,
  ): Promise<ImportRowPage> {
    const list = await this.queries.one(actor, id);
    const [last] = keyOf(after, 1) ?? [0];
    if (typeof last !== 'number' || !Number.isInteger(last) || last > 1e9) throw madeUpCursor();
    const found = await this.queries.rows(list, {
      after: last,
      limit: limit + 1,
      ...(outcome && { outcome }),
    });
    return pageOf(
      found,
      limit,
      ({ rowNumber }) => [rowNumber],
      (row) => ImportRowResponse.of(row),
    );
  }

  private async answer(actor: Actor, id: string, reply: FastifyReply): Promise<ImportResponse> {
    const found = await this.queries.one(actor, id);
    void reply.header('location', `/api/v1/imports/${id}`);
    if (isWorking(found)) void reply.status(HttpStatus.ACCEPTED);
    return ImportResponse.of(found);
  }
}

function asked(request: ImportRequest, upload: FastifyRequest['upload']): NewImport {
  const { kind, source, course, rows } = request;
  if (upload || !rows) return fileToImport(request, upload);
  if (rows.length === 0)
    throw new InvalidInput([{ field: 'rows', code: 'arrayNotEmpty', message: 'rows is empty' }]);
  return {
    kind,
    source: sourceOf(source),
    fileName: 'rows.json',
    read: (columns, use) => use(withCourse(columns, tableOfRecords(columns, rows), course)),
  };
}
