import type { IncomingMessage, ServerResponse } from 'node:http';

import type { FastifyInstance } from 'fastify';

/** How long bodies may take to come in. Milliseconds. */
export interface BodyPace {
  /** A form or a list: all of it. Whoever sends a byte a second holds a connection for no longer. */
  form: number;
  /** A file: as long as it takes, while in each such while at least so many bytes come. */
  still: number;
  least: number;
}

const PACE: BodyPace = { form: 30_000, still: 20_000, least: 4_000 };

/**
 * The server's own limit on a request, which knows no routes: five hundred megabytes over a line of 1 Mbit/s take
 * longer than an hour. What is shorter is kept here and by `headersTimeout`.
 */
export const LONGEST_REQUEST_MS = 2 * 3_600_000;
export const HEADERS_MS = 15_000;

/** Breaks off what comes in too slowly, with 408, so that its sender holds no connection and no disk. */
export function installBodyPace(fastify: FastifyInstance, pace = PACE): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { upload, diskUpload } = request.routeOptions.config as {
      upload?: number;
      diskUpload?: number;
    };
    const isFile = (upload ?? diskUpload) !== undefined;
    if (hasBody(request.raw)) watch(request.raw, reply.raw, pace, isFile);
    done();
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function watch(
  raw: IncomingMessage,
  answer: ServerResponse,
  pace: BodyPace,
  isFile: boolean,
): void {
  const { socket } = raw;
  let read = socket.bytesRead;
  const timer = setInterval(
    () => {
      if (raw.complete) return stop();
      const moved = socket.bytesRead - read >= pace.least;
      read = socket.bytesRead;
      if (isFile && moved) return;
      stop();
      // What was refused before it came in has its answer, and may have no second one.
      if (answer.headersSent) raw.destroy();
      else if (!socket.destroyed) socket.end(TOO_SLOW, () => socket.destroy());
    },
    isFile ? pace.still : pace.form,
  );
  timer.unref();
  const stop = (): void => clearInterval(timer);
  for (const event of ['end', 'close', 'error']) raw.once(event, stop);
}

const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';
