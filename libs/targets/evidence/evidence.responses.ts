import { ApiProperty } from '@nestjs/swagger';

import type { CoveredOrganisation } from '../coverage/coverage.queries';
import { type Grade, GRADES } from '../ledger/evidence.entity';
import type { ProofFileInList } from '../proof-file/proof-file.queries';
import type { EvidenceItem } from './evidence.queries';
import type { MonthPoint } from '../value/series.queries';

const INTEGER = { type: 'integer', minimum: 0 } as const;

/** A document or picture that shows a unit. */
export class ProofFileResponse implements ProofFileInList {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Dutch: what it is' })
  title!: string;

  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'Of its bytes' })
  sha256!: string;

  @ApiProperty({ description: 'By its content' })
  mediaType!: string;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Bytes' })
  size!: number;

  @ApiProperty({ description: 'Somebody else than the uploader found that it shows this' })
  isConfirmed!: boolean;
}

/** One unit that counts, without a name: where from, as what, when. */
export class EvidenceResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    enum: [
      'held_event',
      'participation',
      'started',
      'completion',
      'started_total',
      'completion_total',
      'offered_course',
      'offered_programme',
      'act',
    ],
  })
  kind!: string;

  @ApiProperty({ format: 'date-time' })
  occurredAt!: string;

  @ApiProperty({ format: 'date-time', description: 'Since when it counts' })
  countedAt!: string;

  @ApiProperty({ description: 'Dutch: the course, or the kind of act' })
  title!: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  organisationId!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  organisation!: string | null;

  @ApiProperty({ type: [String], description: 'Codes of what the person did there' })
  functions!: string[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'The same for the same person in this list; says nothing else',
  })
  participant!: string | null;

  @ApiProperty({ enum: GRADES })
  grade!: Grade;

  @ApiProperty({ type: 'integer', minimum: 1 })
  quantity!: number;

  @ApiProperty({ description: 'What it stands on, such as `offering` or `act`' })
  sourceType!: string;

  @ApiProperty({ format: 'uuid' })
  sourceId!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Number of its journal line' })
  journalLine!: string | null;

  @ApiProperty({
    description: 'An organisation says that it is wrong; it counts until it is corrected',
  })
  contested!: boolean;

  @ApiProperty({ type: [ProofFileResponse] })
  files!: ProofFileResponse[];

  static of(item: EvidenceItem, contested: ReadonlySet<string>): EvidenceResponse {
    const { id, kind, title, organisationId, organisation, participant, grade, quantity } = item;
    return {
      ...{ id, kind, title, organisationId, organisation, participant, grade, quantity },
      occurredAt: item.occurredAt.toISOString(),
      countedAt: item.countedAt.toISOString(),
      functions: item.functionCodes,
      sourceType: item.sourceType,
      sourceId: item.sourceId,
      journalLine: item.journalId,
      contested: contested.has(id),
      files: item.files,
    };
  }
}

export class EvidencePage {
  @ApiProperty({ type: [EvidenceResponse] })
  items!: EvidenceResponse[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}

/** An organisation of the reference set. */
export class CoveredResponse {
  @ApiProperty({ format: 'uuid' })
  organisationId!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Code of Statistics Netherlands' })
  cbsCode!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  safetyRegion!: string | null;

  @ApiProperty({ enum: ['met', 'planned', 'missing'] })
  state!: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  coveredAt!: string | null;

  @ApiProperty({ enum: [...GRADES, null], type: 'string', nullable: true })
  grade!: Grade | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'When its coordinators were last invited to do something about it',
  })
  invitedAt!: string | null;

  static of(
    row: CoveredOrganisation,
    planned: ReadonlySet<string>,
    invitedAt?: Date,
  ): CoveredResponse {
    const counts = row.coveredAt !== null && row.grade !== 'C';
    return {
      organisationId: row.id,
      name: row.name,
      cbsCode: row.cbsCode,
      safetyRegion: row.safetyRegion,
      state: counts ? 'met' : planned.has(row.id) ? 'planned' : 'missing',
      coveredAt: row.coveredAt?.toISOString() ?? null,
      grade: row.grade,
      invitedAt: invitedAt?.toISOString() ?? null,
    };
  }
}

export class CoverageResponse {
  @ApiProperty({ description: '`value` or the code of the measure' })
  measure!: string;

  @ApiProperty(INTEGER)
  covered!: number;

  @ApiProperty(INTEGER)
  total!: number;

  @ApiProperty({ type: [CoveredResponse] })
  organisations!: CoveredResponse[];
}

export class MonthResponse implements MonthPoint {
  @ApiProperty({ description: '`yyyy-mm`, in Amsterdam', pattern: '^\\d{4}-\\d{2}$' })
  month!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null for a percentage' })
  added!: number | null;

  @ApiProperty({ type: 'number', nullable: true, description: 'At the end of the month' })
  value!: number | null;

  @ApiProperty({ ...INTEGER, description: 'Bare totals (C) up to then' })
  totals!: number;
}

export class SeriesResponse {
  @ApiProperty({ type: [MonthResponse] })
  items!: MonthResponse[];
}
