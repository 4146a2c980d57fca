import { IsIn, IsISO8601, IsObject, IsOptional, IsUUID } from 'class-validator';

export const DEEDS = ['answer', 'done', 'draft', 'submit', 'place'] as const;

/** One thing that a learner did in a browser; sent twice it is the same one. */
export class DeedForm {
  @IsIn(DEEDS)
  kind!: (typeof DEEDS)[number];

  /** Of this deed; given by the browser. */
  @IsUUID()
  id!: string;

  /** When it was done, by the clock of the device. */
  @IsISO8601({ strict: true })
  at!: string;

  @IsOptional()
  @IsUUID()
  versionId?: string;

  @IsOptional()
  @IsUUID()
  lessonKey?: string;

  @IsOptional()
  @IsUUID()
  questionId?: string;

  @IsOptional()
  @IsUUID()
  attemptId?: string;

  @IsOptional()
  @IsUUID()
  blockId?: string;

  /** As a form sends answers: by the id of their question. */
  @IsOptional()
  @IsObject()
  a?: Record<string, unknown>;
}
