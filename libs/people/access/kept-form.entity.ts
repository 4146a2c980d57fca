import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A form that was sent after the session had ended, for the browser that sent it. */
@Entity({ schema: 'people', name: 'kept_form' })
@Index('kept_form_expires', ['expiresAt'])
export class KeptForm {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'kept_form_pk' })
  readonly id!: string;

  /** Address and fields, sealed with a secret that only the browser has. */
  @Column('bytea')
  readonly sealed!: Buffer;

  /** SHA-256 of the address in the network it came from. */
  @Column('bytea')
  readonly network!: Buffer;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}
