import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { FilesAway, FilesUnusable } from '@academie/platform';

import { S3Bytes } from '../../libs/platform/file-store/s3-bytes';
import { S3Server, signatureOf } from '../support/s3-server';

const LIMITS = { connect: 1000, silence: 200 };

describe('files in a store that speaks S3', () => {
  const server = new S3Server();
  let folder: string;
  let store: S3Bytes;

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'academie-s3-'));
    await server.start();
  });
  beforeEach(() => {
    server.objects.clear();
    server.asked.length = 0;
    server.failing = server.cutAfter = undefined;
    server.isSilent = false;
    store = new S3Bytes(server.settings, LIMITS);
  });
  afterEach(() => store.close());
  afterAll(async () => {
    await server.stop();
    await fs.rm(folder, { recursive: true, force: true });
  });

  const local = async (text: string) => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const file = { sha256, size: Buffer.byteLength(text), path: path.join(folder, sha256) };
    await fs.writeFile(file.path, text);
    return file;
  };
  const textOf = async (reading: Promise<AsyncIterable<Buffer>>): Promise<string> => {
    const parts: Buffer[] = [];
    for await (const part of await reading) parts.push(part);
    return Buffer.concat(parts).toString();
  };

  it('are brought whole, read in parts, and removed', async () => {
    const file = await local('abcdefghij');
    await store.put(file);
    expect(server.names).toEqual([`${file.sha256.slice(0, 2)}/${file.sha256}`]);
    expect(await store.has(file)).toBe(true);
    expect(await store.has({ ...file, size: 9 })).toBe(false);
    expect(await textOf(store.read(file.sha256))).toBe('abcdefghij');
    expect(await textOf(store.read(file.sha256, { start: 2, end: 4 }))).toBe('cde');
    await store.remove(file.sha256);
    await store.remove(file.sha256);
    expect(await store.has(file)).toBe(false);
    await expect(store.read(file.sha256)).rejects.toThrow('are not in the store');
  });

  it('may be empty', async () => {
    const file = await local('');
    await store.put(file);
    expect(await textOf(store.read(file.sha256))).toBe('');
  });

  it('are not kept when other bytes arrive than were signed for', async () => {
    const file = await local('zoals het was');
    await fs.writeFile(file.path, 'zoals het nu'.padEnd(file.size));
    await expect(store.put(file)).rejects.toThrow(FilesUnusable);
    expect(server.names).toEqual([]);
  });

  it('are listed page by page, and what is not ours is left out', async () => {
    const files = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(local));
    for (const file of files) await store.put(file);
    server.objects.set('academie/lees-mij.txt', Buffer.from('van een ander'));
    const found: string[] = [];
    for await (const { sha256, size, at } of store.list()) {
      found.push(sha256);
      expect([size, at.getFullYear()]).toEqual([1, 2026]);
    }
    expect(found).toEqual(files.map(({ sha256 }) => sha256).sort());
  });

  it('are asked for once more when the store falters, and no oftener', async () => {
    const file = await local('even weg');
    server.failing = { status: 503, code: 'SlowDown', times: 1 };
    await store.put(file);
    expect(server.asked).toHaveLength(2);
    server.failing = { status: 500, code: 'InternalError', times: 9 };
    await expect(store.read(file.sha256)).rejects.toThrow(FilesAway);
    expect(server.asked).toHaveLength(4);
  });

  it('are away when the store says nothing, or breaks off', async () => {
    const file = await local('niets dan stilte');
    await store.put(file);
    server.isSilent = true;
    await expect(store.read(file.sha256)).rejects.toThrow('it says nothing');
    server.isSilent = false;
    server.cutAfter = 4;
    await expect(textOf(store.read(file.sha256))).rejects.toThrow();
  });

  it('wait for who reads slowly', async () => {
    const file = await local('x'.repeat(3_000_000));
    await store.put(file);
    const reading = await store.read(file.sha256);
    let size = 0;
    for await (const part of reading as AsyncIterable<Buffer>) {
      if (size === 0) await new Promise((resolve) => setTimeout(resolve, 3 * LIMITS.silence));
      size += part.length;
    }
    expect(size).toBe(file.size);
  });

  it('are looked for at the start: all that is needed later is tried, and nothing is left behind', async () => {
    await store.check();
    expect(server.asked.map((one) => one.split(' ')[0])).toEqual(['PUT', 'GET', 'DELETE', 'GET']);
    expect(server.names).toEqual([]);
  });

  it.each([
    [
      'another secret',
      { secretKey: 'geraden' },
      'does not know our key (403 SignatureDoesNotMatch). Check FILES_S3_ACCESS_KEY',
    ],
    ['another key', { accessKey: 'NIEMAND' }, 'does not know our key'],
    [
      'another bucket',
      { bucket: 'verkeerd' },
      'knows no bucket verkeerd (404 NoSuchBucket). Check FILES_S3_BUCKET.',
    ],
    [
      'another region',
      { region: 'eu-west-1' },
      'is not of region eu-west-1 (400 AuthorizationHeaderMalformed). Check FILES_S3_REGION.',
    ],
    [
      'an address where nobody listens',
      { endpoint: 'http://127.0.0.1:1' },
      'does not answer: ECONNREFUSED.',
    ],
  ])('are told in a sentence to be out of reach with %s', async (_what, settings, sentence) => {
    const other = new S3Bytes({ ...server.settings, ...settings }, LIMITS);
    const said = await other.check().catch((error: unknown) => error as Error);
    other.close();
    expect(said).toMatchObject({ message: expect.stringContaining(sentence) as string });
    expect(JSON.stringify(said, Object.getOwnPropertyNames(said))).not.toMatch(
      /a-secret|geraden|AKID|AWS4/,
    );
  });

  it('are told of rights that miss, and of a clock that is wrong', async () => {
    server.failing = { status: 403, code: 'AccessDenied', times: 1 };
    await expect(store.check()).rejects.toThrow('Check its rights.');
    server.failing = { status: 403, code: 'RequestTimeTooSkewed', times: 1 };
    await expect(store.check()).rejects.toThrow('the clock of this machine is wrong');
  });

  // From "Signature Calculations for the Authorization Header" of the description of Amazon S3.
  describe('with the signatures that are published', () => {
    const NOTHING = createHash('sha256').update('').digest('hex');
    const base = {
      host: 'examplebucket.s3.amazonaws.com',
      'x-amz-date': '20130524T000000Z',
      'x-amz-content-sha256': NOTHING,
    };
    const welcome = createHash('sha256').update('Welcome to Amazon S3.').digest('hex');
    it.each([
      [
        'GET',
        '/test.txt',
        { range: 'bytes=0-9' },
        'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
      ],
      [
        'PUT',
        '/test%24file.text',
        {
          date: 'Fri, 24 May 2013 00:00:00 GMT',
          'x-amz-storage-class': 'REDUCED_REDUNDANCY',
          'x-amz-content-sha256': welcome,
        },
        '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      ],
      [
        'GET',
        '/?lifecycle',
        {},
        'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
      ],
      [
        'GET',
        '/?max-keys=2&prefix=J',
        {},
        '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
      ],
    ])('%s %s', (method, url, more, signature) => {
      const headers: Record<string, string> = { ...base, ...more };
      const signed = Object.keys(headers).sort();
      expect(
        signatureOf(
          {
            ...{ method, url, headers, signed, hash: headers['x-amz-content-sha256']! },
            ...{ at: '20130524T000000Z', region: 'us-east-1' },
          },
          'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        ),
      ).toBe(signature);
    });
  });
});
