import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Some rows of a table that is kept in a chain, and the hash that holds them to all blocks before. */
@Entity({ schema: 'platform', name: 'chain_block' })
@Check('chain_block_whole', 'octet_length(hashes) = 16 * cardinality(keys)')
@Index('chain_block_made', ['chain', 'madeAt'])
export class ChainBlock {
  /** The table. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'chain_block_pk' })
  readonly chain!: string;

  /** 1, 2, 3, without a gap. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'chain_block_pk' })
  readonly number!: number;

  @Column('text', { array: true })
  readonly keys!: string[];

  /** Sixteen bytes for each key. */
  @Column('bytea')
  readonly hashes!: Buffer;

  /** Highest position in the block; null in a table without. */
  @Column('bigint', { nullable: true })
  readonly highest!: string | null;

  /** SHA-256 of the hash before, the number, the keys and their hashes. */
  @Column('bytea')
  readonly hash!: Buffer;

  @Column('timestamptz')
  readonly madeAt!: Date;
}
