import { PieceTaken, RoomTaken } from './means.errors';

/**
 * Does the work, and tells what the database refused because somebody else booked it first: then nothing is done.
 * @throws RoomTaken, PieceTaken
 */
export async function refusingTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const constraint = (error as { driverError?: { constraint?: unknown } } | undefined)
      ?.driverError?.constraint;
    if (constraint === 'booking_room_once') throw new RoomTaken();
    if (constraint === 'booking_piece_once') throw new PieceTaken();
    throw error;
  }
}
