import { Injectable, type OnModuleInit } from '@nestjs/common';

import { SetupSteps } from '@academie/people';
import { Clock, Database, yearOf } from '@academie/platform';

/** An academie is set up when it has the plan of this year. */
@Injectable()
export class PlanSetupStep implements OnModuleInit {
  constructor(
    private readonly steps: SetupSteps,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.steps.add({
      href: '/doelen/jaarplannen',
      text: 'targets.setup.plan',
      position: 80,
      isDone: async () => {
        const year = yearOf(this.clock.now());
        const found = await this.database.rows('SELECT FROM targets.plan WHERE year = $1', [year]);
        return found.length > 0;
      },
    });
  }
}
