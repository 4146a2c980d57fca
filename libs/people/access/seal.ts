import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** The text, readable only with the secret (32 bytes) and under the same name: nonce, tag and cipher text. */
export function seal(text: string, secret: Buffer, name: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, secret, nonce).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** What `seal` made; undefined with another secret or name, or when it was changed. */
export function unseal(sealed: Buffer, secret: Buffer, name: string): string | undefined {
  const tag = sealed.subarray(NONCE, NONCE + TAG);
  if (tag.length < TAG) return undefined;
  const decipher = createDecipheriv(CIPHER, secret, sealed.subarray(0, NONCE))
    .setAAD(Buffer.from(name))
    .setAuthTag(tag);
  try {
    return (
      decipher.update(sealed.subarray(NONCE + TAG), undefined, 'utf8') + decipher.final('utf8')
    );
  } catch {
    return undefined;
  }
}
