import { createVerify, X509Certificate } from 'node:crypto';

import { isSameStatement } from './same-statement';
import type { XapiStatement } from './statement';
import { demand } from './xapi-error';

/** What an attachment is for that signs its statement (part two, section 2.6). */
export const SIGNATURE = 'http://adlnet.gov/expapi/attachments/signature';

const ALGORITHMS: Readonly<Record<string, string>> = {
  RS256: 'RSA-SHA256',
  RS384: 'RSA-SHA384',
  RS512: 'RSA-SHA512',
};

/**
 * A JWS over this statement as it was without it. Whose certificate it is, is not asked: that the signature fits the
 * one that came along is what the standard wants looked at. @throws XapiError 400
 */
export function checkSignature(statement: XapiStatement, bytes: Buffer): void {
  const parts = bytes.toString('latin1').split('.');
  demand(
    parts.length === 3 && parts.every((one) => /^[\w-]+$/.test(one)),
    'the signature is no JWS',
  );
  const [head = '', body = '', signature = ''] = parts;
  const { alg, x5c } = jsonIn(head) as { alg?: unknown; x5c?: unknown };
  const algorithm = typeof alg === 'string' ? ALGORITHMS[alg] : undefined;
  demand(algorithm !== undefined, 'the signature is by RS256, RS384 or RS512');
  const { attachments: _attachments, ...signed } = statement;
  const said = jsonIn(body) as unknown as XapiStatement;
  demand(
    isSameStatement({ ...said, id: said.id ?? statement.id ?? '' }, { id: '', ...signed }),
    'the signature is of another statement',
  );
  if (x5c === undefined) return;
  demand(
    Array.isArray(x5c) && isBy(x5c[0], algorithm, `${head}.${body}`, signature),
    'the signature does not fit its certificate',
  );
}

function jsonIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // told below
  }
  demand(false, 'the signature is no JWS');
}

function isBy(certificate: unknown, algorithm: string, signed: string, signature: string): boolean {
  if (typeof certificate !== 'string') return false;
  try {
    const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'));
    return createVerify(algorithm).update(signed).verify(publicKey, signature, 'base64url');
  } catch {
    return false;
  }
}
