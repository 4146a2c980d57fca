import { Injectable } from '@nestjs/common';

import { type ItemStanding, RuntimeService } from '../runtime/runtime.service';
import { type AuStanding, Progress } from './progress.service';

/** How the parts of a package stand, whichever standard it is of. */
@Injectable()
export class PackageStandings {
  constructor(
    private readonly runtime: RuntimeService,
    private readonly progress: Progress,
  ) {}

  /** Those that were opened. */
  async of(enrolmentId: string, packageId: string): Promise<ItemStanding[]> {
    const [parts, units] = await Promise.all([
      this.runtime.standings(enrolmentId, packageId),
      this.progress.standings(enrolmentId, packageId),
    ]);
    return [...parts, ...units.map(asItem)];
  }
}

const asItem = ({
  item,
  completed,
  passed,
  failed,
  waived,
  score,
  seconds,
}: AuStanding): ItemStanding => ({
  item,
  status: passed ? 'passed' : completed || waived ? 'completed' : failed ? 'failed' : 'incomplete',
  score,
  seconds,
  isDone: passed || completed || waived,
});
