import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ApiProblems,
  IDEMPOTENCY_KEY,
  IdempotencyInterceptor,
  readNameParts,
  Upload,
  type UploadedFile,
  withPrefix,
} from '@academie/platform';

import { BulkRequest, BulkResponse } from './bulk.dto';
import { UnreadableList } from './bulk.errors';
import { type ListedPerson, peopleInFile, peopleInText } from './bulk-file';
import { BulkUndo } from './bulk-undo';
import { BulkService } from './bulk.service';

@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1')
@UseInterceptors(IdempotencyInterceptor)
export class BulkController {
  constructor(
    private readonly bulk: BulkService,
    private readonly undoing: BulkUndo,
  ) {}

  @Post('offerings/:id/bulk-enrolments')
  @Upload()
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiOperation({
    summary: 'Enrol many people',
    description:
      'Rows, a CSV, or a file (CSV or XLSX, as `file`). One answer a row. A coordinator reaches the ' +
      'people of the own organisation, an organiser everybody; the person who has no account is invited by ' +
      'mail and has the place already. All in one transaction. With dryRun nothing happens until the ' +
      'confirmation.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: BulkResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async create(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) offeringId: string,
    @Body() request: BulkRequest,
    @Req() { upload }: FastifyRequest,
  ): Promise<BulkResponse> {
    const people = await peopleIn(request, upload);
    const id = await this.bulk.dryRun(actor, offeringId, people, upload?.name ?? 'API');
    return BulkResponse.of(
      request.dryRun ? await this.bulk.one(actor, id) : await this.bulk.confirm(actor, id),
    );
  }

  @Get('bulk-enrolments/:id')
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'A list and its answers',
    description: 'For who sent it, for 30 days; one that was only a dry run for 7.',
  })
  @ApiOkResponse({ type: BulkResponse })
  @ApiProblems(401, 403, 404)
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<BulkResponse> {
    return BulkResponse.of(await this.bulk.one(actor, id));
  }

  @Post('bulk-enrolments/:id/confirmation')
  @HttpCode(200)
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Enrol a list after its dry run',
    description: 'Exactly the rows of the dry run. Repeating it changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: BulkResponse })
  @ApiProblems(401, 403, 404, 409)
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<BulkResponse> {
    return BulkResponse.of(await this.bulk.confirm(actor, id));
  }

  @Post('bulk-enrolments/:id/reversal')
  @HttpCode(200)
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Take back what a list did',
    description:
      'Gives up the places that it gave and nobody changed since; `undone` says so for each. Accounts that ' +
      'were invited stay.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: BulkResponse })
  @ApiProblems(401, 403, 404)
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<BulkResponse> {
    return BulkResponse.of(await this.undoing.undo(actor, id));
  }
}

async function peopleIn(
  { rows, csv, sheet }: BulkRequest,
  upload: UploadedFile | undefined,
): Promise<ListedPerson[]> {
  if (upload) return peopleInFile(upload, sheet);
  if (csv?.trim()) return peopleInText(csv);
  if (!rows?.length) throw new UnreadableList('nobody', 'list');
  return rows.map(({ email, organisation = '', ...given }, index) => {
    const { givenName, prefix, familyName } = readNameParts(given);
    return {
      ...{ row: index + 1, email, givenName, organisation },
      familyName: withPrefix(prefix, familyName),
    };
  });
}
