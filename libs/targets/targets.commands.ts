import fs from 'node:fs/promises';

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { Commands, CONFIG, type Config, progressBar } from '@academie/platform';

import { LedgerAudit } from './ledger/ledger-audit';
import { patiently } from './ledger/patience';
import { PlanReading } from './plan/plan-reader';
import { PlanService } from './plan-versions/plan.service';

const SHOWN = 50;

/** `plan:load`, `plan:continue`, `ledger:audit` and `ledger:rebuild`. */
@Injectable()
export class TargetsCommands implements OnModuleInit {
  constructor(
    private readonly commands: Commands,
    private readonly plans: PlanService,
    private readonly reading: PlanReading,
    private readonly audit: LedgerAudit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.commands.add({
      name: 'plan:load',
      summary: 'Loads a year plan from a YAML file, or its next version',
      run: ([file]) => this.load(file),
    });
    this.commands.add({
      name: 'plan:continue',
      summary: 'Starts the plan of a year from the last one before it',
      run: ([year]) => this.continue(year),
    });
    this.commands.add({
      name: 'ledger:audit',
      summary: 'Counts all targets anew and reports every difference; changes nothing',
      run: () => this.runAudit(),
    });
    this.commands.add({
      name: 'ledger:rebuild',
      summary: 'Counts all targets anew and mends what differs',
      run: () => this.rebuild(),
    });
  }

  private async load(file: string | undefined): Promise<void> {
    if (!file) throw new Error('Usage: plan:load <file.yaml>');
    const text = await fs.readFile(file, 'utf8');
    const { plan, problems } = this.reading.read(text);
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

  private async continue(year: string | undefined): Promise<void> {
    if (!/^\d{4}$/.test(year ?? '')) throw new Error('Usage: plan:continue <year>');
    const plan = await this.plans.continueTo(Number(year));
    say(`The plan of ${plan.year} was started: ${plan.label ?? plan.version}.`);
  }

  private async runAudit(): Promise<void> {
    const findings = await patiently(this.config, (database) =>
      this.audit.audit(progressBar('Auditing', 'rows'), database),
    );
    for (const { target, measure, problem } of findings.slice(0, SHOWN))
      say(`${target} ${measure}: ${problem}`);
    if (findings.length > 0)
      throw new Error(`The ledger differs from its evidence in ${findings.length} places.`);
    say('The ledger is what its evidence says: no differences.');
  }

  private async rebuild(): Promise<void> {
    const changes = await patiently(this.config, (database) =>
      this.audit.rebuild(progressBar('Counting', 'rows'), database),
    );
    say(`Counted anew; ${changes} contributions changed.`);
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
