import { applyDecorators } from '@nestjs/common';
import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

import { type FormLimits, readFormBody } from './form-body';
import { asForm, checkJson } from './json-body';
import { SCIM_TYPE } from './scim-problem';

const FORM: FormLimits = { kilobytes: 64, fields: 1000 };

/** Where programs ask; all other addresses are pages. */
const API = /^\/(?:api|xapi|ooapi|scim|l|lti)\//;

/** The route takes a longer form than others do, a register of hundreds of people for instance. */
export const LargeForm = (limits: FormLimits): MethodDecorator =>
  applyDecorators(RouteConfig({ form: limits }));

/** Whether the route takes bytes of any type as they come: `RouteConfig({ rawBody: true })`. */
const isRaw = (request: object): boolean =>
  ((request as FastifyRequest).routeOptions.config as { rawBody?: boolean }).rawBody === true;

/**
 * Reads bodies only after a look at how much there is in them: what a sender makes in a second must not
 * keep the process busy for a minute. Fastify has read them by then, at most `bodyLimit` bytes.
 */
export function installBodyParsers(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/x-www-form-urlencoded', {}, (request, body, done) => {
    if (isRaw(request)) return done(null, body);
    const { form = FORM } = (request as FastifyRequest).routeOptions.config as {
      form?: FormLimits;
    };
    done(null, readFormBody(body, form));
  });
  for (const type of ['application/json', SCIM_TYPE])
    app.useBodyParser(type, {}, (request, body, done) => {
      if (isRaw(request)) return done(null, body);
      checkJson(body);
      const { url } = request as FastifyRequest;
      void parseJson(request as FastifyRequest, body.toString(), (error, value) =>
        done(error, API.test(url) ? value : asForm(value)),
      );
    });
  app.useBodyParser('text/plain', {}, (request, body, done) =>
    done(null, isRaw(request) ? body : body.toString()),
  );
  app.useBodyParser('*', {}, (request, body, done) => {
    if (isRaw(request)) return done(null, body);
    done(Object.assign(new Error('unsupported media type'), { statusCode: 415 }));
  });
}
