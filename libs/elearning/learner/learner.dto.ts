import { IsObject, IsOptional, IsUUID } from 'class-validator';

/** The version that a page showed, so that a learner begins with what this person read. */
export class VersionForm {
  @IsUUID()
  versionId!: string;
}

/** Answers by the id of their question: `a.<id>`, and `a.<id>_<what>` where a question has several fields. */
export class AnswersForm {
  @IsOptional()
  @IsObject()
  a?: Record<string, unknown>;
}

/** An answer to a question in a lesson. */
export class PractiseForm extends AnswersForm {
  @IsUUID()
  versionId!: string;
}
