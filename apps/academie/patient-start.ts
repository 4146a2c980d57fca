import { DatabaseUnusable, isAway, unusable } from '@academie/platform';

const PAUSE_MS = 2000;

/**
 * Starts a process that outlives a database which goes away while it starts: it is then begun anew. `begin` leaves
 * nothing behind when it throws.
 * @throws DatabaseUnusable, and what is no fault of the database
 */
export async function startPatiently<T>(
  begin: () => Promise<T>,
  say: (line: string) => void,
): Promise<T> {
  for (;;) {
    try {
      return await begin();
    } catch (error) {
      const never = error instanceof DatabaseUnusable ? error : unusable(error);
      if (never) throw never;
      if (!isAway(error)) throw error;
      say('The database went away during the start; trying again …');
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
