import { Injectable } from '@nestjs/common';

import { Command } from '../jobs/commands';
import { Overview } from './overview';
import { overviewMarkdown } from './overview-text';

/** `describe`: writes docs/automation.md anew. */
@Injectable()
export class OverviewCommand {
  constructor(private readonly overview: Overview) {}

  @Command('describe', 'platform.command.describe')
  describe(): Promise<void> {
    process.stdout.write(overviewMarkdown(this.overview));
    return Promise.resolve();
  }
}
