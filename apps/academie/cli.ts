import 'reflect-metadata';

import os from 'node:os';

import { NestFactory } from '@nestjs/core';

import {
  commandLog,
  Commands,
  createLog,
  helpText,
  NestLog,
  Overview,
  readConfig,
  Refusal,
  t,
  withLine,
} from '@academie/platform';

import { AcademieModule } from './academie.module';
import { BACKUP_COMMANDS } from './backup.commands';
import { endWith } from './end-with';
import { migrate } from './migrate';
import { MIGRATE_COMMANDS } from './migrate.commands';
import { serve } from './serve';
import { work } from './worker';

/** The doors: what runs until it is stopped. */
const DOORS: Record<string, (args: readonly string[]) => Promise<void>> = { serve, work };

/** Runs one command of the libs: `npm run academie -- <name> …`; or a door, or what is done to the database alone. */
async function run([name = '--help', ...args]: string[]): Promise<void> {
  const door = DOORS[name];
  if (door) return door(args);
  const before = MIGRATE_COMMANDS[name] ?? BACKUP_COMMANDS[name];
  if (before) return before(readConfig(), args);
  const config = { ...readConfig(), logLevel: 'warn' as const };
  await migrate(config, (line) => console.error(line));
  const app = await NestFactory.createApplicationContext(AcademieModule.with(config), {
    logger: new NestLog(createLog({ logLevel: 'silent' })),
    abortOnError: false,
  });
  try {
    const commands = app.get(Commands);
    const command = commands.get(name);
    if (command)
      await withLine(
        { action: `command ${name}`, actor: `account ${os.userInfo().username}` },
        () => command.run(args),
        (line) => commandLog().info(line),
      );
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

run(process.argv.slice(2)).catch(endWith);
