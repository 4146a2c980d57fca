import { ApiProperty } from '@nestjs/swagger';

import { denominatorOf, VALUE } from '../counting/measure-names';
import type { PlanRow, TargetView } from '../value/target.queries';
import type { Value } from '../value/target-value';
import { STATUSES, type TargetStatus } from '../value/target-status';
import { statusText } from '../value/target-labels';
import type { Grades } from '../counting/rule-counting';

const INTEGER = { type: 'integer', minimum: 0 } as const;

/** A year plan. */
export class PlanResponse {
  @ApiProperty({ type: 'integer' })
  year!: number;

  @ApiProperty()
  title!: string;

  @ApiProperty({ description: 'Version of the document; its numbers mean nothing without it' })
  version!: string;

  @ApiProperty({ enum: ['draft', 'concept', 'adopted', 'closed', 'restated'] })
  status!: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Dutch; to be shown with every number',
  })
  label!: string | null;

  @ApiProperty({ format: 'date', description: 'First day, in Amsterdam' })
  periodFrom!: string;

  @ApiProperty({ format: 'date', description: 'First day after the period' })
  periodTo!: string;

  @ApiProperty({ description: 'It was never adopted, also once its year is closed' })
  isConcept!: boolean;

  static of(plan: PlanRow): PlanResponse {
    const { year, title, version, status, label, periodFrom, periodTo, isConcept } = plan;
    return { year, title, version, status, label, periodFrom, periodTo, isConcept };
  }
}

export class PlanList {
  @ApiProperty({ type: [PlanResponse] })
  items!: PlanResponse[];
}

/** What was counted per grade: A own register, B named import, C bare total. */
export class GradesResponse {
  @ApiProperty(INTEGER)
  a!: number;

  @ApiProperty(INTEGER)
  b!: number;

  @ApiProperty({ ...INTEGER, description: 'Never part of the value' })
  c!: number;

  static of({ A, B, C }: Grades): GradesResponse {
    return { a: A, b: B, c: C };
  }
}

export class OwnerResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  slug!: string;

  @ApiProperty()
  name!: string;
}

export class RequirementResponse {
  @ApiProperty({ description: 'Dutch' })
  label!: string;

  @ApiProperty()
  met!: boolean;

  @ApiProperty({ ...INTEGER, description: 'How much of it there is' })
  counted!: number;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'How much of it is asked' })
  atLeast!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Under which its evidence is found; null where that is evidence of the value itself',
  })
  measure!: string | null;

  static of({
    label,
    met,
    counted = 0,
    atLeast = 1,
    measure = null,
  }: Omit<Value['requirements'][number], 'measure'> & {
    measure?: string | null;
  }): RequirementResponse {
    return { label, met, counted, atLeast, measure };
  }
}

export class MeasureResponse {
  @ApiProperty()
  code!: string;

  @ApiProperty({ description: 'Dutch' })
  label!: string;

  @ApiProperty({ type: 'number', nullable: true })
  value!: number | null;

  @ApiProperty({ type: 'number', nullable: true, description: 'Out of how many, if that is known' })
  outOf!: number | null;

  @ApiProperty({ type: GradesResponse })
  grades!: GradesResponse;
}

export class PartsResponse {
  @ApiProperty(INTEGER)
  numerator!: number;

  @ApiProperty(INTEGER)
  denominator!: number;

  @ApiProperty({
    description: 'Measure under which the units of the numerator are found: evidence?measure=',
  })
  numeratorMeasure!: string;

  @ApiProperty({ description: 'The same of the denominator' })
  denominatorMeasure!: string;
}

export class NetGrowthResponse {
  @ApiProperty({ ...INTEGER, description: 'Persons in the period' })
  now!: number;

  @ApiProperty({ ...INTEGER, description: 'Persons in the year before' })
  before!: number;

  @ApiProperty({ type: 'integer' })
  growth!: number;
}

