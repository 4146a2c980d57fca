import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

/** A subject of NHVeilig, on one of two levels: "Cybercrime", and below it "Eigen huis op orde". */
@Entity({ schema: 'catalogue', name: 'theme' })
@Unique('theme_slug_unique', ['slug'])
export class Theme {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'theme_pk',
  })
  readonly id!: string;

  /** For ever: targets, courses and acts refer to it. */
  @Column('text')
  readonly slug!: string;

  @Column('text')
  name!: string;

  @Column('text', { default: '' })
  description!: string;

  @Column('uuid', { nullable: true })
  parentId!: string | null;

  @ManyToOne(() => Theme, { nullable: true })
  @JoinColumn({ name: 'parent_id', foreignKeyConstraintName: 'theme_parent_fk' })
  readonly parent?: Relation<Theme>;

  /** The order on every page, over both levels. */
  @Column('integer')
  position!: number;
}

/** A label of a course. Targets count by labels: those of tags.yaml, and those that theme leads make. */
@Entity({ schema: 'catalogue', name: 'tag' })
export class Tag {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'tag_pk' })
  readonly code!: string;

  @Column('text')
  name!: string;
}
