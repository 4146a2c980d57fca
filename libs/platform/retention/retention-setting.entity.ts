import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** For how long one kind of data is kept here, when that is not as usual, and when the old ones last went. */
@Entity({ schema: 'platform', name: 'retention_setting' })
@Check('retention_setting_days_possible', 'days >= 0')
export class RetentionSetting {
  /** As its lib declares it: `people.looks`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'retention_setting_pk' })
  readonly kind!: string;

  /** Null as long as the usual period holds. */
  @Column('integer', { nullable: true })
  readonly days!: number | null;

  @Column('timestamptz', { nullable: true })
  readonly ranAt!: Date | null;

  /** How many went then. */
  @Column('integer', { nullable: true })
  readonly gone!: number | null;
}
