import 'reflect-metadata';

import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { DemoAccounts } from '@academie/people';
import {
  checkFiles,
  type Config,
  Jobs,
  JournalWorker,
  keepTableThreadReady,
  listenForContent,
  loadedText,
  MailDelivery,
  readConfig,
  Seeds,
} from '@academie/platform';

import { endWith } from './end-with';
import { migrate } from './migrate';
import { startPatiently } from './patient-start';
import { createWebApp } from './web-app';

/** Starts the web door; in the zero-config mode it is the worker too. */
export async function bootstrap(): Promise<{ close(): Promise<void> }> {
  const config = readConfig();
  const say = (line: string): void => console.error(line);
  const app = await startPatiently(() => begin(config, say), say);
  keepTableThreadReady();
  return app;
}

async function begin(config: Config, say: (line: string) => void): Promise<NestFastifyApplication> {
  await migrate(config, say);
  if (config.filesS3) await checkFiles(config, say);
  const app = await createWebApp(config);
  try {
    await app.get(Seeds).run((...seed) => say(loadedText(...seed)));
    app.enableShutdownHooks();
    await app.listen(config.port, config.host);
    await listenForContent(app, config);
    say(`\nThe academie is open at ${config.publicUrl}\n`);
    if (config.demo) say(app.get(DemoAccounts).describe());
    // The first pages need no worker, and starting its jobs takes half a second.
    if (config.runWorker) {
      app.get(JournalWorker).start();
      app.get(MailDelivery).start();
      await app.get(Jobs).start();
    }
    return app;
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}

if (require.main === module) bootstrap().catch(endWith);
