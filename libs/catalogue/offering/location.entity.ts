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
}
