import path from 'node:path';

import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Clock, ROOT, Seeds, yearOf } from '@academie/platform';

import { isClosedStatus } from '../plan/plan';
import { parsePlan } from '../plan/plan-file';
import { readPlanText, readVocabulary } from '../plan/plan-folder';
import { PlanService } from './plan.service';

const FIRST_YEAR = 2025;
const LIBS = path.join(ROOT, 'libs');

/** The plan that comes with the release, and the plan of this year, so that there is always one. */
@Injectable()
export class PlanSeed implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly plans: PlanService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.seeds.add({
      name: `year plan ${FIRST_YEAR}`,
      demoOnly: false,
      run: () => this.loadFirst(),
    });
    this.seeds.add({
      name: 'year plan of this year, continued from the last one',
      demoOnly: false,
      run: () => this.continueToThisYear(),
    });
  }

  // A release may mend a rule of the version it brings; another version somebody loaded is left alone.
  private async loadFirst(): Promise<boolean> {
    const text = readPlanText(LIBS, FIRST_YEAR) ?? '';
    const { plan, problems } = parsePlan(text, readVocabulary(LIBS));
    if (!plan) throw new Error(`year plan ${FIRST_YEAR}: ${problems[0]?.message ?? 'empty'}`);
    const there = await this.plans.find(undefined, FIRST_YEAR);
    if (there && there.version !== plan.version) return false;
    if (there && isClosedStatus(there.status)) return false;
    return this.plans.load(plan, undefined, { text });
  }

  private async continueToThisYear(): Promise<boolean> {
    const year = yearOf(this.clock.now());
    if (year <= FIRST_YEAR || (await this.plans.find(undefined, year))) return false;
    await this.plans.continueTo(year);
    return true;
  }
}
