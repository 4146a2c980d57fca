import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import { type ItemStanding, RuntimeService } from '../runtime/runtime.service';
import { type AuStanding, Progress } from './progress.service';

/** How the parts of a package stand, whichever standard it is of. */
@Injectable()
export class PackageStandings {
  constructor(
    private readonly database: Database,
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

  /** The part that said something last, on whichever device; looking around in a unit is no beginning. */
  async lastOf(enrolmentId: string, packageId: string): Promise<string | undefined> {
    const found = await this.database.first<{ item: string }>(
      `SELECT item FROM (
         SELECT item, saved_at AS at, session AS page FROM elearning.runtime_state
          WHERE enrolment_id = $1 AND package_id = $2
         UNION ALL
         SELECT s.item, s.last_at, s.id FROM elearning.au_session s
           JOIN elearning.registration r ON r.id = s.registration_id
          WHERE r.enrolment_id = $1 AND r.package_id = $2 AND s.mode <> 'Browse'
       ) said ORDER BY at DESC, page DESC LIMIT 1`,
      [enrolmentId, packageId],
    );
    return found?.item;
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
