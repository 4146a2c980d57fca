import type { Readable } from 'node:stream';

import type { FastifyReply } from 'fastify';

/** What a browser is told that a table is. */
export const TABLE_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Hands a table over to be saved; `name` is one of ours, without its ending. */
export function sendTable(
  reply: FastifyReply,
  kind: keyof typeof TABLE_TYPES,
  name: string,
  content: string | Buffer | Readable,
): void {
  void reply
    .type(TABLE_TYPES[kind])
    .header('content-disposition', `attachment; filename="${name}.${kind}"`)
    .send(content);
}
