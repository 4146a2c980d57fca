import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

/** A request as it stands: nothing of it is tidied on the way. */
export interface RawRequest {
  method: string;
  path: string;
  headers?: http.OutgoingHttpHeaders;
  body?: Buffer | string;
}

export interface RawAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** Milliseconds until the answer was there. */
  took: number;
}

/** A web process of its own, which says how long its event loop was held. */
export class WatchedAcademie {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /** Starts one on this database; answers when it is ready. */
  static async start(
    databaseUrl: string,
    env: Record<string, string> = {},
  ): Promise<WatchedAcademie> {
    const port = await freePort();
    const child = fork('test/support/watched-process.ts', {
      cwd: ROOT,
      execArgv: ['-r', './scripts/register-typescript.cjs'],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        PORT: String(port),
        HOST: '127.0.0.1',
        ACADEMIE_DEMO: '1',
        ACADEMIE_WORKER: '0',
        LOG_LEVEL: 'silent',
        DATABASE_TIMEOUT_MS: '90000',
        ...env,
      },
    });
    const watched = new WatchedAcademie(child, port);
    while (child.exitCode === null) {
      const answer = await watched.send({ method: 'GET', path: '/readyz' }).catch(() => undefined);
      if (answer?.status === 200) return watched;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the web process ended before it was ready');
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The longest time since it was asked before that the event loop was held, in milliseconds. */
  async longestHold(): Promise<number> {
    this.child.send('longest');
    const [longest] = (await once(this.child, 'message')) as [number];
    return longest;
  }

  send({ method, path: address, headers = {}, body }: RawRequest): Promise<RawAnswer> {
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const request = http.request(
        {
          host: '127.0.0.1',
          port: this.port,
          method,
          path: address,
          // As a browser does, which then hears why before it has sent all.
          headers: { connection: 'keep-alive', ...length, ...headers },
          agent: false,
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part) => (text += String(part)));
          answer.on('error', reject).on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text,
              took: performance.now() - began,
            }),
          );
        },
      );
      request.on('error', reject).end(body);
    });
  }

  /** Sends these bytes, whatever they are, and gives all that comes back until the other side is done. */
  async sendBytes(bytes: Buffer | string): Promise<string> {
    const socket = net.connect(this.port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (part) => (text += String(part)));
    // A server that has read enough says no and hangs up; what is still under way is lost.
    socket.on('error', () => undefined);
    socket.setTimeout(10_000, () => socket.destroy());
    socket.write(bytes);
    await new Promise((resolve) => socket.once('close', resolve));
    return text;
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 5000);
    await once(this.child, 'exit');
    clearTimeout(timer);
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