/** A target with its value. The same value under every owner: values of themes are never added up. */
export class TargetResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'The same in the plan of another year' })
  code!: string;

  @ApiProperty({ type: 'integer' })
  year!: number;

  @ApiProperty({ description: 'Dutch' })
  title!: string;

  @ApiProperty({ description: 'Dutch: the promise of the plan' })
  sentence!: string;

  @ApiProperty({ type: 'array', items: { type: 'integer' }, description: 'Lines of the plan' })
  sourceLines!: number[];

  @ApiProperty({ type: [OwnerResponse], description: 'More than one: shared, and counted once' })
  owners!: OwnerResponse[];

  @ApiProperty()
  unit!: string;

  @ApiProperty({ enum: ['at_least', 'exactly', 'all'] })
  operator!: string;

  @ApiProperty({
    type: 'number',
    nullable: true,
    description: 'Grades A and B; null while undetermined',
  })
  value!: number | null;

  @ApiProperty({ type: GradesResponse })
  grades!: GradesResponse;

  @ApiProperty({ type: PartsResponse, nullable: true, description: 'What a percentage is made of' })
  parts!: PartsResponse | null;

  @ApiProperty({ type: 'integer', minimum: 1 })
  norm!: number;

  @ApiProperty({
    enum: ['plan', 'default', 'set'],
    description: '`default`: the plan names no number; `set`: a theme lead decided',
  })
  normSource!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: "The plan's own number" })
  planNorm!: number | null;

  @ApiProperty({
    enum: STATUSES,
    description:
      '`planned`: what is planned will do; `to_plan`: what lacks must be planned before `planBefore`; ' +
      '`unreachable`: the period, or a quarter that had to have one, is over',
  })
  status!: TargetStatus;

  @ApiProperty({ description: 'Dutch: the word for it on every page' })
  statusText!: string;

  @ApiProperty({
    format: 'date',
    nullable: true,
    type: 'string',
    description: 'What lacks must be planned before this day',
  })
  planBefore!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'What the value should be today, when the norm is reached evenly',
  })
  expected!: number | null;

  @ApiProperty({ ...INTEGER, description: 'Would count once held; not part of the value' })
  planned!: number;

  @ApiProperty({ ...INTEGER, description: 'Was held, and counts once its register is closed' })
  toClose!: number;

  @ApiProperty({ type: [RequirementResponse] })
  requirements!: RequirementResponse[];

  @ApiProperty({ type: [MeasureResponse] })
  measures!: MeasureResponse[];

  @ApiProperty({ type: NetGrowthResponse, nullable: true })
  netGrowth!: NetGrowthResponse | null;

  @ApiProperty({ enum: ['baseline', 'denominator', 'norm', null], type: 'string', nullable: true })
  missing!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Dutch; for the theme leads' })
  openQuestion!: string | null;

  @ApiProperty({
    ...INTEGER,
    description:
      'How often an organisation says now that something is wrong; no number changes by it',
  })
  contested!: number;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Also the ETag' })
  version!: number;

  static of({ target, contested }: { target: TargetView; contested: number }): TargetResponse {
    const { id, code, year, title, sentence, sourceLines, unit, operator, version } = target;
    const { value, parts, norm, normSource, planNorm, status, expected } = target.value;
    const { planned, toClose, requirements, netGrowth, missing, grades, measures, planBefore } =
      target.value;
    return {
      ...{ id, code, year, title, sentence, sourceLines, unit, operator, version },
      ...{ value, norm, normSource, planNorm, status, expected },
      parts: parts && {
        ...parts,
        numeratorMeasure: VALUE,
        denominatorMeasure: denominatorOf(VALUE),
      },
      ...{ planned, toClose, netGrowth, missing, planBefore },
      statusText: statusText(target.value),
      requirements: requirements.map((one) => RequirementResponse.of(one)),
      grades: GradesResponse.of(grades),
      measures: measures.map((one) => ({ ...one, grades: GradesResponse.of(one.grades) })),
      owners: target.owners.map(({ id: themeId, slug, name }) => ({ id: themeId, slug, name })),
      openQuestion: target.openQuestion,
      contested,
    };
  }
}

export class TargetList {
  @ApiProperty({ type: [TargetResponse] })
  items!: TargetResponse[];
}
