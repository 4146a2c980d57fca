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

import { Organisation } from '../directory/organisation.entity';
import { Person } from '../directory/person.entity';

/** What somebody says has changed: other functions, one more job, a move to another one, or the end of one. */
export const PROPOSAL_KINDS = ['functions', 'add', 'move', 'end'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];
export type ProposalState = 'open' | 'accepted' | 'refused' | 'withdrawn';

/** A change of work that the person tells; the coordinator of the organisation confirms it. */
@Entity({ schema: 'people', name: 'membership_proposal' })
@Check('membership_proposal_kind_known', `kind IN ('functions', 'add', 'move', 'end')`)
@Check('membership_proposal_state_known', `state IN ('open', 'accepted', 'refused', 'withdrawn')`)
@Check('membership_proposal_decided', `(state = 'open') = (decided_at IS NULL)`)
@Check('membership_proposal_moves_from', `(kind = 'move') = (from_organisation_id IS NOT NULL)`)
@Index('membership_proposal_one_open', ['personId', 'organisationId'], {
  unique: true,
  where: `state = 'open'`,
})
@Index('membership_proposal_organisation', ['organisationId', 'askedAt'])
export class MembershipProposal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_proposal_pk' })
  readonly id!: string;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'membership_proposal_person_fk' })
  readonly person?: Relation<Person>;

  @Column('text')
  readonly kind!: ProposalKind;

  /** Whose coordinator decides: where the person works, or wants to. */
  @Column('uuid')
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'membership_proposal_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  /** Of a move: where the person works until then. */
  @Column('uuid', { nullable: true })
  readonly fromOrganisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({
    name: 'from_organisation_id',
    foreignKeyConstraintName: 'membership_proposal_from_fk',
  })
  readonly from?: Relation<Organisation>;

  /** Codes; empty when a job ends. */
  @Column('text', { array: true })
  readonly functions!: string[];

  @Column('text', { default: '' })
  readonly remark!: string;

  @Column('text', { default: 'open' })
  readonly state!: ProposalState;

  @Column('timestamptz')
  readonly askedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly decidedAt!: Date | null;
}
