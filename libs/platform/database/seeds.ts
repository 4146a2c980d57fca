import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { CONFIG, type Config } from '../config/config';
import { declareMethod } from '../discovery/declaration';
import { Declarations } from '../discovery/declarations';
import { onlyOnce } from '../discovery/only-once';

type Load = () => Promise<boolean>;

const declaration = declareMethod<{ name: string; demoOnly: boolean }, Load>();

/**
 * Has the method load reference data at every start, unless it is there; it says whether it did anything.
 * `name` is `<lib>.<what>`; what is loaded is said in the locales, at `<lib>.seed.<what>`.
 */
export const Seed = (name: string) => declaration({ name, demoOnly: false });

/** As `Seed`, for invented data: in demo mode only, after all reference data. */
export const DemoSeed = (name: string) => declaration({ name, demoOnly: true });

/** Data that a lib wants to be there. */
export interface KnownSeed {
  name: string;
  demoOnly: boolean;
  load: Load;
  /** Class and method. */
  where: string;
}

/** Reference and demo data, in the order of the libs and their folders. */
@Injectable()
export class Seeds implements OnModuleInit {
  private known: readonly KnownSeed[] = [];

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly declarations: Declarations,
  ) {}

  onModuleInit(): void {
    const found = this.declarations
      .methods(declaration)
      .map(({ options, thing, where }) => ({ ...options, load: thing, where }));
    onlyOnce(found);
    this.known = [
      ...found.filter(({ demoOnly }) => !demoOnly),
      ...found.filter(({ demoOnly }) => demoOnly),
    ];
  }

  /** All seeds in the order in which they are loaded, reference data first. */
  get all(): readonly KnownSeed[] {
    return this.known;
  }

  /** Loads what is missing. Calls `progress` for every seed that did something, with its time in milliseconds. */
  async run(progress: (name: string, took: number) => void): Promise<void> {
    for (const seed of this.known) {
      if (seed.demoOnly && !this.config.demo) continue;
      const from = performance.now();
      if (await seed.load()) progress(seed.name, performance.now() - from);
    }
  }
}
