import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type AuthorizedSession, Cmi5Service } from '../cmi5/cmi5.service';
import { LaunchService, type OpenLaunch } from '../launch/launch.service';
import { XapiError } from '../xapi/xapi-error';
import { type XapiRequest, xapiRequest } from './xapi-request';

const VERSION = /^1\.0(?:\.\d+)?$/;

/** A request of a unit that may use the store. */
export interface AuthorizedRequest {
  asked: XapiRequest;
  launch: OpenLaunch;
  session: AuthorizedSession;
}

/** Answers requests to the store of a launch: who asks is known before anything is done. */
@Injectable()
export class XapiAnswers {
  constructor(
    private readonly launches: LaunchService,
    private readonly cmi5: Cmi5Service,
  ) {}

  answer(
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
    work: (from: AuthorizedRequest) => Promise<void>,
  ): Promise<void> {
    return answerXapi(reply, async () => {
      const asked = xapiRequest(request);
      beginXapi(asked, reply);
      const launch = await this.launches.find(token);
      const session = await this.cmi5.authorize(launch, asked.headers.authorization);
      await work({ asked, launch, session });
    });
  }
}

/** Says which version of xAPI this is, and looks at the one that was asked for. @throws XapiError 400 */
function beginXapi({ headers }: XapiRequest, reply: FastifyReply): void {
  // Nest says 201 to every POST, and one of these may be a GET.
  void reply
    .status(200)
    .header('x-experience-api-version', '1.0.3')
    .header('cache-control', 'no-store');
  const asked = headers['x-experience-api-version'];
  if (typeof asked !== 'string' || !VERSION.test(asked))
    throw new XapiError(400, 'X-Experience-API-Version is 1.0.3');
}

/** Carries out a request of xAPI; what is wrong with it is told in its own statuses. */
async function answerXapi(reply: FastifyReply, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof XapiError)) throw error;
    if (error.status === 401) void reply.header('www-authenticate', 'Basic');
    void reply
      .header('x-experience-api-version', '1.0.3')
      .status(error.status)
      .type('application/json')
      .send({ error: error.message });
  }
}

/** JSON of which every text can be kept. @throws XapiError 400 */
export function jsonIn(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString(), (_key, one: unknown) => {
      if (typeof one === 'string' && /\p{Surrogate}|\0/u.test(one)) throw new Error('no text');
      return one;
    });
  } catch {
    throw new XapiError(400, 'this is no JSON');
  }
}
