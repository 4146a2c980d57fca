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

import { Means } from '@academie/catalogue';
import { Organisation, Person } from '@academie/people';

import { Act } from '../act/act.entity';

export const DELIVERY_STATES = [
  'requested',
  'confirmed',
  'delivered',
  'refused',
  'cancelled',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Means that municipalities may ask for, and as which subject a delivery of them counts. */
@Entity({ schema: 'acts', name: 'menu_item' })
export class MenuItem {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'menu_item_pk' })
  readonly meansId!: string;

  @ManyToOne(() => Means, { nullable: false })
  @JoinColumn({ name: 'means_id', foreignKeyConstraintName: 'menu_item_means_fk' })
  readonly means?: Relation<Means>;

  /** A subkind of the kind menu_item in act-kinds.yaml; null: it is lent, and counts for nothing. */
  @Column('text', { nullable: true })
  subkind!: string | null;
}

/** Means that a municipality asks for, until they were there; while it lives the pieces are booked. */
@Entity({ schema: 'acts', name: 'delivery' })
@Check(
  'delivery_state_known',
  `state IN ('requested', 'confirmed', 'delivered', 'refused', 'cancelled')`,
)
@Check('delivery_days_in_order', 'first_day <= last_day')
@Check('delivery_pieces_sane', 'pieces BETWEEN 1 AND 200')
@Check('delivery_refused_says_why', `state <> 'refused' OR reason <> ''`)
@Check('delivery_act_when_delivered', `act_id IS NULL OR state = 'delivered'`)
@Index('delivery_by_day', ['firstDay', 'id'])
@Index('delivery_by_organisation', ['organisationId', 'firstDay'])
export class Delivery {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'delivery_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly meansId!: string;

  @ManyToOne(() => Means, { nullable: false })
  @JoinColumn({ name: 'means_id', foreignKeyConstraintName: 'delivery_means_fk' })
  readonly means?: Relation<Means>;

  @Column('uuid')
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'delivery_organisation_fk' })
  readonly organisation?: Relation<Organisation>;

  /** As which it counts, as the menukaart said when it was asked for; null: for nothing. */
  @Column('text', { nullable: true })
  readonly subkind!: string | null;

  /** Days in Amsterdam, `yyyy-mm-dd`, both included. */
  @Column('date')
  firstDay!: string;

  @Column('date')
  lastDay!: string;

  @Column('integer', { default: 1 })
  readonly pieces!: number;

  /** Where it has to be. */
  @Column('text')
  place!: string;

  /** Whom to call there; goes after its period of keeping. */
  @Column('text')
  contact!: string;

  /** What it is for. */
  @Column('text', { default: '' })
  purpose!: string;

  @Column('text', { default: 'requested' })
  state!: DeliveryState;

  /** Why it was refused, moved or cancelled. */
  @Column('text', { default: '' })
  reason!: string;

  @Column('uuid', { nullable: true })
  readonly requestedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'requested_by', foreignKeyConstraintName: 'delivery_requested_by_fk' })
  readonly requester?: Relation<Person>;

  @Column('timestamptz')
  readonly requestedAt!: Date;

  /** The act that counts it. */
  @Column('uuid', { nullable: true })
  actId!: string | null;

  @ManyToOne(() => Act, { nullable: true })
  @JoinColumn({ name: 'act_id', foreignKeyConstraintName: 'delivery_act_fk' })
  readonly act?: Relation<Act>;
}
