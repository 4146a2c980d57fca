import { createPublicKey, type KeyObject } from 'node:crypto';

import { ToolKeyUnreadable } from '../elearning.errors';
import type { KeySet } from './tool.entity';

const MOST_KEYS = 10;
const LEAST_BITS = 2048;

/**
 * The public keys in a text: PEM, one key in JSON or a set of them. Only what is public is kept.
 * @throws ToolKeyUnreadable
 */
export function readPublicKeys(text: string): KeySet {
  try {
    if (text.startsWith('-----BEGIN ')) return { keys: [exported(createPublicKey(text), {})] };
    const given = JSON.parse(text) as { keys?: unknown } | null;
    const list = Array.isArray(given?.keys) ? (given.keys as unknown[]) : [given];
    if (list.length === 0 || list.length > MOST_KEYS) throw new Error('how many keys');
    return { keys: list.map((one) => fromJwk(one as Record<string, unknown>)) };
  } catch (error) {
    throw Object.assign(new ToolKeyUnreadable(), { cause: error });
  }
}

function fromJwk(jwk: Record<string, unknown>): Record<string, unknown> {
  const { kid, alg } = jwk;
  return exported(createPublicKey({ key: jwk, format: 'jwk' }), {
    ...(typeof kid === 'string' && { kid }),
    ...(typeof alg === 'string' && { alg }),
  });
}

// Exported anew from the key itself, so that nothing else that was pasted is kept: a private part least of all.
function exported(key: KeyObject, names: object): Record<string, unknown> {
  const { asymmetricKeyType, asymmetricKeyDetails } = key;
  const isLong = (asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_BITS;
  if (asymmetricKeyType !== 'ec' && !(asymmetricKeyType === 'rsa' && isLong))
    throw new Error(`a key of kind ${asymmetricKeyType ?? 'unknown'}, or a short one`);
  return { ...key.export({ format: 'jwk' }), ...names, use: 'sig' };
}
