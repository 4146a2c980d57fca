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

import { Participation } from './participation.entity';

/** With what the digests below are made; one row, made with the first of them. */
@Entity({ schema: 'acts', name: 'digest_key' })
@Check('digest_key_one', 'id')
export class DigestKey {
  @PrimaryColumn('boolean', { default: true, primaryKeyConstraintName: 'digest_key_pk' })
  readonly id!: boolean;

  @Column('bytea', { select: false })
  readonly secret!: Buffer;

  @Column('boolean')
  readonly isSealed!: boolean;
}

/**
 * Somebody who was erased, as the next list of a provider names them: a keyed digest that leads nowhere without
 * that list. It is forgotten when lists of the years of a plan come no more (docs/decisions/0185).
 */
@Entity({ schema: 'acts', name: 'erased_participant' })
@Index('erased_participant_kept', ['keptAt'])
@Index('erased_participant_participation', ['enrolmentId'])
export class ErasedParticipant {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'erased_participant_pk' })
  readonly digest!: Buffer;

  @Column('uuid')
  readonly enrolmentId!: string;

  @ManyToOne(() => Participation, { nullable: false })
  @JoinColumn({
    name: 'enrolment_id',
    foreignKeyConstraintName: 'erased_participant_participation_fk',
  })
  readonly participation?: Relation<Participation>;

  @Column('timestamptz')
  readonly keptAt!: Date;
}
