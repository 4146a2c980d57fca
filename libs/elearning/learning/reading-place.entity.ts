import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';

import { Enrolment } from '@academie/enrolment';

/** Where somebody stopped reading, on whichever device. Having read something is no progress. */
@Entity({ schema: 'elearning', name: 'reading_place' })
export class ReadingPlace {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_place_pk' })
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'reading_place_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @Column('uuid')
  readonly lessonKey!: string;

  /** The block that stood at the top of the screen; null at the beginning. */
  @Column('uuid', { nullable: true })
  readonly blockId!: string | null;

  @Column('timestamptz')
  readonly at!: Date;
}
