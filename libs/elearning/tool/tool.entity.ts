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

import { Course } from '@academie/catalogue';

/** Keys in the form in which programs publish them (RFC 7517). */
export interface KeySet {
  keys: Record<string, unknown>[];
}

/** A learning program of somebody else that opens from here (LTI 1.3); its id is the client id. */
@Entity({ schema: 'elearning', name: 'tool' })
@Index('tool_name_unique', ['name'], { unique: true, where: 'ended_at IS NULL' })
@Check('tool_name_length', 'length(name) BETWEEN 1 AND 100')
@Check('tool_keys_one_source', '(keys_url IS NULL) <> (keys IS NULL)')
@Check('tool_redirects_listed', 'cardinality(redirect_urls) BETWEEN 1 AND 20')
export class Tool {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'tool_pk',
  })
  readonly id!: string;

  /** As authors and learners know it. */
  @Column('text')
  readonly name!: string;

  /** Tells the tool that we are one installation of it. */
  @Column('uuid')
  readonly deploymentId!: string;

  /** Where a sign-in that we begin goes. */
  @Column('text')
  readonly loginUrl!: string;

  /** What opens where nothing else was chosen. */
  @Column('text')
  readonly launchUrl!: string;

  /** Where our answers may go; compared letter by letter. */
  @Column('text', { array: true })
  readonly redirectUrls!: string[];

  /** Where an author chooses what to open; null when the tool has no such page. */
  @Column('text', { nullable: true })
  readonly chooseUrl!: string | null;

  /** Where the tool publishes its keys. */
  @Column('text', { nullable: true })
  readonly keysUrl!: string | null;

  /** Its keys, when it does not publish them. */
  @Column('jsonb', { nullable: true })
  readonly keys!: KeySet | null;

  /** The tool says itself when somebody is done. */
  @Column('boolean', { default: true })
  readonly givesScores!: boolean;

  /** The tool gets to know what people are called. */
  @Column('boolean', { default: false })
  readonly needsName!: boolean;

  @Column('boolean', { default: false })
  readonly needsAddress!: boolean;

  /** It may be shown within a page of ours; else it opens in a tab. */
  @Column('boolean', { default: false })
  readonly inPage!: boolean;

  /** With it the tool knows each person under a name of its own, that says nothing elsewhere. */
  @Column('bytea')
  readonly subjectKey!: Buffer;

  @Column('timestamptz')
  readonly madeAt!: Date;

  /** Since then nothing of it opens, and it can ask nothing. */
  @Column('timestamptz', { nullable: true })
  readonly endedAt!: Date | null;
}

/** Something in a tool that a lesson opens. It never changes: a published lesson holds it. */
@Entity({ schema: 'elearning', name: 'tool_link' })
@Index('tool_link_tool', ['toolId'])
@Index('tool_link_course', ['courseId'])
@Check('tool_link_title_length', 'length(title) BETWEEN 1 AND 200')
@Check('tool_link_maximum_sane', 'maximum > 0')
@Check('tool_link_pass_mark_sane', 'pass_mark BETWEEN 1 AND 100')
@Check('tool_link_custom_named', `jsonb_typeof(custom) = 'object'`)
export class ToolLink {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'tool_link_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly toolId!: string;

  @ManyToOne(() => Tool, { nullable: false })
  @JoinColumn({ name: 'tool_id', foreignKeyConstraintName: 'tool_link_tool_fk' })
  readonly tool?: Relation<Tool>;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'tool_link_course_fk' })
  readonly course?: Relation<Course>;

  @Column('text')
  readonly title!: string;

  @Column('text')
  readonly url!: string;

  /** What the tool gave along, to get back each time. */
  @Column('jsonb', { default: {} })
  readonly custom!: Record<string, string>;

  /** The most points, as the tool said. */
  @Column('double precision', { default: 100 })
  readonly maximum!: number;

  /** What the tool calls the thing that is scored. */
  @Column('text', { nullable: true })
  readonly resourceId!: string | null;

  @Column('text', { nullable: true })
  readonly tag!: string | null;

  /** Percentage from which it is done; null when finishing it is enough. */
  @Column('integer', { nullable: true })
  readonly passMark!: number | null;

  @Column('timestamptz')
  readonly addedAt!: Date;
}

/** What a tool may say once: the mark in a token of it that was taken in. */
@Entity({ schema: 'elearning', name: 'tool_nonce' })
@Index('tool_nonce_until', ['until'])
export class ToolNonce {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tool_nonce_pk' })
  readonly toolId!: string;

  @ManyToOne(() => Tool, { nullable: false })
  @JoinColumn({ name: 'tool_id', foreignKeyConstraintName: 'tool_nonce_tool_fk' })
  readonly tool?: Relation<Tool>;

  /** SHA-256 of the mark. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'tool_nonce_pk' })
  readonly nonce!: string;

  /** A token with it is too old from then on. */
  @Column('timestamptz')
  readonly until!: Date;
}
