import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { Act } from '../act/act.entity';
import type { ActDraft } from '../act/act-input';
import { Import } from '../act/import.entity';

/** `open` waits for an answer; then it was another thing, and an act, or the same. */
export const HELD_STATES = ['open', 'other', 'same'] as const;
export type HeldState = (typeof HELD_STATES)[number];

/**
 * A row of a list that looks like an act that counts already. It counts for nothing until a theme lead says that
 * it is another thing. An act names no people, and neither does this.
 */
@Entity({ schema: 'acts', name: 'held_row' })
@Check('held_row_state_known', `state IN ('${HELD_STATES.join("', '")}')`)
@Check('held_row_answered', `(state = 'open') = (answered_at IS NULL)`)
@Check('held_row_other_is_an_act', `(state = 'other') = (act_id IS NOT NULL)`)
@Unique('held_row_once', ['source', 'externalId'])
@Index('held_row_open', ['kind', 'madeAt', 'id'], { where: `state = 'open'` })
@Index('held_row_import', ['importId'])
@Index('held_row_like', ['likeId'])
@Index('held_row_act', ['actId'], { where: 'act_id IS NOT NULL' })
export class HeldRow {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'held_row_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly importId!: string;

  @ManyToOne(() => Import, { nullable: false })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'held_row_import_fk' })
  readonly import?: Relation<Import>;

  @Column('integer')
  readonly rowNumber!: number;

  @Column('text')
  readonly kind!: string;

  /** The system it comes from, and its name there: sent again, it is the same row. */
  @Column('text')
  readonly source!: string;

  @Column('text')
  readonly externalId!: string;

  @Column('jsonb')
  readonly draft!: ActDraft;

  /** The act that it looks like. */
  @Column('uuid')
  readonly likeId!: string;

  @ManyToOne(() => Act, { nullable: false })
  @JoinColumn({ name: 'like_id', foreignKeyConstraintName: 'held_row_like_fk' })
  readonly like?: Relation<Act>;

  @Column('text', { default: 'open' })
  state!: HeldState;

  @Column('timestamptz')
  readonly madeAt!: Date;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  /** The act that it became. */
  @Column('uuid', { nullable: true })
  actId!: string | null;

  @ManyToOne(() => Act, { nullable: true })
  @JoinColumn({ name: 'act_id', foreignKeyConstraintName: 'held_row_act_fk' })
  readonly act?: Relation<Act>;
}
