import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';

import { PageQuery } from '@academie/platform';

import { MAX_RECORDS } from '../import-table/import-table';
import { MOST_MEGABYTES } from './import-upload';
import { OUTCOMES } from './import-view';
import { problemIn } from './import-labels';
import {
  type ImportState,
  type RowOutcome,
  type RowProblem,
  UNDO_REASONS,
  UNDO_VERDICTS,
  type UndoReason,
  type UndoVerdict,
} from '../act/import.entity';
import type { UndoPreview } from '../import-undo/import-undo.service';
import type { ImportedRow, ImportSummary } from './import.queries';

/** Programs wait for the words of the API, so those did not follow when the states got better names. */
const API_STATES = {
  validating: 'trying',
  validated: 'tried',
  importing: 'importing',
  finished: 'finished',
  stopped: 'stopped',
  expired: 'expired',
} as const satisfies Record<ImportState, string>;

/** Rows to import: as JSON, or as a CSV in a multipart form with the same other fields. */
export class ImportRequest {
  @ApiProperty({
    description: 'Code of an act kind, or `participants`: who took part in a course elsewhere',
    maxLength: 100,
  })
  @IsString()
  @MaxLength(100)
  kind!: string;

  /** External ids are unique within it. */
  @ApiPropertyOptional({ default: 'csv', pattern: '^[a-z0-9][a-z0-9._-]{0,39}$' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  source?: string;

  /** For participants: the slug of the course, when the rows have no column that says so. */
  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  course?: string;

  /** Name of the sheet of a workbook; needed when several hold data. */
  @ApiPropertyOptional({ maxLength: 100 })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sheet?: string;

  /** Rows that are hidden or filtered away in a workbook: left out, or taken as the others. */
  @ApiPropertyOptional({ enum: ['skip', 'take'], default: 'skip' })
  @IsOptional()
  @IsIn(['skip', 'take'])
  hiddenRows?: 'skip' | 'take';

  /** True: only say what would become of each row. */
  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsOptional()
  @Transform(({ value }) =>
    value === 'true' ? true : value === 'false' ? false : (value as unknown),
  )
  @IsBoolean()
  dryRun = false;

  /**
   * Field -> value, named as the fields of an act (organisation: name, code, CBS code or id), plus
   * externalId and the flags of the kind. For participants: course, email, givenName, prefix, familyName
   * (or name: all of it), organisation, startedOn, completedOn, otherPerson, externalId.
   */
  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    maxItems: MAX_RECORDS,
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_RECORDS)
  @IsObject({ each: true })
  rows?: Record<string, unknown>[];

  @ApiPropertyOptional({
    type: 'string',
    format: 'binary',
    description: `CSV or XLSX, at most ${MOST_MEGABYTES} MB`,
  })
  @IsOptional()
  file?: unknown;
}

/** An import and the number of rows by outcome. */
export class ImportResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() kind!: string;
  @ApiProperty() source!: string;
  @ApiProperty() fileName!: string;
  /**
   * trying is being validated, importing is being written; tried has been validated and waits for a
   * confirmation; stopped went wrong and keeps what was written; expired waited too long.
   */
  @ApiProperty({ enum: Object.values(API_STATES) })
  state!: (typeof API_STATES)[ImportState];
  @ApiProperty({ type: 'integer' }) total!: number;
  @ApiProperty({ type: 'integer', description: 'Rows looked at, or written, so far' })
  done!: number;
  @ApiProperty({ type: 'integer' }) created!: number;
  @ApiProperty({ type: 'integer' }) matched!: number;
  @ApiProperty({ type: 'integer' }) skipped!: number;
  @ApiProperty({ type: 'integer' }) rejected!: number;
  @ApiProperty({ type: 'integer', description: 'May be there already; a theme lead answers' })
  held!: number;
  @ApiProperty({ type: [String], description: 'Columns nobody asked for; they were not kept' })
  unusedColumns!: string[];
  @ApiProperty({ type: 'integer', description: 'Rows that are hidden in the workbook' })
  hiddenRows!: number;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finishedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  undoAskedAt!: string | null;
  @ApiProperty({ enum: UNDO_REASONS, nullable: true }) undoReason!: UndoReason | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Taken back' })
  undoneAt!: string | null;
  @ApiProperty({ type: 'integer', description: 'Rows that were taken back' }) undone!: number;
  @ApiProperty({ type: 'integer', description: 'Rows that stayed as it was taken back' })
  stayed!: number;

