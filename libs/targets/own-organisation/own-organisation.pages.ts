import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry, ProcessingLog } from '@academie/people';
import {
  Clock,
  emptyForm,
  type Form,
  isId,
  NotFound,
  PageQuery,
  readForm,
  seeOther,
  t,
  yearOf,
} from '@academie/platform';

import { ContestForm } from '../contest/contest.dto';
import { ContestQueries } from '../contest/contest.queries';
import { ContestService } from '../contest/contest.service';
import { CoverageQueries } from '../coverage/coverage.queries';
import { VALUE } from '../counting/measure-names';
import { EvidenceQueries } from '../evidence/evidence.queries';
import { RuleDescriber } from '../rule/rule-describer';
import { isCoverage } from '../rule/coverage.rule';
import { readOverview } from '../value/overview-view';
import { type PlanRow, TargetQueries, type TargetView } from '../value/target.queries';
import { OrganisationShares } from './organisation-shares.queries';
import { OwnOrganisationService } from './own-organisation.service';
import { ownOrganisationView, ownWorkView } from './own-organisation-view';
import type { OwnOrganisation } from './own-standing';
import { contestFormView, ownTargetView } from './own-target-view';

/** Organisations of one coordinator that stand beside each other; more are a list to choose from. */
const MOST_TABS = 6;
const HOME = '/gemeente';
const ROWS = 25;

