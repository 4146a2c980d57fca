import { Refusal } from '@academie/platform';

/** There are means of this name, perhaps archived ones. */
export class MeansNameTaken extends Refusal {
  readonly code = 'catalogue.means-name-taken';
  readonly kind = 'conflict' as const;
  override readonly field = 'name';
}

/** Fewer pieces than are booked for days to come. Params: booked. */
export class PiecesBooked extends Refusal {
  readonly code = 'catalogue.pieces-booked';
  readonly kind = 'conflict' as const;
  override readonly field = 'pieces';
}

/** The room is in use at that time. */
export class RoomTaken extends Refusal {
  readonly code = 'catalogue.room-taken';
  readonly kind = 'conflict' as const;
}

/** Not so many pieces are free at that time. Params: name, free. */
export class MeansTaken extends Refusal {
  readonly code = 'catalogue.means-taken';
  readonly kind = 'conflict' as const;
}

/** A piece that a session or delivery has booked is not free at the time it moves to. */
export class PieceTaken extends Refusal {
  readonly code = 'catalogue.piece-taken';
  readonly kind = 'conflict' as const;
}
