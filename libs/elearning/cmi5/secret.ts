import { createHash } from 'node:crypto';

/** How a secret of a session is kept. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