/** One organisation against every target that concerns it: for its coordinator, and for theme leads without names. */
@ApiExcludeController()
@Controller('gemeente')
@Allow('coordinator', 'theme_lead', 'administrator', 'auditor')
export class OwnOrganisationPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly service: OwnOrganisationService,
    private readonly shares: OrganisationShares,
    private readonly evidence: EvidenceQueries,
    private readonly coverage: CoverageQueries,
    private readonly contests: ContestQueries,
    private readonly contesting: ContestService,
    private readonly teller: RuleDescriber,
    private readonly looks: ProcessingLog,
    private readonly clock: Clock,
  ) {}

  /** To the own one, or a list to choose from. */
  @Get()
  @MenuEntry({
    href: '/gemeente',
    text: 'targets.menu.own-organisation',
    roles: ['coordinator'],
    position: 31,
    start: ['coordinator'],
  })
  async choose(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const own = await this.service.organisations(actor.coordinatedOrganisations);
    const [first] = own;
    if (first && own.length <= MOST_TABS && !readsAll(actor))
      return seeOther(reply, `${HOME}/${first.id}`);
    const { plan, year } = await this.planOf(actor, query);
    const municipalities =
      readsAll(actor) && plan ? await this.coverage.municipalities(plan.periodFrom) : [];
    reply.view('targets/own-organisation/organisations', {
      title: t('targets.own.choose'),
      own: own.map(({ id, shortName }) => ({ name: shortName, href: `${HOME}/${id}` })),
      all: municipalities.map(({ id, shortName }) => ({
        name: shortName,
        href: `${HOME}/${id}?jaar=${year}`,
      })),
    });
  }

  @Get(':organisationId')
  async show(
    @CurrentActor() actor: Actor,
    @Param('organisationId') id: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const organisation = await this.find(actor, id);
    const { plan, plans } = await this.planOf(actor, query);
    const isOwn = actor.coordinates(id);
    const { coordinatedOrganisations } = actor;
    const [own, year, work] = await Promise.all([
      isOwn && coordinatedOrganisations.length <= MOST_TABS
        ? this.service.organisations(coordinatedOrganisations)
        : [],
      plan && this.service.ofYear(organisation, plan),
      isOwn ? this.service.workOf(id, actor.id) : undefined,
    ]);
    if (work) await this.lookedAt(actor, [...work.offers, ...work.noShows, ...work.expiring]);
    reply.view('targets/own-organisation/own-organisation', {
      ...ownOrganisationView({
        ...{ organisation, plans, year, isOwn, own, actor },
        stepOf: (target) => this.service.firstStep(target, organisation),
      }),
      work: work && ownWorkView(work),
    });
  }

  @Get(':organisationId/doelen/:targetId')
  async target(
    @CurrentActor() actor: Actor,
    @Param('organisationId') id: string,
    @Param('targetId') targetId: string,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const organisation = await this.find(actor, id);
    const target = await this.findTarget(targetId);
    const isOwn = actor.coordinates(id);
    const paging = Object.assign(new PageQuery(), {
      limit: ROWS,
      after: typeof after === 'string' && after !== '' ? after : undefined,
    });
    const [{ items, next }, contests, covered, units] = await Promise.all([
      this.evidence.page(actor, target.id, { measure: VALUE, partOf: id }, paging),
      this.contests.ofOrganisation(id, target.id),
      isCoverage(target.rule) ? this.coverage.matrix([target.id]) : undefined,
      isCoverage(target.rule) ? undefined : this.service.unitsOf(organisation, target),
    ]);
    const shown = items.filter(({ hidden }) => !hidden).map((item) => item.id);
    const people = isOwn && shown.length > 0 ? await this.shares.people(id, shown) : [];
    await this.lookedAt(actor, people);
    reply.view(
      'targets/own-organisation/own-target',
      ownTargetView({
        ...{ organisation, target, items, people, contests, isOwn, actor },
        counts: this.teller.describe(target.rule).counts,
        covered: covered?.get(target.id),
        units,
        step: isOwn ? this.service.firstStep(target, organisation) : undefined,
        next,
        isFirst: paging.after === undefined,
      }),
    );
  }

  @Get(':organisationId/doelen/:targetId/klopt-niet')
  @Allow('coordinator')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('organisationId') id: string,
    @Param('targetId') targetId: string,
    @Query('eenheid') unit: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showForm(reply, actor, { id, targetId, unit }, emptyForm());
  }

  @Post(':organisationId/doelen/:targetId/klopt-niet')
  @Allow('coordinator')
  async contest(
    @CurrentActor() actor: Actor,
    @Param('organisationId') id: string,
    @Param('targetId') targetId: string,
    @Query('eenheid') unit: unknown,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const organisation = await this.find(actor, id);
    const target = await this.findTarget(targetId);
    const form = await readForm(ContestForm, body);
    const done = await form.submit(({ reason }) =>
      this.contesting.make(actor, {
        targetId: target.id,
        organisationId: organisation.id,
        contributionId: unitOf(unit),
        reason,
      }),
    );
    if (done) return seeOther(reply, `${HOME}/${id}/doelen/${targetId}`, t('targets.contest.made'));
    void reply.status(422);
    await this.showForm(reply, actor, { id, targetId, unit }, form);
  }

  @Post(':organisationId/betwist/:contestId/intrekken')
  @Allow('coordinator')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('organisationId') id: string,
    @Param('contestId') contestId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isId(contestId)) throw new NotFound();
    const { targetId } = await this.contesting.withdraw(actor, contestId);
    seeOther(reply, `${HOME}/${id}/doelen/${targetId}`, t('targets.contest.taken-back'));
  }

  private async showForm(
    reply: FastifyReply,
    actor: Actor,
    { id, targetId, unit }: { id: string; targetId: string; unit: unknown },
    form: Form<object>,
  ): Promise<void> {
    const organisation = await this.find(actor, id);
    if (!actor.coordinates(organisation.id)) throw new NotFound();
    const target = await this.findTarget(targetId);
    reply.view('targets/own-organisation/contest', {
      ...contestFormView(organisation, target, unitOf(unit)),
      form: form.view,
    });
  }

  private async planOf(
    actor: Actor,
    query: Record<string, unknown>,
  ): Promise<{ plans: PlanRow[]; plan: PlanRow | undefined; year: number }> {
    const plans = await this.targets.plans();
    const { year } = readOverview(query, plans, yearOf(this.clock.now()), actor);
    return { plans, plan: plans.find((one) => one.year === year), year };
  }

  /** @throws NotFound, also for the organisation of somebody else */
  private async find(actor: Actor, id: string): Promise<OwnOrganisation> {
    const mayRead = readsAll(actor) || actor.coordinates(id);
    const found = isId(id) && mayRead ? await this.service.organisation(id) : undefined;
    if (!found) throw new NotFound();
    return found;
  }

  /** @throws NotFound */
  private async findTarget(id: string): Promise<TargetView> {
    const target = isId(id) ? await this.targets.find(id) : undefined;
    if (!target) throw new NotFound();
    return target;
  }

  private async lookedAt(actor: Actor, people: readonly { personId: string }[]): Promise<void> {
    if (people.length === 0) return;
    await this.looks.record(actor, {
      name: 'person.opened',
      activity: 'coordination',
      subjectIds: people.map(({ personId }) => personId),
    });
  }
}

/** Who reads about every organisation, without names. */
const readsAll = (actor: Actor): boolean =>
  actor.is('theme_lead') || actor.isAdministrator || actor.is('auditor');

function unitOf(unit: unknown): string | null {
  if (unit === undefined || unit === '') return null;
  if (!isId(unit)) throw new NotFound();
  return unit;
}
