import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Course } from '@academie/catalogue';
import { StoredFile } from '@academie/platform';

/** A file that the lessons of a course use; who may read the lessons may have it. */
@Entity({ schema: 'elearning', name: 'material' })
@Index('material_course', ['courseId'])
export class Material {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'material_pk' })
  readonly fileId!: string;

  @ManyToOne(() => StoredFile, { nullable: false })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'material_file_fk' })
  readonly file?: Relation<StoredFile>;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'material_course_fk' })
  readonly course?: Relation<Course>;

  @Column('timestamptz')
  readonly addedAt!: Date;
}
