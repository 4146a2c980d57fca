import type { FastifyReply } from 'fastify';

import { Refusal } from '../errors/refusal';
import { refusalText } from './form';
import { seeOther } from './reply';

/**
 * After a button that has no form: carries the command out, goes to `path` and says there what the command
 * returns. Where somebody else was a moment earlier, the page says so and shows how it stands now. What is
 * refused for another reason is thrown on.
 */
export async function tellOutcome(
  reply: FastifyReply,
  path: string,
  command: () => Promise<string>,
): Promise<void> {
  try {
    seeOther(reply, path, await command());
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    seeOther(reply, path, refusalText(error), 'error');
  }
}
