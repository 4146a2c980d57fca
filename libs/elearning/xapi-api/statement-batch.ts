import { randomUUID } from 'node:crypto';

import { attachedIn, type AttachedBytes } from '../xapi/attachments';
import { multipartOf, readMultipart } from '../xapi/multipart';
import { demand } from '../xapi/xapi-error';
import { jsonIn } from './xapi-answer';
import { isJsonType, type XapiRequest } from './xapi-request';

/** Statements as they were sent, and the bytes of attachments behind them. */
export interface StatementBatch {
  statements: unknown;
  attached: AttachedBytes[];
}

/** What a request brings, as JSON or as several parts of which the first is. @throws XapiError 400 */
export function readBatch({ headers, content }: XapiRequest): StatementBatch {
  const type = headers['content-type'] ?? '';
  if (!/^multipart\/mixed\b/i.test(type)) {
    // A form need not say what its content is.
    demand(type === '' || isJsonType(type), 'statements are JSON');
    return { statements: jsonIn(content), attached: [] };
  }
  const [first, ...others] = readMultipart(type, content);
  demand(
    first !== undefined && isJsonType(first.headers.get('content-type') ?? ''),
    'JSON comes first',
  );
  return { statements: jsonIn(first.content), attached: others.map(attachedIn) };
}

/** Statements with the bytes of their attachments behind them. */
export function writeBatch(
  statements: object,
  attached: readonly AttachedBytes[],
): { type: string; content: Buffer } {
  const json = {
    headers: { 'Content-Type': 'application/json' },
    content: JSON.stringify(statements),
  };
  const parts = attached.map(({ sha2, contentType, content }) => ({
    headers: {
      'Content-Type': contentType,
      'Content-Transfer-Encoding': 'binary',
      'X-Experience-API-Hash': sha2,
    },
    content,
  }));
  return multipartOf([json, ...parts], randomUUID());
}
