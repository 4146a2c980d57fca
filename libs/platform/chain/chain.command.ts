import { Injectable } from '@nestjs/common';

import { Command } from '../jobs/commands';
import { type Anchor, ChainAnchors } from './chain-anchor';
import { ChainVerifier } from './chain-verifier';

/** `journal:verify`. */
@Injectable()
export class ChainCommand {
  constructor(
    private readonly verifier: ChainVerifier,
    private readonly anchors: ChainAnchors,
  ) {}

  @Command('journal:verify', 'platform.command.journal-verify')
  async verify([file]: string[]): Promise<void> {
    const anchors = await this.read(file);
    const { rows, blocks, broken } = await this.verifier.verify(anchors);
    if (broken) {
      const { chain, key, day, what } = broken;
      process.stderr.write(`Broken: ${chain} ${key} of ${day ?? 'an unknown day'}: ${what}.\n`);
      process.exitCode = 1;
      return;
    }
    process.stdout.write(
      `${rows} rows in ${blocks} blocks are as they were written, and ${anchors.length} anchors fit.\n`,
    );
  }

  private async read(file: string | undefined): Promise<Anchor[]> {
    try {
      return await this.anchors.read(file);
    } catch (error) {
      if (file || (error as { code?: unknown }).code !== 'ENOENT') throw error;
      process.stderr.write('There is no file of anchors: a chain that was made anew would pass.\n');
      return [];
    }
  }
}
