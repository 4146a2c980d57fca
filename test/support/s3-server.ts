import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export const S3_KEYS = {
  accessKey: 'AKIDOFTHETEST',
  secretKey: 'a-secret-of-the-test/that+nobody=reads',
};
export const S3_BUCKET = 'bestanden';
const REGION = 'nl-test';
/** More than this in one answer to a list is cut off, as stores do after a thousand. */
const MOST_LISTED = 3;

/** What a signature is made of; `headers` are those that were signed, by their small names. */
export interface SignedRequest {
  method: string;
  /** As it was sent, with what stands behind the question mark. */
  url: string;
  headers: Record<string, string>;
  signed: readonly string[];
  hash: string;
  /** `20260303T090000Z` */
  at: string;
  region: string;
}

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();
const strict = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The signature of a request as the description of Signature Version 4 says, apart from the client that we use. */
export function signatureOf(request: SignedRequest, secretKey: string): string {
  const [path = '', query = ''] = request.url.split('?');
  const canonical = [
    request.method,
    path
      .split('/')
      .map((part) => strict(decodeURIComponent(part)))
      .join('/'),
    query
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const [name = '', value = ''] = pair.split('=');
        return `${strict(decodeURIComponent(name))}=${strict(decodeURIComponent(value))}`;
      })
      .sort()
      .join('&'),
    ...request.signed.map((name) => `${name}:${(request.headers[name] ?? '').trim()}`),
    '',
    request.signed.join(';'),
    request.hash,
  ].join('\n');
  const day = request.at.slice(0, 8);
  const scope = `${day}/${request.region}/s3/aws4_request`;
  const key = [day, request.region, 's3', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${secretKey}`,
  );
  return hmac(key, ['AWS4-HMAC-SHA256', request.at, scope, sha256(canonical)].join('\n')).toString(
    'hex',
  );
}

/**
 * A store that speaks S3, as strict as the real ones: it takes nothing without a right signature, a length and
 * the SHA-256 that was signed for. It keeps all in memory, and can be made to fail.
 */
export class S3Server {
  readonly objects = new Map<string, Buffer>();
  /** What was asked, as `PUT ab/…`. */
  readonly asked: string[] = [];
  /** Answers so many times with this status before it does its work again. */
  failing: { status: number; code: string; times: number } | undefined;
  /** Sends so many bytes of an object and breaks the line. */
  cutAfter: number | undefined;
  /** Says nothing at all. */
  isSilent = false;
  private server: http.Server | undefined;
  private port = 0;

  async start(): Promise<void> {
    this.server = http.createServer((request, response) => void this.handle(request, response));
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Goes away; what it holds is there when it comes back at the same address. */
  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  get settings() {
    return {
      ...{ endpoint: `http://127.0.0.1:${this.port}`, bucket: S3_BUCKET, region: REGION },
      ...S3_KEYS,
      ...{ prefix: 'academie/', pathStyle: true },
    };
  }

  /** Names without what stands before them. */
  get names(): string[] {
    return [...this.objects.keys()].map((key) => key.replace('academie/', '')).sort();
  }

  private async handle(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const parts: Buffer[] = [];
    try {
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    } catch {
      return; // who sends broke off, so there is nothing to keep
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://store');
    const key = decodeURIComponent(pathname.replace(`/${S3_BUCKET}`, '').replace(/^\//, ''));
    this.asked.push(`${request.method ?? ''} ${key || '?'}`);
    if (this.isSilent) return;
    const refuse = (status: number, code: string): void =>
      void response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
    if (this.failing && this.failing.times > 0) {
      this.failing.times -= 1;
      return refuse(this.failing.status, this.failing.code);
    }
    const body = Buffer.concat(parts);
    const wrong = this.wrongIn(request, body);
    if (wrong) return refuse(...wrong);
    if (!pathname.startsWith(`/${S3_BUCKET}`)) return refuse(404, 'NoSuchBucket');
    const method = request.method ?? '';
    if (key === '') return this.list(searchParams, response);
    if (method === 'PUT') {
      this.objects.set(key, body);
      return void response.writeHead(200, { etag: '"x"' }).end();
    }
    if (method === 'DELETE') {
      this.objects.delete(key);
      return void response.writeHead(204).end();
    }
    const found = this.objects.get(key);
    if (!found)
      return method === 'HEAD' ? void response.writeHead(404).end() : refuse(404, 'NoSuchKey');
    this.give(request, response, found);
  }

  private give(request: http.IncomingMessage, response: http.ServerResponse, found: Buffer): void {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const part = from === undefined ? found : found.subarray(Number(from), Number(to) + 1);
    response.writeHead(from === undefined ? 200 : 206, {
      'content-length': part.length,
      ...(from !== undefined && {
        'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${found.length}`,
      }),
    });
    if (request.method === 'HEAD') response.end();
    else if (this.cutAfter === undefined) response.end(part);
    else response.write(part.subarray(0, this.cutAfter), () => response.destroy());
  }

  private list(search: URLSearchParams, response: http.ServerResponse): void {
    const after = search.get('start-after') ?? '';
    const most = Math.min(Number(search.get('max-keys')), MOST_LISTED);
    const all = [...this.objects.keys()]
      .filter((key) => key.startsWith(search.get('prefix') ?? '') && key > after)
      .sort();
    const contents = all
      .slice(0, most)
      .map(
        (key) =>
          `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>${
            this.objects.get(key)?.length ?? 0
          }</Size></Contents>`,
      );
    response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(
        `<ListBucketResult><IsTruncated>${all.length > most}</IsTruncated>${contents.join('')}</ListBucketResult>`,
      );
  }

  private wrongIn(request: http.IncomingMessage, body: Buffer): [number, string] | undefined {
    const headers = request.headers as Record<string, string>;
    const [, key, at, region, signed, signature] =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/.exec(
        headers.authorization ?? '',
      ) ?? [];
    if (key !== S3_KEYS.accessKey || !signed) return [403, 'InvalidAccessKeyId'];
    if (region !== REGION) return [400, 'AuthorizationHeaderMalformed'];
    const names = signed.split(';');
    const time = headers['x-amz-date'] ?? '';
    const hash = headers['x-amz-content-sha256'] ?? '';
    if (!names.includes('host') || !names.includes('x-amz-content-sha256') || !time.startsWith(at!))
      return [403, 'AccessDenied'];
    const expected = signatureOf(
      {
        method: request.method ?? '',
        url: request.url ?? '',
        headers,
        signed: names,
        hash,
        at: time,
        region,
      },
      S3_KEYS.secretKey,
    );
    if (expected !== signature) return [403, 'SignatureDoesNotMatch'];
    if (sha256(body) !== hash) return [400, 'XAmzContentSHA256Mismatch'];
    if (request.method === 'PUT' && headers['content-length'] === undefined)
      return [411, 'MissingContentLength'];
    return undefined;
  }
}
