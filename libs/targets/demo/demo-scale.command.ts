import { Inject, Injectable } from '@nestjs/common';

import {
  Command,
  CONFIG,
  type Config,
  type Database,
  loadedText,
  progressBar,
  Seeds,
  withoutQueryTimeout,
} from '@academie/platform';

import { DemoScale } from './demo-scale';
import { LedgerAudit } from '../ledger/ledger-audit';

const USAGE =
  'Usage: demo --scale[=MARKS], with MARKS like 100k, 1m or 10m (10m unless given): held offerings with ' +
  'so many marks, and the evidence of them.';
const STANDARD = 10_000_000;
const MOST = 50_000_000;

/** `demo --scale`: the demo as large as the academie may ever become. */
@Injectable()
export class DemoScaleCommand {
  constructor(
    private readonly seeds: Seeds,
    private readonly scale: DemoScale,
    private readonly audit: LedgerAudit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Command('demo', 'targets.command.demo-scale')
  async run(args: string[]): Promise<void> {
    const marks = marksOf(args);
    if (marks === undefined) throw new Error(USAGE);
    if (!this.config.demo)
      throw new Error(
        'This command makes up people and what they did: it works in demo mode only.',
      );
    await withoutQueryTimeout(this.config, async (database) => {
      await refuseRealPeople(database);
      await this.seeds.run((...seed) => process.stderr.write(`${loadedText(...seed)}\n`));
      await this.scale.load(database, marks, progressBar('Loading', 'marks'));
      const evidence = await this.scale.derive(
        database,
        progressBar('Deriving evidence', 'offerings'),
      );
      const changes = await this.audit.rebuild(progressBar('Counting', 'rows'), database);
      await database.rows('ANALYZE');
      process.stdout.write(
        `There are ${marks.toLocaleString('en')} marks or more; ${evidence.toLocaleString('en')} pieces of ` +
          `evidence and ${changes.toLocaleString('en')} contributions came or changed.\n`,
      );
    });
  }
}

/** Marks asked for, or undefined when it is not said how many in a way we know. */
function marksOf([flag = '', ...rest]: readonly string[]): number | undefined {
  const [name, ...values] = [...flag.split('='), ...rest];
  if (name !== '--scale' || values.length > 1) return undefined;
  const [given = `${STANDARD}`] = values;
  const [, digits = '', unit = ''] = /^(\d+)([km]?)$/i.exec(given) ?? [];
  const factor = { k: 1000, m: 1_000_000 }[unit.toLowerCase()] ?? 1;
  const marks = Number(digits) * factor;
  return marks >= 1 && marks <= MOST ? marks : undefined;
}

// Demo mode is a setting, and settings can be wrong; an address that is not an example may be real.
async function refuseRealPeople(database: Database): Promise<void> {
  const real = await database.first(
    `SELECT 1 FROM people.email_address WHERE address NOT LIKE '%.example' LIMIT 1`,
  );
  if (real)
    throw new Error(
      'There are mail addresses that do not end in .example, so this is no demo. Nothing was changed.',
    );
}