  static of({ columns, undo, mine: _, isVeiled: __, ...found }: ImportSummary): ImportResponse {
    return {
      ...found,
      undoAskedAt: undo && new Date(undo.askedAt).toISOString(),
      undoReason: undo && undo.reason,
      undoneAt: found.undoneAt?.toISOString() ?? null,
      state: API_STATES[found.state],
      unusedColumns: columns.unused,
      hiddenRows: columns.hidden.count,
      createdAt: found.createdAt.toISOString(),
      finishedAt: found.finishedAt?.toISOString() ?? null,
    };
  }
}

/** Why a row was rejected. */
export class RowProblemResponse {
  @ApiProperty() field!: string;
  @ApiProperty() code!: string;
  @ApiProperty() message!: string;
  @ApiProperty({ description: 'What stood there, shortened' }) value!: string;

  static of({ field, code, params, value }: RowProblem): RowProblemResponse {
    return { field, code, message: problemIn('en', code, params), value };
  }
}

/** What became of one row. */
export class ImportRowResponse {
  @ApiProperty({ type: 'integer', description: 'Rows of a file count from 2, its header is 1' })
  rowNumber!: number;
  @ApiProperty({ enum: OUTCOMES }) outcome!: RowOutcome;
  @ApiProperty({ type: String, nullable: true }) externalId!: string | null;
  /** The act it made or is; null for participants. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) actId!: string | null;
  @ApiProperty({ type: [RowProblemResponse] }) problems!: RowProblemResponse[];

  @ApiProperty({
    enum: UNDO_VERDICTS,
    nullable: true,
    description: 'As the list was taken back: taken back too (done), or why it stayed',
  })
  undone!: UndoVerdict | null;

  static of({ cells: _, problems, ...row }: ImportedRow): ImportRowResponse {
    return { ...row, problems: problems.map((problem) => RowProblemResponse.of(problem)) };
  }
}

/** One page of rows, in the order of the file. */
export class ImportRowPage {
  @ApiProperty({ type: [ImportRowResponse] }) items!: ImportRowResponse[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}

/** Filters of the rows. */
export class ImportRowsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: OUTCOMES })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: RowOutcome;
}

/** Why a list is taken back. */
export class UndoRequest {
  @ApiProperty({ enum: UNDO_REASONS })
  @IsIn(UNDO_REASONS)
  reason!: UndoReason;
}

/** What taking a list back would do. */
export class UndoPreviewResponse {
  @ApiProperty({ type: 'integer' }) acts!: number;
  @ApiProperty({ type: 'integer', description: 'Questions that are asked no more' }) held!: number;
  @ApiProperty({ type: 'integer' }) participations!: number;
  @ApiProperty({ type: 'integer', description: 'Completions of participations of other lists' })
  completions!: number;
  @ApiProperty({ type: 'integer', description: 'What it said more of who was known' })
  reports!: number;
  @ApiProperty({ type: 'integer', description: 'New people of whom nothing else speaks' })
  people!: number;
  @ApiProperty({ type: 'integer', description: 'Stays: changed since' }) changed!: number;
  @ApiProperty({ type: 'integer', description: 'Stays: confirmed since' }) confirmed!: number;
  @ApiProperty({ type: 'integer', description: 'Stays: the person was erased' }) erased!: number;
  @ApiProperty({ type: 'integer', description: 'Stays: beyond your roles' }) beyond!: number;

  static of({ taken, stays }: UndoPreview): UndoPreviewResponse {
    return {
      acts: taken.act,
      held: taken.held,
      participations: taken.participant,
      completions: taken.completion,
      reports: taken.report,
      people: taken.person,
      ...stays,
    };
  }
}
