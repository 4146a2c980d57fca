import http from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { startAcademie } from '../support/academie';

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  bytes: Buffer;
}

describe('an answer', () => {
  const academie = startAcademie({ seed: 'reference' });
  const ask = (
    path: string,
    headers: http.OutgoingHttpHeaders = {},
    method = 'GET',
    body = '',
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const request = http.request(`${academie.url}${path}`, { method, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            bytes: Buffer.concat(parts),
          }),
        );
      });
      request.on('error', reject).end(body);
    });
  const BROTLI = { 'accept-encoding': 'gzip, deflate, br' };
  const stylesheet = async (): Promise<string> =>
    /href="(\/static\/[^"]+\.css)"/.exec((await ask('/inloggen')).bytes.toString())?.[1] ?? '';

  it.each([
    ['a page', '/privacy'],
    ['a list of the API', '/api/v1/organisations'],
    ['the description of the API', '/api/v1/openapi.json'],
    ['the figures', '/metrics'],
  ])('is compressed for a browser that can unpack it: %s', async (_what, path) => {
    const plain = await ask(path);
    const brotli = await ask(path, BROTLI);
    const gzip = await ask(path, { 'accept-encoding': 'gzip' });

    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(brotli.headers.vary).toMatch(/accept-encoding/i);
    expect(brotli.bytes.length).toBeLessThan(plain.bytes.length / 2);
    for (const text of [brotliDecompressSync(brotli.bytes), gunzipSync(gzip.bytes)])
      expect(text.toString().slice(0, 60)).toBe(plain.bytes.toString().slice(0, 60));
  });

  it('says the same to HEAD, without a body', async () => {
    const { status, bytes } = await ask('/privacy', BROTLI, 'HEAD');
    expect([status, bytes.length]).toEqual([200, 0]);
  });

  it('is as it is when it is short or an image', async () => {
    for (const path of ['/livez', '/favicon.ico'])
      expect((await ask(path, BROTLI)).headers['content-encoding']).toBeUndefined();
  });

  it('tells no other site by its length what somebody signed in reads', async () => {
    const person = await academie.given.person();
    const mine = { ...BROTLI, ...academie.headersOf(person) };
    const encodingFor = async (site?: string): Promise<string | undefined> => {
      const headers = { ...mine, ...(site && { 'sec-fetch-site': site }) };
      return (await ask('/mijn/berichten', headers)).headers['content-encoding'];
    };

    expect(await encodingFor('same-origin')).toBe('br');
    expect(await encodingFor('none')).toBe('br');
    expect(await encodingFor('cross-site')).toBeUndefined();
    expect(await encodingFor('same-site')).toBeUndefined();
    expect(await encodingFor()).toBeUndefined();
  });

  it('keeps its version, with which the thing can be changed', async () => {
    const administrator = await academie.given.holder('administrator');
    const { id } = await academie.given.course({ title: 'Een training' });
    const own = { ...academie.headersOf(administrator), 'sec-fetch-site': 'same-origin' };
    const read = await ask(`/api/v1/courses/${id}`, { ...BROTLI, ...own });
    const changed = await ask(
      `/api/v1/courses/${id}`,
      { ...own, 'if-match': read.headers.etag, 'content-type': 'application/json' },
      'PATCH',
      JSON.stringify({ title: 'Een andere' }),
    );

    expect(read.headers.etag).toMatch(/^"\d+"$/);
    expect(changed.status).toBe(200);
  });

  it('is a file that lies there compressed, and is not sent twice', async () => {
    const path = await stylesheet();
    const first = await ask(path, BROTLI);
    const head = await ask(path, BROTLI, 'HEAD');
    const again = await ask(path, { ...BROTLI, 'if-none-match': first.headers.etag });

    expect(first.headers['content-encoding']).toBe('br');
    expect(Number(head.headers['content-length'])).toBe(first.bytes.length);
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
  });

  it('comes to no body that is sent compressed: it may hold gigabytes', async () => {
    const headers = {
      'content-encoding': 'gzip',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const { status } = await ask('/inloggen', headers, 'POST', 'email=a');

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it('is an icon for who looks for it where icons always were', async () => {
    const { status, headers, bytes } = await ask('/favicon.ico');

    expect([status, headers['content-type']]).toEqual([200, 'image/x-icon']);
    expect([...bytes.subarray(0, 4)]).toEqual([0, 0, 1, 0]);
  });

  it('tells who writes a program how to begin', async () => {
    const front = (await ask('/')).bytes.toString();
    const page = (await ask('/ontwikkelaars')).bytes.toString();

    expect(front).toContain('href="/ontwikkelaars"');
    expect(page).toContain('href="/api/v1/openapi.json"');
    expect(page).toContain(`curl ${academie.config.publicUrl}/api/v1/courses`);
    expect(page).toContain('href="/account"');
    expect(page).not.toMatch(/<script[^>]+src="https?:/);
  });
});
