import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

import {
  type Config,
  CONFIG,
  Installation,
  type InstallationTexts,
  ProblemResponse,
} from '@academie/platform';

import { completeDescription } from './openapi-rules';

/** Where the API lives; its major version belongs to the address (NL API Design Rules, uri-version). */
export const API_ROOT = '/api/v1';

/** The description of the API, from the decorators on controllers and DTOs. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const { name, owner, contactAddress } = app.get(Installation).current;
  const document = new DocumentBuilder()
    .setTitle(name)
    .setDescription('Courses, enrolment, attendance, acts and the targets of the year plan.')
    .setVersion('1.0.0')
    .setContact(owner, app.get<Config>(CONFIG).publicUrl, contactAddress)
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
    .addServer(API_ROOT)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token made by the academie' })
    .setOpenAPIVersion('3.1.0')
    .build();
  const described = SwaggerModule.createDocument(app, document, {
    ignoreGlobalPrefix: true,
    extraModels: [ProblemResponse],
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  return completeDescription(described, API_ROOT);
}

/** Serves it at /api/v1/openapi.json, made once for each name that the academie has had. */
export function installOpenApi(app: NestFastifyApplication): void {
  let made: { of: InstallationTexts; text: string } | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get(`${API_ROOT}/openapi.json`, (_request, reply) => {
      const { current } = app.get(Installation);
      if (made?.of.name !== current.name || made.of.contactAddress !== current.contactAddress)
        made = { of: current, text: JSON.stringify(describeApi(app)) };
      void reply
        .type('application/json')
        .header('access-control-allow-origin', '*')
        .header('cache-control', 'public, max-age=300')
        .send(made.text);
    });
}
