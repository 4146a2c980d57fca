import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

/** How many people are to come, and into which rooms. */
export interface PlannedRooms {
  capacity: number;
  sessions: readonly { roomId: string | null }[];
}

/** A room with fewer places than the offering. A warning, never a refusal: some may take part online. */
export interface SmallRoom {
  /** "Stadhuis, Raadzaal" */
  name: string;
  /** How many people the room is for. */
  capacity: number;
  /** How many places the offering has. */
  seats: number;
}

/** Finds rooms that are too small for what is planned in them. */
@Injectable()
export class RoomSizes {
  constructor(private readonly database: Database) {}

  /** What was too small in `before`, the plan as it was, has been asked before and is left out. */
  async tooSmall(plan: PlannedRooms, before?: PlannedRooms): Promise<SmallRoom[]> {
    const asked = before && before.capacity >= plan.capacity ? roomsOf(before) : [];
    const rooms = roomsOf(plan).filter((id) => !asked.includes(id));
    if (rooms.length === 0) return [];
    return this.database.rows<SmallRoom>(
      `SELECT l.name || ', ' || r.name AS name, r.capacity, $2::integer AS seats
         FROM catalogue.room r JOIN catalogue.location l ON l.id = r.location_id
        WHERE r.id = ANY ($1) AND r.capacity < $2 ORDER BY r.capacity, name`,
      [rooms, plan.capacity],
    );
  }
}

const roomsOf = ({ sessions }: PlannedRooms): string[] => [
  ...new Set(sessions.flatMap(({ roomId }) => (roomId ? [roomId] : []))),
];
