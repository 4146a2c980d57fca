import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';

import {
  type Config,
  ConfigError,
  createLog,
  DatabaseUnusable,
  Jobs,
  JournalWorker,
  MailDelivery,
  NestLog,
  readConfig,
  WrongDatabase,
} from '@academie/platform';

import { AcademieModule } from './academie.module';
import { migrate } from './migrate';
import { startPatiently } from './patient-start';

const say = (line: string): void => console.error(line);

/** Starts the worker door: mails, the ledger, and what recurs by the clock. */
async function bootstrap(): Promise<void> {
  const config = readConfig();
  await startPatiently(() => begin(config), say);
}

async function begin(config: Config): Promise<void> {
  await migrate(config, say);
  const app = await NestFactory.createApplicationContext(AcademieModule.with(config), {
    logger: new NestLog(createLog(config)),
    abortOnError: false,
  });
  try {
    app.enableShutdownHooks();
    app.get(JournalWorker).start();
    app.get(MailDelivery).start();
    await app.get(Jobs).start();
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}

// One sentence for what somebody has to set right; the stack for what is a fault of ours.
bootstrap().catch((error: unknown) => {
  const isSetting = [ConfigError, WrongDatabase, DatabaseUnusable].some(
    (kind) => error instanceof kind,
  );
  console.error(isSetting ? (error as Error).message : error);
  process.exit(1);
});
