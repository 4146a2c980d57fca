import { IsIn } from 'class-validator';

import { WAIVED_REASONS, type WaivedReason } from '../cmi5/cmi5-terms';

/** Why a part need not be done. */
export class WaiverForm {
  @IsIn(WAIVED_REASONS)
  reason!: WaivedReason;
}
