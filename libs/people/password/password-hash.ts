import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

import { TooManyAttempts } from '../people.errors';

/** OWASP's advice for argon2id: 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Passwords looked at together in this process: each takes a core, and others want to be served meanwhile. */
const AT_ONCE = 2;
/** Some ten seconds of work; further ones are asked to come back. */
const MOST_WAITING = 200;
const BUSY_SECONDS = 5;

const turns = pLimit(AT_ONCE);

/** The hash to store for a password. Unit: PHC string. */
export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2ID);

// Checked when there is no such person, so that the time to answer does not tell who has an account.
const DUMMY_HASH = hashPassword('nobody has this password');

/** Whether the password has this hash; without one it takes as long, and is wrong. */
export const passwordMatches = async (
  stored: string | undefined,
  password: string,
): Promise<boolean> =>
  (await verify(stored ?? (await DUMMY_HASH), password)) && stored !== undefined;

/** Does work with passwords in its turn. @throws TooManyAttempts when too many wait */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (turns.pendingCount >= MOST_WAITING) throw new TooManyAttempts(BUSY_SECONDS);
  return turns(work);
}
