import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { AdmissionQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import {
  Clock,
  isDay,
  isId,
  NotFound,
  PageQuery,
  ShortCache,
  t,
  yearOf,
  type PageView,
} from '@academie/platform';

import { CoverageQueries, coverageMeasures } from '../coverage/coverage.queries';
import { Baselines } from '../value/baselines';
import { BreakdownQueries } from '../breakdown/breakdown.queries';
import { CoverageInvitations } from '../coverage/coverage-invitations';
import { dekkingView } from '../coverage/coverage-view';
import { type Grade, GRADES } from '../ledger/evidence.entity';
import { contestView } from '../contest/contest-view';
import { contestedUnits, ContestQueries, type ContestRow } from '../contest/contest.queries';
import { EvidenceQueries } from '../evidence/evidence.queries';
import { HistoryQueries } from '../value/history.queries';
import { dayBefore } from '../counting/measures';
import { VALUE } from '../counting/measure-names';
import { ALL, overviewView, readOverview, targetsShown } from '../value/overview-view';
import { NextSteps } from './next-steps';
import { ProofFileQueries } from '../proof-file/proof-file.queries';
import { todosView, waitingView } from './todos-view';
import { tellingOptions } from '../value/ratio-counts';
import { RuleDescriber } from '../rule/rule-describer';
import { type MonthPoint, SeriesQueries } from '../value/series.queries';
import { isClosed, TargetQueries, type TargetView } from '../value/target.queries';
import { TargetService } from '../value/target.service';
import { evidenceRows } from './evidence-rows';
import { targetPageView } from './target-page-view';
import { dutchDay } from '../value/target-labels';
import { RuleLabels } from '../rule/rule-labels';
import { isCoverage } from '../rule/coverage.rule';

const ROWS = 25;

/** The pages of the year plan's targets. */
@ApiExcludeController()
@Controller('doelen')
@Allow('theme_lead', 'administrator', 'auditor')
export class TargetPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly evidence: EvidenceQueries,
    private readonly coverage: CoverageQueries,
    private readonly breakdowns: BreakdownQueries,
    private readonly invitations: CoverageInvitations,
    private readonly series: SeriesQueries,
    private readonly history: HistoryQueries,
    private readonly baselines: Baselines,
    private readonly service: TargetService,
    private readonly steps: NextSteps,
    private readonly teller: RuleDescriber,
    private readonly labels: RuleLabels,
    private readonly clock: Clock,
    private readonly admissions: AdmissionQueries,
    private readonly contests: ContestQueries,
    private readonly cache: ShortCache,
    private readonly files: ProofFileQueries,
  ) {}

  @Get()
  @MenuEntry({
    href: '/doelen',
    text: 'targets.menu.targets',
    roles: ['theme_lead', 'administrator', 'auditor'],
    position: 50,
    start: ['theme_lead', 'auditor'],
  })
  async overview(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [plans, themes] = await Promise.all([
      this.targets.shownPlans(),
      this.targets.shownThemes(),
    ]);
    const filter = readOverview(query, plans, yearOf(this.clock.now()), actor);
    const targets = await this.targets.ofYear(filter.year);
    const shown = targetsShown(filter, themes, targets, actor);
    const [todos, months, contested, waiting] = await Promise.all([
      this.steps.of(actor, themes, shown),
      filter.theme === ALL
        ? new Map<string, MonthPoint[]>() // no lines are drawn there
        : this.cache.getOrLoad(`targets.months.${filter.year}`, () => this.series.ofAll(targets)),
      this.cache.getOrLoad(`targets.contested.${filter.year}`, () =>
        this.contests.openCounts(targets.map(({ id }) => id)),
      ),
      this.cache.getOrLoad('targets.waiting-files', () => this.files.waiting()),
    ]);
    const count = shown.reduce((sum, { id }) => sum + (contested.get(id) ?? 0), 0);
    reply.viewKept('targets/target/overview', {
      ...overviewView({ filter, plans, themes, targets, actor, contested, months }),
      todos: todosView(todos),
      contested: count > 0 && t('targets.contest.times', { count }),
      waiting: waitingView(
        waiting.filter(({ uploadedBy }) => uploadedBy !== actor.id),
        shown.filter(({ owners }) => this.service.decides(actor, owners)),
      ),
    });
  }

  @Get('dekking')
  async matrix(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const plans = await this.targets.shownPlans();
    const { year } = readOverview(query, plans, yearOf(this.clock.now()), actor);
    const plan = plans.find((one) => one.year === year);
    const targets = (await this.targets.ofYear(year)).filter(
      ({ rule }) => isCoverage(rule) && rule.reference === 'municipality',
    );
    const ids = targets.map(({ id }) => id);
    const [municipalities, covered, invited] = await this.cache.getOrLoad(
      `targets.coverage.${year}`,
      () =>
        Promise.all([
          this.coverage.municipalities(dayBefore(plan?.periodTo ?? `${year + 1}-01-01`)),
          this.coverage.matrix(ids),
          this.invitations.latest(ids),
        ]),
    );
    reply.viewKept(
      'targets/coverage/coverage',
      dekkingView({
        ...{ year, plans, targets, municipalities, covered, invited },
        mayInvite: (target) => this.service.decides(actor, target.owners) && !isClosed(target),
      }),
    );
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.find(id);
    // The same for all readers, as it stood within the last second; it names nobody.
    const contests = await this.cache.getOrLoad(`targets.contests.${target.id}`, () =>
      this.contests.openOf(target.id),
    );
    const [page, evidence] = await Promise.all([
      this.pageOf(actor, target, query),
      this.evidenceOf(actor, target, contests, query),
    ]);
    reply.viewKept('targets/target/target', {
      ...page,
      ...evidence,
      contests: contests.map(contestView),
    });
  }

  private async pageOf(
    actor: Actor,
    target: TargetView,
    query: Record<string, unknown>,
  ): Promise<PageView> {
    const measures = coverageMeasures(target);
    const measure = measures.find((one) => one.measure === query.dekking) ?? measures[0];
    const [themes, sight, [rows, months, invited], { decisions, lateLabels }, lateBefore] =
      await Promise.all([
        this.targets.shownThemes(),
        this.admissions.sightOf(actor),
        // The same for all readers; what names people is asked each time.
        this.cache.getOrLoad(`targets.page.${target.id}.${measure?.measure ?? ''}`, () =>
          Promise.all([
            measure && this.coverage.of(target, measure),
            this.series.months(target),
            measure ? this.invitations.latest([target.id]) : undefined,
          ]),
        ),
        this.history.of(target),
        this.baselines.late(target),
      ]);
    const set = decisions.find(({ action }) => action === 'target.norm-set');
    return targetPageView({
      target,
      rule: this.teller.describe(target.rule),
      decides: this.service.decides(actor, target.owners),
      isAdministrator: actor.isAdministrator,
      normSetBy: target.normSource === 'set' ? (set?.by ?? undefined) : undefined,
      coverage: measure && rows && { measure, rows },
      invited: invited?.get(target.id) ?? new Map<string, Date>(),
      todo: (await this.steps.of(actor, themes, [target]))[0],
      lateLabels,
      lateBefore,
      showsCoverage: query.dekking !== undefined,
      hasBreakdown: this.breakdowns.kindOf(target.rule) !== undefined,
      months,
      history: decisions,
      sight,
      now: this.clock.now(),
    });
  }

  private async evidenceOf(
    actor: Actor,
    target: TargetView,
    contests: readonly ContestRow[],
    query: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    const options = tellingOptions(target);
    const measure = options.find(({ value }) => value === query.telling)?.value ?? VALUE;
    const grade: Grade | undefined = GRADES.find((one) => one === query.graad);
    const after = typeof query.na === 'string' && query.na !== '' ? query.na : undefined;
    const { sinds } = query;
    const since = typeof sinds === 'string' && isDay(sinds) ? sinds : undefined;
    const paging = Object.assign(new PageQuery(), { limit: ROWS, after });
    const { items, next } = await this.evidence.page(
      actor,
      target.id,
      { measure, grade, since },
      paging,
    );
    const href = (cursor: string): string => {
      const address = new URLSearchParams({ telling: measure, na: cursor });
      if (grade) address.set('graad', grade);
      if (since) address.set('sinds', since);
      return `?${address.toString()}#bewijs`;
    };
    return {
      evidence: {
        // Who asks for a part of it finds it unfolded.
        isOpen:
          measure !== VALUE || grade !== undefined || after !== undefined || since !== undefined,
        rows: evidenceRows(
          target.id,
          items,
          (code) => this.labels.jobFunction(code),
          contestedUnits(contests),
        ),
        columns: [
          { label: t('targets.label.what') },
          { label: t('targets.label.date') },
          { label: t('targets.label.who-or-where') },
          { label: t('targets.label.grade') },
          { label: t('targets.label.quantity'), numeric: true },
          { label: t('targets.label.origin') },
        ],
        measures: options.length > 1 ? options : undefined,
        measure,
        grade,
        grades: GRADES.map((value) => ({
          value,
          label: t('targets.target.grade', { grade: value }),
        })),
        since: since && dutchDay(since),
        clearHref: measure !== VALUE || grade || since ? `/doelen/${target.id}#bewijs` : undefined,
        nextHref: next && href(next),
        firstHref: after && `/doelen/${target.id}?telling=${measure}#bewijs`,
      },
    };
  }

  /** @throws NotFound */
  private async find(id: string): Promise<TargetView> {
    const target = isId(id) ? await this.targets.shown(id) : undefined;
    if (!target) throw new NotFound();
    return target;
  }
}
