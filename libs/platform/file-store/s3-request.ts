import { createReadStream } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';

import { sign } from 'aws4';

import type { LocalFile } from './file-bytes';
import { FilesAway, FilesUnusable } from './files-away';
import type { S3Settings } from '../config/s3-settings';

/** What is asked of a store, of an object in it or of the bucket. */
export interface S3Question {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Name of the object; the bucket without it. */
  key?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** What is sent along. */
  file?: LocalFile;
  /** Statuses that are answers; 404 is otherwise a bucket that is not there. */
  expected: readonly number[];
}

/** SHA-256 of nothing, for what has no body. */
const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
/** How long a store may take to be reached, and to say nothing. Milliseconds. */
const LIMITS = { connect: 5_000, silence: 30_000 };
const PAUSE_MS = 200;
/** Errors in words are small; more is no error of a store. */
const MOST_ERROR_BYTES = 4_096;

/** Asks a store that speaks S3, signed (Signature Version 4), with limits of time; once more where that may help. */
export class S3Requests {
  private readonly agent: http.Agent;

  constructor(
    private readonly settings: S3Settings,
    private readonly limits = LIMITS,
  ) {
    const Agent = settings.endpoint.startsWith('https:') ? https.Agent : http.Agent;
    this.agent = new Agent({ keepAlive: true, maxSockets: 64 });
  }

  /** @throws FilesAway, FilesUnusable */
  async ask(question: S3Question): Promise<http.IncomingMessage> {
    try {
      return await this.once(question);
    } catch (error) {
      if (!(error instanceof FilesAway)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      return this.once(question);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private async once(question: S3Question): Promise<http.IncomingMessage> {
    const answer = await this.send(question).catch((error: unknown) => {
      if (error instanceof FilesAway) throw error;
      throw this.away(reasonOf(error), error);
    });
    const status = answer.statusCode ?? 0;
    if (question.expected.includes(status)) return answer;
    const code = codeIn(await beginningOf(answer));
    if (status >= 500 || status === 429) throw this.away(`it answered ${status} ${code}`.trim());
    throw new FilesUnusable(`${this.name} ${refusalOf(status, code, this.settings)}`);
  }

  private async send(question: S3Question): Promise<http.IncomingMessage> {
    const request = this.open(question);
    const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
      request.on('response', resolve).on('error', reject);
    });
    answered.catch(() => undefined);
    if (!question.file) {
      request.end();
      return answered;
    }
    const sent = pipeline(createReadStream(question.file.path), request);
    sent.catch(() => undefined);
    // A store that refuses may say so before it got everything.
    return Promise.race([answered, sent.then(() => answered)]);
  }

  private open(question: S3Question): http.ClientRequest {
    const { protocol, hostname, port } = new URL(this.settings.endpoint);
    const { accessKey, secretKey, region, bucket, pathStyle } = this.settings;
    const host = pathStyle ? hostname : `${bucket}.${hostname}`;
    const { method, headers, file } = question;
    const signed = sign(
      {
        ...{ service: 's3', region, method, hostname: host, path: this.pathOf(question) },
        ...(port && { port }),
        headers: {
          ...headers,
          'x-amz-content-sha256': file?.sha256 ?? NOTHING,
          ...(file && { 'content-length': String(file.size) }),
        },
      },
      { accessKeyId: accessKey, secretAccessKey: secretKey },
    );
    const request = (protocol === 'https:' ? https : http).request({
      ...{ protocol, hostname: host, port, method, agent: this.agent },
      path: signed.path,
      headers: signed.headers as http.OutgoingHttpHeaders,
      timeout: this.limits.silence,
    });
    this.limit(request);
    return request;
  }

  // Who reads slowly, such as a film in a browser, makes a connection silent too: that is not the store's doing.
  private limit(request: http.ClientRequest): void {
    const { connect, silence } = this.limits;
    let answer: http.IncomingMessage | undefined;
    request.on('response', (one: http.IncomingMessage) => (answer = one));
    request.on('timeout', () => {
      if (answer && answer.readableLength > 0) request.setTimeout(silence);
      else request.destroy(this.away('it says nothing'));
    });
    request.once('socket', (socket) => {
      if (!socket.connecting) return;
      const late = (): unknown => request.destroy(this.away('it cannot be reached in time'));
      const timer = setTimeout(late, connect);
      const stop = (): void => clearTimeout(timer);
      socket.once('connect', stop).once('close', stop);
    });
  }

  private pathOf({ key, query }: S3Question): string {
    const { bucket, prefix, pathStyle } = this.settings;
    const object = key === undefined ? '' : `${prefix}${key}`;
    const place = pathStyle ? [bucket, object].filter(Boolean).join('/') : object;
    return `/${place}${query ? `?${new URLSearchParams(query).toString()}` : ''}`;
  }

  private away(reason: string, cause?: unknown): FilesAway {
    return new FilesAway(`${this.name} does not answer: ${reason}.`, { cause });
  }

  private get name(): string {
    const { endpoint, bucket } = this.settings;
    return `The store of uploaded files (FILES_S3_ENDPOINT ${endpoint}, bucket ${bucket})`;
  }
}

/** Why a store refuses, and what to look at. Never with a key. */
function refusalOf(status: number, code: string, { bucket, region }: S3Settings): string {
  const said = `(${status}${code && ` ${code}`})`;
  if (code === 'NoSuchBucket' || status === 404)
    return `knows no bucket ${bucket} ${said}. Check FILES_S3_BUCKET.`;
  if (code === 'RequestTimeTooSkewed')
    return `says that the clock of this machine is wrong ${said}. Set it right.`;
  if (code === 'AuthorizationHeaderMalformed' || status === 301 || status === 307)
    return `is not of region ${region} ${said}. Check FILES_S3_REGION.`;
  if (code === 'SignatureDoesNotMatch' || code === 'InvalidAccessKeyId' || status === 401)
    return `does not know our key ${said}. Check FILES_S3_ACCESS_KEY and FILES_S3_SECRET_KEY.`;
  if (status === 403)
    return `does not let our key read, write, list and remove ${said}. Check its rights.`;
  return `refused what we asked ${said}.`;
}

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
};

async function beginningOf(answer: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part);
      size += part.length;
      if (size > MOST_ERROR_BYTES) break;
    }
  } catch {
    // What it meant to say was cut off; the status says enough.
  }
  return Buffer.concat(parts).toString('utf8');
}

const codeIn = (text: string): string => /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1] ?? '';
