import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';

import type { FileBytes, KnownBytes, LocalFile } from './file-bytes';
import { BytesMissing, FilesUnusable } from './files-away';
import { type S3Question, S3Requests } from './s3-request';
import type { S3Settings } from '../config/s3-settings';

const HASH = /(?:^|\/)([0-9a-f]{2})\/(\1[0-9a-f]{62})$/;
const PAGE = 1000;
/** How long what a store said of itself counts. Milliseconds. */
const LOOK_AGAIN_MS = 10_000;

/**
 * Bytes in a bucket of a store that speaks S3: Ceph, MinIO, Garage, one of a provider. Each is sent with the
 * SHA-256 that the store signs for, so a store that got other bytes refuses them; what was sent half is nowhere.
 */
export class S3Bytes implements FileBytes {
  readonly isFar = true;

  private readonly requests: S3Requests;
  private looked = { at: -Infinity, answers: true };
  private looking: Promise<void> | undefined;

  constructor(
    private readonly settings: S3Settings,
    limits?: { connect: number; silence: number },
  ) {
    this.requests = new S3Requests(settings, limits);
  }

  async put(file: LocalFile): Promise<void> {
    const answer = await this.ask({
      ...{ method: 'PUT', key: keyOf(file.sha256), file, expected: [200] },
      headers: { 'content-type': 'application/octet-stream' },
    });
    answer.resume();
  }

  async has({ sha256, size }: Pick<LocalFile, 'sha256' | 'size'>): Promise<boolean> {
    const answer = await this.ask({
      ...{ method: 'HEAD', key: keyOf(sha256), expected: [200, 404] },
    });
    answer.resume();
    return answer.statusCode === 200 && Number(answer.headers['content-length']) === size;
  }

  async read(sha256: string, range?: { start: number; end: number }): Promise<Readable> {
    const answer = await this.ask({
      ...{ method: 'GET', key: keyOf(sha256), expected: [range ? 206 : 200, 404] },
      ...(range && { headers: { range: `bytes=${range.start}-${range.end}` } }),
    });
    if (answer.statusCode !== 404) return answer;
    answer.resume();
    throw new BytesMissing(sha256);
  }

  async remove(sha256: string): Promise<void> {
    await this.drop(keyOf(sha256));
  }

  async *list(): AsyncIterable<KnownBytes> {
    const { prefix } = this.settings;
    let after: string | undefined;
    for (;;) {
      const answer = await this.ask({
        ...{ method: 'GET', expected: [200] },
        query: {
          ...{ 'list-type': '2', 'max-keys': String(PAGE), prefix },
          ...(after && { 'start-after': after }),
        },
      });
      const text = await textOf(answer);
      const found = [...text.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, one = '']) => ({
        key: valueOf(one, 'Key'),
        size: Number(valueOf(one, 'Size')),
        at: new Date(valueOf(one, 'LastModified')),
      }));
      for (const { key, size, at } of found) {
        const [, , sha256] = HASH.exec(key) ?? [];
        if (sha256) yield { sha256, size, at };
      }
      after = found.at(-1)?.key;
      if (!after || valueOf(text, 'IsTruncated') !== 'true') return;
    }
  }

  async check(): Promise<void> {
    const bytes = randomBytes(16);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'academie-check-'));
    const file = { sha256, size: bytes.length, path: path.join(folder, 'check') };
    // Beside the files of people, where no list takes it for one of them.
    const key = `check/${sha256}`;
    try {
      await fs.writeFile(file.path, bytes);
      const put = await this.ask({ method: 'PUT', key, file, expected: [200] });
      put.resume();
      const got = await this.ask({
        ...{ method: 'GET', key, headers: { range: 'bytes=4-7' }, expected: [206] },
      });
      if (!Buffer.concat(await partsOf(got)).equals(bytes.subarray(4, 8)))
        throw new FilesUnusable('The store of uploaded files gives other bytes than it got.');
      await this.drop(key);
      const list = await this.ask({
        ...{ method: 'GET', expected: [200] },
        query: { 'list-type': '2', 'max-keys': '1', prefix: this.settings.prefix },
      });
      list.resume();
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  }

  /** What it was when last looked at; it is looked at again behind that, so that nobody waits for it. */
  async answers(): Promise<boolean> {
    if (performance.now() - this.looked.at > LOOK_AGAIN_MS) {
      this.looking ??= this.look().finally(() => (this.looking = undefined));
      if (this.looked.at === -Infinity) await this.looking;
    }
    return this.looked.answers;
  }

  close(): void {
    this.requests.close();
  }

  // What others were told tells how it is, too.
  private async ask(question: S3Question): Promise<IncomingMessage> {
    try {
      const answer = await this.requests.ask(question);
      this.looked = { at: performance.now(), answers: true };
      return answer;
    } catch (error) {
      this.looked = { at: performance.now(), answers: false };
      throw error;
    }
  }

  private async look(): Promise<void> {
    const query = { 'list-type': '2', 'max-keys': '1', prefix: this.settings.prefix };
    await this.ask({ method: 'GET', expected: [200], query }).then(
      (answer) => answer.resume(),
      () => undefined,
    );
  }

  private async drop(key: string): Promise<void> {
    const answer = await this.ask({ method: 'DELETE', key, expected: [200, 204, 404] });
    answer.resume();
  }
}

const keyOf = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256}`;

const textOf = async (answer: Readable): Promise<string> =>
  Buffer.concat(await partsOf(answer)).toString('utf8');

async function partsOf(answer: Readable): Promise<Buffer[]> {
  const parts: Buffer[] = [];
  for await (const part of answer as AsyncIterable<Buffer>) parts.push(part);
  return parts;
}

// Keys of ours are plain; a name that an XML parser would have to read is none of ours.
const valueOf = (xml: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
