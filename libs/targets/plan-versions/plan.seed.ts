import path from 'node:path';

import { Injectable } from '@nestjs/common';

import { Clock, ROOT, Seed, yearOf } from '@academie/platform';

import { isClosedStatus } from '../plan/plan';
import { parsePlan } from '../plan/plan-file';
import { readPlanText, readVocabulary } from '../plan/plan-folder';
import { PlanService } from './plan.service';

const FIRST_YEAR = 2025;
const LIBS = path.join(ROOT, 'libs');

/** The plan that comes with the release, and the plan of this year, so that there is always one. */
@Injectable()
export class PlanSeed {
  constructor(
    private readonly plans: PlanService,
    private readonly clock: Clock,
  ) {}

  // A release may correct a rule of the version it brings. A version that an administrator loaded stays.
  @Seed('targets.first-plan')
  async loadFirst(): Promise<boolean> {
    const text = readPlanText(LIBS, FIRST_YEAR) ?? '';
    const { plan, problems } = parsePlan(text, readVocabulary(LIBS));
    if (!plan) throw new Error(`year plan ${FIRST_YEAR}: ${problems[0]?.message ?? 'empty'}`);
    const there = await this.plans.find(undefined, FIRST_YEAR);
    if (there && there.version !== plan.version) return false;
    if (there && isClosedStatus(there.status)) return false;
    return this.plans.load(plan, undefined, { text });
  }

  @Seed('targets.plan-of-this-year')
  async continueToThisYear(): Promise<boolean> {
    const year = yearOf(this.clock.now());
    if (year <= FIRST_YEAR || (await this.plans.find(undefined, year))) return false;
    await this.plans.continueTo(year);
    return true;
  }
}
