import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A file that somebody uploaded. Its bytes lie in the folder of the store, under their hash. */
@Entity({ schema: 'platform', name: 'stored_file' })
@Index('stored_file_hash', ['sha256'])
@Check('stored_file_hash_form', `sha256 ~ '^[0-9a-f]{64}$'`)
@Check('stored_file_size_sane', 'size >= 0')
@Check('stored_file_name_length', 'length(name) BETWEEN 1 AND 200')
export class StoredFile {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'stored_file_pk',
  })
  readonly id!: string;

  @Column('text')
  readonly sha256!: string;

  /** Bytes. */
  @Column('bigint')
  readonly size!: string;

  /** What its bytes say that it is, whatever it was called. */
  @Column('text')
  readonly mediaType!: string;

  /** As its sender called it. */
  @Column('text')
  readonly name!: string;

  @Column('timestamptz')
  readonly createdAt!: Date;
}
