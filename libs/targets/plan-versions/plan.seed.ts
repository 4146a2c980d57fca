import path from 'node:path';

import { Injectable } from '@nestjs/common';

import { Clock, ROOT, Seed, yearOf } from '@academie/platform';

import { canonical } from '../counting/context-facts';
import { withReadingsOf } from '../plan/apply-reading';
import { isClosedStatus, nextVersion, ownVersion, type Plan } from '../plan/plan';
import { parsePlan } from '../plan/plan-file';
import { readPlanText, readVocabulary } from '../plan/plan-folder';
import { PlanService } from './plan.service';
import { PlanVersionQueries } from './plan-version.queries';

const FIRST_YEAR = 2025;
const LIBS = path.join(ROOT, 'libs');

/** The plan that comes with the release, and the plan of this year, so that there is always one. */
@Injectable()
export class PlanSeed {
  constructor(
    private readonly plans: PlanService,
    private readonly versions: PlanVersionQueries,
    private readonly clock: Clock,
  ) {}

  // A release may correct a rule of the version it brings. A version that an administrator loaded stays; one of which
  // only readings were chosen here is corrected too, and keeps them.
  @Seed('targets.first-plan')
  async loadFirst(): Promise<boolean> {
    const text = readPlanText(LIBS, FIRST_YEAR) ?? '';
    // Reading the file takes a tenth of a start, so a file that was loaded already is only compared.
    if ((await this.versions.find(FIRST_YEAR))?.text === text) return false;
    const { plan, problems } = parsePlan(text, readVocabulary(LIBS));
    if (!plan) throw new Error(`year plan ${FIRST_YEAR}: ${problems[0]?.message ?? 'empty'}`);
    const there = await this.plans.find(undefined, FIRST_YEAR);
    if (there && ownVersion(there.version) !== plan.version) return false;
    if (there && isClosedStatus(there.status)) return false;
    if (there && there.version !== plan.version) return this.amend(plan, there.document);
    return this.plans.load(plan, undefined, { text });
  }

  private async amend(release: Plan, there: Plan): Promise<boolean> {
    const before = await this.versions.lastOfRelease(release.year);
    if (!before || !isSame(withReadingsOf(before, there), there)) return false;
    const amended = withReadingsOf(release, there);
    if (isSame(amended, there)) return false;
    return this.plans.load({ ...amended, version: nextVersion(there.version) });
  }

  @Seed('targets.plan-of-this-year')
  async continueToThisYear(): Promise<boolean> {
    const year = yearOf(this.clock.now());
    if (year <= FIRST_YEAR || (await this.plans.find(undefined, year))) return false;
    await this.plans.continueTo(year);
    return true;
  }
}

/** Whether two plans say the same, whatever their versions are called. */
const isSame = (one: Plan, other: Plan): boolean =>
  canonical({ ...one, version: '' }) === canonical({ ...other, version: '' });
