import 'reflect-metadata';

import { DemoAccounts } from '@academie/people';
import {
  Jobs,
  JournalWorker,
  loadedText,
  MailDelivery,
  readConfig,
  Seeds,
} from '@academie/platform';

import { migrate } from './migrate';
import { createWebApp } from './web-app';

/** Starts the web door; in the zero-config mode it is the worker too. */
export async function bootstrap(): Promise<{ close(): Promise<void> }> {
  const config = readConfig();
  const say = (line: string): void => console.error(line);
  await migrate(config, say);
  const app = await createWebApp(config);
  app.enableShutdownHooks();
  await app.get(Seeds).run((...seed) => say(loadedText(...seed)));
  if (config.runWorker) {
    app.get(JournalWorker).start();
    app.get(MailDelivery).start();
    await app.get(Jobs).start();
  }
  await app.listen(config.port, config.host);
  say(`\nThe academie is open at ${config.publicUrl}\n`);
  if (config.demo) say(app.get(DemoAccounts).describe());
  return app;
}

if (require.main === module) void bootstrap();
