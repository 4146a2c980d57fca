import { createHash, timingSafeEqual } from 'node:crypto';

import { type Part } from './multipart';
import type { XapiAttachment, XapiStatement } from './statement';
import { checkSignature, SIGNATURE } from './signature';
import { demand } from './xapi-error';

/** The bytes of an attachment, known by their hash. */
export interface AttachedBytes {
  /** In small hexadecimal digits. */
  sha2: string;
  contentType: string;
  content: Buffer;
}

/** SHA-2 by the number of its hexadecimal digits. */
const HASHES: Readonly<Record<number, string>> = {
  56: 'sha224',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
};

/** A part behind the statements: its bytes are what its hash says. @throws XapiError 400 */
export function attachedIn({ headers, content }: Part): AttachedBytes {
  const encoding = headers.get('content-transfer-encoding') ?? 'binary';
  demand(encoding.toLowerCase() === 'binary', 'attachments are sent as binary');
  const sha2 = (headers.get('x-experience-api-hash') ?? '').toLowerCase();
  const algorithm = /^[\da-f]+$/.test(sha2) ? HASHES[sha2.length] : undefined;
  demand(algorithm !== undefined, 'X-Experience-API-Hash is no SHA-2');
  const digest = createHash(algorithm).update(content).digest();
  demand(timingSafeEqual(digest, Buffer.from(sha2, 'hex')), 'the bytes have another hash');
  const contentType = headers.get('content-type') ?? '';
  return { sha2, contentType, content };
}

/**
 * That statements and bytes belong together: each attachment has an address or its bytes, all bytes are of an
 * attachment, and what both say is the same. Signatures are looked at (part two, section 2.6). @throws XapiError 400
 */
export function checkAttached(
  statements: readonly XapiStatement[],
  attached: readonly AttachedBytes[],
): void {
  const bytes = new Map(attached.map((one) => [one.sha2, one]));
  const named = new Set<string>();
  for (const statement of statements)
    for (const attachment of attachmentsOf(statement)) {
      const hash = attachment.sha2.toLowerCase();
      const found = bytes.get(hash);
      demand(
        found !== undefined || attachment.fileUrl !== undefined,
        'an attachment without bytes',
      );
      if (!found) continue;
      named.add(hash);
      demand(found.content.length === attachment.length, 'attachment.length');
      demand(
        found.contentType === '' || sameType(found.contentType, attachment.contentType),
        'attachment.contentType',
      );
      if (attachment.usageType === SIGNATURE) checkSignature(statement, found.content);
    }
  demand(
    attached.every(({ sha2 }) => named.has(sha2)),
    'bytes that no attachment names',
  );
}

/** The attachments of a statement, and of the one within it. */
export function attachmentsOf({ attachments = [], object }: XapiStatement): XapiAttachment[] {
  const inner = object.objectType === 'SubStatement' ? (object as { attachments?: unknown }) : {};
  return [...attachments, ...((inner.attachments ?? []) as XapiAttachment[])];
}

const sameType = (one: string, other: string): boolean =>
  one.replace(/\s/g, '').toLowerCase() === other.replace(/\s/g, '').toLowerCase();
