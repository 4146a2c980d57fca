import { IsUUID } from 'class-validator';

/** The form with which a coordinator enrols a colleague. */
export class EnrolColleagueForm {
  @IsUUID('all')
  offeringId!: string;
}
