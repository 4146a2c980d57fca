import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { CourseMaterial } from '@academie/catalogue';
import { Organisation, Person } from '@academie/people';

import { Act } from '../act/act.entity';

/** Why it is taken back: those reasons of retracting an act that fit. */
export const TAKE_BACK_REASONS = ['mistake', 'duplicate', 'other'] as const;
export type TakeBackReason = (typeof TAKE_BACK_REASONS)[number];

/** Somebody read one version of material on behalf of an organisation. */
@Entity({ schema: 'acts', name: 'acknowledgement' })
@Check(
  'acknowledgement_taken_back_says_why',
  '(taken_back_at IS NULL) = (taken_back_reason IS NULL)',
)
@Index('acknowledgement_once', ['materialId', 'organisationId'], {
  unique: true,
  where: 'taken_back_at IS NULL',
})
@Index('acknowledgement_act', ['actId'])
@Index('acknowledgement_read_by', ['readBy'])
export class Acknowledgement {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'acknowledgement_pk',
  })
  readonly id!: string;

  /** The version that was read; a next one is another row. */
  @Column('uuid')
  readonly materialId!: string;

  @ManyToOne(() => CourseMaterial, { nullable: false })
  @JoinColumn({ name: 'material_id', foreignKeyConstraintName: 'acknowledgement_material_fk' })
  readonly material?: Relation<CourseMaterial>;

  @Column('integer')
  readonly version!: number;

  @Column('uuid')
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'acknowledgement_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  /** Day in Amsterdam, `yyyy-mm-dd`. */
  @Column('date')
  readonly readOn!: string;

  @Column('uuid', { nullable: true })
  readonly readBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'read_by', foreignKeyConstraintName: 'acknowledgement_read_by_fk' })
  readonly reader?: Relation<Person>;

  /** The act by which it counts; another reading, or a hand, may have recorded it this year. */
  @Column('uuid', { nullable: true })
  actId!: string | null;

  @ManyToOne(() => Act, { nullable: true })
  @JoinColumn({ name: 'act_id', foreignKeyConstraintName: 'acknowledgement_act_fk' })
  readonly act?: Relation<Act>;

  /** Whether this reading recorded that act. */
  @Column('boolean', { default: false })
  madeAct!: boolean;

  @Column('timestamptz', { nullable: true })
  takenBackAt!: Date | null;

  /** A word of TAKE_BACK_REASONS. */
  @Column('text', { nullable: true })
  takenBackReason!: string | null;
}
