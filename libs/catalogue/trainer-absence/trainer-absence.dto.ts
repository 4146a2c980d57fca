import { IsDay } from '@academie/platform';

/** The form with which a trainer says when not to count on them. */
export class TrainerAbsenceForm {
  @IsDay()
  firstDay!: string;

  @IsDay()
  lastDay!: string;
}
