import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

/** Something that is lent for a session or a delivery: a speedmobiel, VR glasses, a flexible meter. */
@Entity({ schema: 'catalogue', name: 'means' })
@Unique('means_name_unique', ['name'])
export class Means {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'means_pk',
  })
  readonly id!: string;

  @Column('text')
  name!: string;

  @Column('text', { default: '' })
  about!: string;

  /** How it gets there: brought with somebody, fetched by the municipality, sent. */
  @Column('text', { default: '' })
  delivery!: string;

  /** Who looks after it. */
  @Column('text', { default: '' })
  contact!: string;

  /** From then on it is booked no more; what was booked stays. */
  @Column('timestamptz', { nullable: true })
  archivedAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;
}

/** One piece of it. Each is a row, so that the database can keep it from being in two places at once. */
@Entity({ schema: 'catalogue', name: 'piece' })
@Unique('piece_number_unique', ['meansId', 'number'])
@Check('piece_number_positive', 'number > 0')
export class Piece {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'piece_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly meansId!: string;

  @ManyToOne(() => Means, { nullable: false })
  @JoinColumn({ name: 'means_id', foreignKeyConstraintName: 'piece_means_fk' })
  readonly means?: Relation<Means>;

  @Column('integer')
  readonly number!: number;

  @Column('timestamptz', { nullable: true })
  archivedAt!: Date | null;
}
