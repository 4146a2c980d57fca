import { IsOptional, IsUUID } from 'class-validator';

/** The form with which a coordinator enrols a colleague. */
export class EnrolColleagueForm {
  @IsUUID('all')
  offeringId!: string;

  /** The offering of which was said that the colleague has something else at that time. */
  @IsOptional()
  @IsUUID('all')
  overlapSeen?: string;
}
