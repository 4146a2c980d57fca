import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

import { ProblemResponse } from '@academie/platform';

/** The description of the API, from the decorators on controllers and DTOs. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const document = new DocumentBuilder()
    .setTitle('NHVeilig academie')
    .setDescription('Courses, enrolment, attendance, acts and the targets of the year plan.')
    .setVersion('1.0.0')
    .setContact('NHVeilig', 'https://nhveilig.example/contact', 'academie@nhveilig.example')
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
    .addServer('/api/v1')
    .addBearerAuth()
    .setOpenAPIVersion('3.1.0')
    .build();
  return SwaggerModule.createDocument(app, document, {
    ignoreGlobalPrefix: true,
    extraModels: [ProblemResponse],
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
}

/** Serves it at /api/v1/openapi.json, made once. */
export function installOpenApi(app: NestFastifyApplication): void {
  let text: string | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/v1/openapi.json', (_request, reply) => {
      text ??= JSON.stringify(describeApi(app));
      void reply
        .type('application/json')
        .header('access-control-allow-origin', '*')
        .header('cache-control', 'public, max-age=300')
        .send(text);
    });
}
