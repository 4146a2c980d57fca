import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, type Config } from '../config/config';

/** Data a lib wants to be there. */
export interface Seed {
  /** What is loaded, for the progress line, e.g. `32 municipalities and their partners`. */
  name: string;
  /** Reference data is loaded at every start and must be idempotent; demo data only in demo mode. */
  demoOnly: boolean;
  /** Loads it unless it is there already; says whether it did anything. */
  run(): Promise<boolean>;
}

/** Reference and demo data, in the order of the libs: their modules start from left to right. */
@Injectable()
export class Seeds {
  private readonly reference: Seed[] = [];
  private readonly demo: Seed[] = [];

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** A lib adds its own in onModuleInit. */
  add(seed: Seed): void {
    (seed.demoOnly ? this.demo : this.reference).push(seed);
  }

  /** Loads what is missing, reference data first. `progress` hears of every seed that did something. */
  async run(progress: (line: string) => void): Promise<void> {
    for (const seed of [...this.reference, ...(this.config.demo ? this.demo : [])]) {
      const from = performance.now();
      if (await seed.run()) progress(`${seed.name} (${Math.round(performance.now() - from)} ms)`);
    }
  }
}
