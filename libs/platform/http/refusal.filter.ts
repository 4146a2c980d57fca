import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { refusalText } from '../pages/form';
import { hasText, t } from '../pages/i18n';
import { Metrics } from '../operations/metrics';
import { Readiness } from '../operations/readiness';
import { codeOf, isAway, isEntangled, isOutOfRoom, isOutOfTime } from '../database/away';
import { NotInTime, OutcomeUnknown } from '../database/outcome';
import { FilesAway, FilesUnusable } from '../file-store/files-away';
import { SCIM_PATH, SCIM_TYPE, scimProblem, scimStatus } from './scim-problem';
import { type FieldProblem, Refusal, type RefusalKind } from '../errors/refusal';

const STATUS: Record<RefusalKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  precondition_required: 428,
  too_large: 413,
  too_many: 429,
};

/** What may be over soon, and in how many seconds to ask again. */
const MAY_PASS = new Set([429, 503]);
const PASSES_S = 5;

interface Answer {
  status: number;
  code: string;
  /** English, for the API. */
  detail: string;
  /** Dutch, for a page. */
  text: string;
  problems?: FieldProblem[] | undefined;
  params?: Record<string, string | number> | undefined;
  /** Seconds. */
  retryAfter?: number | undefined;
  goOnAt?: string | undefined;
}

// What no database stores or reads (a NUL, half a character; in a made-up cursor a day or number that
// is none): what was sent is wrong, not what we did.
const NOT_TEXT = new Set(['22021', '22P05', '22P02', '22003', '22007', '22008']);

/** The only place that turns what went wrong into HTTP: problem+json (RFC 9457) or a Dutch page. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  constructor(
    private readonly metrics: Metrics,
    private readonly readiness: Readiness,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const answer = answerOf(error);
    if (answer.status >= 500)
      this.log.error(message(error), error instanceof Error ? error.stack : undefined);
    this.metrics.refusals.inc({ code: answer.code });
    if (answer.status === 507) this.readiness.sawNoRoom();
    if (reply.sent) return;
    const wait = answer.retryAfter ?? (MAY_PASS.has(answer.status) ? PASSES_S : undefined);
    if (wait !== undefined && !reply.hasHeader('retry-after'))
      void reply.header('retry-after', String(wait));
    void reply.status(answer.status);
    if (SCIM_PATH.test(request.url)) {
      const { why, scimType } = error as { why?: unknown; scimType?: unknown };
      const detail = typeof why === 'string' ? why : answer.detail;
      const body = JSON.stringify(scimProblem(answer.status, detail, scimType));
      void reply.status(scimStatus(answer.status)).type(SCIM_TYPE).send(body);
      return;
    }
    if (wantsJson(request)) {
      void reply.type('application/problem+json').send(problem(answer, request.id));
      return;
    }
    if (answer.goOnAt) {
      void reply.redirect(answer.goOnAt, 303);
      return;
    }
    if (answer.status === 401 && request.method === 'GET') {
      void reply.redirect(signInHref(request.url), 303);
      return;
    }
    reply.view('error', {
      title: titleOf(answer.status),
      text: answer.text,
      status: answer.status,
      requestId: request.id,
    });
  }
}

/** Longer is no address of ours, and more than proxies take as a header. */
const LONGEST_WAY_BACK = 2000;

function signInHref(url: string): string {
  const way = encodeURIComponent(url);
  return way.length > LONGEST_WAY_BACK ? '/inloggen' : `/inloggen?naar=${way}`;
}

const message = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Whether the caller is a program: the API, or htmx and scripts asking for JSON. */
export const wantsJson = (request: FastifyRequest): boolean =>
  /^\/(api|xapi|ooapi|scim|l|lti)\//.test(request.url) ||
  (request.headers.accept ?? '').startsWith('application/json');

function problem(answer: Answer, requestId: string): object {
  return {
    type: `urn:nhveilig:academie:${answer.code}`,
    title: t(`platform.status.${answer.status}`, {}, 'en'),
    status: answer.status,
    detail: answer.detail,
    code: answer.code,
    instance: requestId,
    ...(answer.params && Object.keys(answer.params).length > 0 && { params: answer.params }),
    ...(answer.problems && { errors: answer.problems }),
  };
}

const titleOf = (status: number): string =>
  t(hasText(`platform.status.${status}`) ? `platform.status.${status}` : 'platform.status.500');

function answerOf(error: unknown): Answer {
  if (error instanceof Refusal) {
    const [lib, name] = error.code.split('.', 2);
    return {
      status: STATUS[error.kind],
      code: error.code,
      detail: t(`${lib}.refusal.${name}`, error.params, 'en'),
      text: refusalText(error),
      problems: error.problems,
      params: error.params,
      retryAfter: error.retryAfter,
      goOnAt: error.goOnAt,
    };
  }
  if (error instanceof OutcomeUnknown)
    return {
      status: 503,
      code: 'platform.outcome-unknown',
      detail: t('platform.outcome-unknown', {}, 'en'),
      text: t('platform.outcome-unknown'),
    };
  if (error instanceof FilesAway || error instanceof FilesUnusable)
    return {
      status: 503,
      code: 'platform.files-away',
      detail: t('platform.files-away', {}, 'en'),
      text: t('platform.files-away'),
    };
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  const code = `platform.http-${status}`;
  const key = hasText(`platform.http.${status}`) ? `platform.http.${status}` : 'platform.http.500';
  return { status, code, detail: t(key, {}, 'en'), text: t(key) };
}

function statusOf(error: unknown): number {
  const code = codeOf(error);
  if (error instanceof NotInTime || isOutOfTime(error) || isEntangled(error)) return 503;
  if (isOutOfRoom(error)) return 507;
  if (code && NOT_TEXT.has(code)) return 400;
  if (isAway(error)) return 503;
  // Fastify's own: body too large, no JSON, wrong content type.
  const own = (error as { statusCode?: unknown }).statusCode;
  return typeof own === 'number' && own >= 400 && own < 500 ? own : 500;
}
