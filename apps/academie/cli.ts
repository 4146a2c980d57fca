import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';

import {
  Commands,
  type Config,
  ConfigError,
  DatabaseUnusable,
  createLog,
  helpText,
  NestLog,
  Overview,
  readConfig,
  Refusal,
  t,
  WrongDatabase,
} from '@academie/platform';

import { AcademieModule } from './academie.module';
import { migrate } from './migrate';

/** Runs one command of the libs: `npm run academie -- <name> …`. */
async function run([name = '--help', ...args]: string[]): Promise<void> {
  const config = await prepare();
  if (!config) return;
  const app = await NestFactory.createApplicationContext(AcademieModule.with(config), {
    logger: new NestLog(createLog({ logLevel: 'silent' })),
    abortOnError: false,
  });
  try {
    const commands = app.get(Commands);
    const command = commands.get(name);
    if (command) await command.run(args);
    else if (['help', '--help'].includes(name)) console.log(helpText(app.get(Overview)));
    else throw new Error(`There is no command ${name}. What there is: npm run academie -- --help`);
  } catch (error) {
    const text =
      error instanceof Refusal
        ? t(error.code.replace('.', '.refusal.'), error.params, 'en')
        : undefined;
    console.error(text ?? (error instanceof Error ? error.message : error));
    process.exitCode = 1;
  } finally {
    await app.close();
  }
}

/** Undefined when something has to be set right first; that is said then. */
async function prepare(): Promise<Config | undefined> {
  try {
    const config = { ...readConfig(), logLevel: 'warn' as const };
    await migrate(config, (line) => console.error(line));
    return config;
  } catch (error) {
    const said = [ConfigError, WrongDatabase, DatabaseUnusable].some(
      (kind) => error instanceof kind,
    );
    if (!said || !(error instanceof Error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
    return undefined;
  }
}

void run(process.argv.slice(2));
