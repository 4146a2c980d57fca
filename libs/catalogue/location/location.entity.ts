import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { Organisation } from '@academie/people';

/** A place where sessions are held. Its municipality is what the catalogue filters by. */
@Entity({ schema: 'catalogue', name: 'location' })
@Unique('location_name_unique', ['name'])
export class Location {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'location_pk',
  })
  readonly id!: string;

  @Column('text')
  name!: string;

  @Column('text', { default: '' })
  address!: string;

  @Column('uuid')
  municipalityId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({ name: 'municipality_id', foreignKeyConstraintName: 'location_municipality_fk' })
  readonly municipality?: Relation<Organisation>;

  /** How to get there: public transport, parking, which entrance. */
  @Column('text', { default: '' })
  route!: string;

  /** Lift, wheelchair, induction loop, quiet room. */
  @Column('text', { default: '' })
  accessibility!: string;

  /** What one has to know to be safe there; those who take part read it, the public does not. */
  @Column('text', { default: '' })
  safety!: string;

  /** Who opens the door; for those who give and organise sessions. */
  @Column('text', { default: '' })
  contact!: string;

  /** From then on no new session is planned here; those that were stay. */
  @Column('timestamptz', { nullable: true })
  archivedAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;
}
