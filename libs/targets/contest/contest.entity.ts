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

import { Organisation, Person } from '@academie/people';

import { Contribution } from '../ledger/contribution.entity';
import { Target } from '../plan/target.entity';

/** `open` waits for an answer; the others are over. */
export const CONTEST_STATES = ['open', 'accepted', 'explained', 'withdrawn'] as const;
export type ContestState = (typeof CONTEST_STATES)[number];

/**
 * An organisation says that something which counts for it is wrong, or that something is missing. It changes
 * no number: what counts goes on counting until it is corrected where it came from.
 */
@Entity({ schema: 'targets', name: 'contest' })
@Check('contest_state_known', `state IN ('${CONTEST_STATES.join("', '")}')`)
@Check(
  'contest_answered_with_text',
  `state NOT IN ('accepted', 'explained') OR answer IS NOT NULL AND answered_at IS NOT NULL`,
)
@Check('contest_accepted_with_correction', `state <> 'accepted' OR correction IS NOT NULL`)
@Index('contest_one_open_per_unit', ['contributionId', 'organisationId'], {
  unique: true,
  where: `state = 'open' AND contribution_id IS NOT NULL`,
})
@Index('contest_one_open_per_gap', ['targetId', 'organisationId'], {
  unique: true,
  where: `state = 'open' AND contribution_id IS NULL`,
})
@Index('contest_organisation', ['organisationId', 'madeAt'])
@Index('contest_target', ['targetId', 'state'])
export class Contest {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'contest_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly targetId!: string;

  @ManyToOne(() => Target, { nullable: false })
  @JoinColumn({ name: 'target_id', foreignKeyConstraintName: 'contest_target_fk' })
  readonly target?: Relation<Target>;

  @Column('uuid')
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'contest_organisation_fk' })
  readonly organisation?: Relation<Organisation>;

  /** What counts and should not, or otherwise; null: something that lacks. */
  @Column('uuid', { nullable: true })
  readonly contributionId!: string | null;

  @ManyToOne(() => Contribution, { nullable: true })
  @JoinColumn({ name: 'contribution_id', foreignKeyConstraintName: 'contest_contribution_fk' })
  readonly contribution?: Relation<Contribution>;

  /** Dutch: why it is wrong. */
  @Column('text')
  readonly reason!: string;

  @Column('text', { default: 'open' })
  state!: ContestState;

  @Column('uuid')
  readonly madeBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'contest_made_by_fk' })
  readonly maker?: Relation<Person>;

  @Column('timestamptz')
  readonly madeAt!: Date;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  /** Dutch: what the theme lead says of it. */
  @Column('text', { nullable: true })
  answer!: string | null;

  /** Path in the academie where it is put right. */
  @Column('text', { nullable: true })
  correction!: string | null;
}
