import 'reflect-metadata';

import { keepTableThreadReady, readConfig } from '@academie/platform';

import { createWebApp } from '../../apps/academie/web-app';

// A web process of its own on the database of a test; test/enrolment-rush.e2e-spec.ts starts one beside its own.
void (async () => {
  const config = readConfig();
  const app = await createWebApp(config);
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
  keepTableThreadReady();
})();
