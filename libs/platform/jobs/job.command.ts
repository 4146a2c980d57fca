import { Injectable } from '@nestjs/common';

import { Command } from './commands';
import { Jobs } from './jobs';

/** `job:run`. */
@Injectable()
export class JobCommand {
  constructor(private readonly jobs: Jobs) {}

  /** @throws Error that names the jobs there are, when none has this name */
  @Command('job:run', 'platform.command.job-run')
  async run([name = '']: string[]): Promise<void> {
    await this.jobs.run(name);
    process.stdout.write(`${name} is done.\n`);
  }
}
