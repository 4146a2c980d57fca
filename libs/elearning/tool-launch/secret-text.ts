import { createHash, createHmac, randomBytes } from 'node:crypto';

import type { ToolRow } from '../tool/tool.queries';

/** A secret that only its hash is kept of. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Whether a text can be one of ours. */
export const isSecret = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]{43}$/.test(value);

/** What a tool calls a person: the same each time, and in no other tool. */
export const subjectOf = ({ subjectKey }: Pick<ToolRow, 'subjectKey'>, personId: string): string =>
  createHmac('sha256', subjectKey).update(personId).digest('base64url');
