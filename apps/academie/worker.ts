import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';

import {
  checkFiles,
  type Config,
  createLog,
  Jobs,
  JournalWorker,
  MailDelivery,
  NestLog,
  readConfig,
} from '@academie/platform';

import { AcademieModule } from './academie.module';
import { endWith } from './end-with';
import { migrate } from './migrate';
import { startPatiently } from './patient-start';
import { openWorkerHealth } from './worker-health';

const say = (line: string): void => console.error(line);

/** Starts the worker door: mails, the ledger, and what recurs by the clock. */
export async function work(): Promise<void> {
  const config = readConfig();
  await startPatiently(() => begin(config), say);
}

async function begin(config: Config): Promise<void> {
  await migrate(config, say);
  if (config.filesS3) await checkFiles(config, say);
  const app = await NestFactory.createApplicationContext(AcademieModule.with(config), {
    logger: new NestLog(createLog(config)),
    abortOnError: false,
  });
  try {
    app.enableShutdownHooks();
    app.get(JournalWorker).start();
    app.get(MailDelivery).start();
    await app.get(Jobs).start();
    const health = await openWorkerHealth(app, config);
    health?.unref();
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}

if (require.main === module) work().catch(endWith);
