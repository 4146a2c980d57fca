import type { Strategy } from 'passport';

/** What passport puts on a strategy while it runs. */
interface Run<User> {
  authenticate(request: { body: object }, options: object): void;
  success(user: User): void;
  fail(): void;
  error(error: unknown): void;
}

/**
 * Runs a passport strategy on a form and gives the user it found, or undefined. Passport's own
 * middleware and session are left out: our sessions are rows, and a refusal is an exception here.
 */
export function runStrategy<User>(strategy: Strategy, body: object): Promise<User | undefined> {
  return new Promise((resolve, reject) => {
    const run = Object.create(strategy) as Run<User>;
    run.success = (user) => resolve(user);
    run.fail = () => resolve(undefined);
    run.error = (error) => reject(error instanceof Error ? error : new Error(String(error)));
    run.authenticate({ body }, {});
  });
}
