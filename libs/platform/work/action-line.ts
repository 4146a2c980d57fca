import os from 'node:os';

/** A line in the log about something that was done; the log adds the time. Nothing in it says who somebody is. */
export interface ActionLine {
  /** What was done: a route, a job or a command. */
  action: string;
  /** To what: ids and years only. */
  object: Record<string, unknown>;
  /** How it ended: the status of the answer, 'done', or the code of the refusal. */
  result: number | string;
  /** From where: a network address, or the machine. */
  origin: string;
  /** Who: a session, a key, 'nobody', 'worker', or the account of the machine. */
  actor: string;
  ms: number;
}

/** Runs work that no request asked for, and tells the line of it whatever comes of it. */
export async function withLine<Result>(
  { action, actor }: Pick<ActionLine, 'action' | 'actor'>,
  run: () => Promise<Result>,
  tell: (line: ActionLine) => void,
): Promise<Result> {
  const began = performance.now();
  const end = (result: string): void =>
    tell({
      ...{ action, object: {}, result, origin: os.hostname(), actor },
      ms: Math.round((performance.now() - began) * 10) / 10,
    });
  try {
    const done = await run();
    end('done');
    return done;
  } catch (error) {
    const { code } = error as { code?: unknown };
    end(typeof code === 'string' ? code : 'failed');
    throw error;
  }
}

/** Whether what is logged is such a line, and no sentence. */
export const isActionLine = (message: unknown): message is ActionLine =>
  typeof message === 'object' && message !== null && 'action' in message && 'result' in message;
