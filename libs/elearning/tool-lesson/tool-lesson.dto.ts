import { IsIn, IsOptional } from 'class-validator';

import { VersionForm } from '../learner/learner.dto';

/** Opening the program of a lesson: of which version, and whether within the page. */
export class OpenToolForm extends VersionForm {
  @IsOptional()
  @IsIn(['page'])
  place?: 'page';
}
