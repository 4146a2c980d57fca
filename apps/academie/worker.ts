import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';

import {
  createLog,
  Jobs,
  JournalWorker,
  MailDelivery,
  NestLog,
  readConfig,
} from '@academie/platform';

import { AcademieModule } from './academie.module';
import { migrate } from './migrate';

/** Starts the worker door: mails, the ledger, and what recurs by the clock. */
async function bootstrap(): Promise<void> {
  const config = readConfig();
  await migrate(config, (line) => console.error(line));
  const app = await NestFactory.createApplicationContext(AcademieModule.with(config), {
    logger: new NestLog(createLog(config)),
  });
  app.enableShutdownHooks();
  app.get(JournalWorker).start();
  app.get(MailDelivery).start();
  await app.get(Jobs).start();
}

void bootstrap();
