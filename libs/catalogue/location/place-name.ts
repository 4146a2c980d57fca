import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

/** What a place is called now, as in session-place.sql: "Stadhuis, Raadzaal"; null when it is no place or gone. */
export async function placeName(
  tx: EntityManager,
  { locationId, roomId }: { locationId: string | null; roomId: string | null },
): Promise<string | null> {
  const [found] = await rows<{ name: string }>(
    tx,
    `SELECT l.name || coalesce(', ' || r.name, '') AS name FROM catalogue.location l
       LEFT JOIN catalogue.room r ON r.id = $2 AND r.location_id = l.id WHERE l.id = $1`,
    [locationId, roomId],
  );
  return found?.name ?? null;
}
