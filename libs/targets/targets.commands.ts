import fs from 'node:fs/promises';

import { Inject, Injectable } from '@nestjs/common';

import { Command, CONFIG, type Config, progressBar, withoutQueryTimeout } from '@academie/platform';

import { LedgerAudit } from './ledger/ledger-audit';
import { PlanReader } from './plan/plan-reader';
import { type CheckedFile, FileSigner } from './signed-file/file-signer';
import { PlanService } from './plan-versions/plan.service';

const SHOWN = 50;

/** `plan:load`, `plan:continue`, `ledger:audit`, `ledger:rebuild` and `report:verify`. */
@Injectable()
export class TargetsCommands {
  constructor(
    private readonly plans: PlanService,
    private readonly reading: PlanReader,
    private readonly audit: LedgerAudit,
    private readonly signer: FileSigner,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Command('plan:load', 'targets.command.plan-load')
  async load([file]: string[]): Promise<void> {
    if (!file) throw new Error('Usage: plan:load <file.yaml>');
    const text = await fs.readFile(file, 'utf8');
    const { plan, problems } = await this.reading.read(text);
    if (!plan) {
      const lines = problems.map(
        ({ line, column, message }) => `${file}:${line}:${column} ${message}`,
      );
      throw new Error(lines.join('\n'));
    }
    const loaded = await this.plans.load(plan, undefined, { text });
    say(
      loaded
        ? `Loaded the plan of ${plan.year}, version ${plan.version}.`
        : `The plan of ${plan.year}, version ${plan.version}, was there already.`,
    );
  }

  @Command('plan:continue', 'targets.command.plan-continue')
  async continue([year]: string[]): Promise<void> {
    if (!/^\d{4}$/.test(year ?? '')) throw new Error('Usage: plan:continue <year>');
    const plan = await this.plans.continueTo(Number(year));
    say(`The plan of ${plan.year} was started: ${plan.label ?? plan.version}.`);
  }

  @Command('ledger:audit', 'targets.command.ledger-audit')
  async runAudit(): Promise<void> {
    const findings = await withoutQueryTimeout(this.config, (database) =>
      this.audit.audit(progressBar('Auditing', 'rows'), database),
    );
    for (const { target, measure, problem } of findings.slice(0, SHOWN))
      say(`${target} ${measure}: ${problem}`);
    if (findings.length > 0)
      throw new Error(`The ledger differs from its evidence in ${findings.length} places.`);
    say('The ledger is what its evidence says: no differences.');
  }

  @Command('ledger:rebuild', 'targets.command.ledger-rebuild')
  async rebuild(): Promise<void> {
    const changes = await withoutQueryTimeout(this.config, (database) =>
      this.audit.rebuild(progressBar('Counting', 'rows'), database),
    );
    say(`Counted anew; ${changes} contributions changed.`);
  }

  @Command('report:verify', 'targets.command.report-verify')
  async verify([file]: string[]): Promise<void> {
    if (!file) throw new Error('Usage: report:verify <file.pdf|file.xlsx|file.csv>');
    const checked = await this.signer.check(await fs.readFile(file));
    if (checked.result !== 'genuine') throw new Error(`${file}: ${PROBLEMS[checked.result]}`);
    const { about, name, madeAt, checksum } = checked;
    say(`Genuine and unchanged: ${about} (${name}), made ${madeAt.toISOString()}.`);
    say(`SHA-256 ${checksum}`);
  }
}

const PROBLEMS: Record<Exclude<CheckedFile['result'], 'genuine'>, string> = {
  changed: 'it was signed by this academie and changed after that.',
  unsigned: 'it carries no signature.',
  unknown_key: 'its signature is not of this academie.',
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);
