import { Refusal } from '@academie/platform';

/** There is a location of this name, perhaps an archived one. */
export class LocationNameTaken extends Refusal {
  readonly code = 'catalogue.location-name-taken';
  readonly kind = 'conflict' as const;
  override readonly field = 'name';
}

/** The location has a room of this name, perhaps an archived one. */
export class RoomNameTaken extends Refusal {
  readonly code = 'catalogue.room-name-taken';
  readonly kind = 'conflict' as const;
  override readonly field = 'name';
}
