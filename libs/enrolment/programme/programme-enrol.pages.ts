import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  bodyOf,
  managesProgramme,
  type ProgrammeDate,
  ProgrammeDatesQueries,
  ProgrammeQueries,
  type ProgrammeRow,
} from '@academie/catalogue';
import { type Actor, Allow, CurrentActor, ProcessingLog } from '@academie/people';
import { Clock, emptyForm, type Form, isId, NotFound, seeOther, t } from '@academie/platform';

import { EnrolmentQueries } from '../place/enrolment.queries';
import { Overlaps } from '../place/overlaps';
import { checkChoice } from './programme-choice';
import { ProgrammeEnrolmentService } from './programme-enrolment.service';
import { ProgrammeProgressQueries } from './programme-progress.queries';
import type { CourseStanding } from '../programme-order/programme-standing';
import { followersView } from './programme-followers-view';
import { type ForWhom, programmeEnrolView, programmeResultView } from './programme-view';

const PAGE_SIZE = 50;

interface Read {
  programme: ProgrammeRow;
  dates: ProgrammeDate[];
  standings: CourseStanding[];
  whom: ForWhom;
}

/** Choosing dates for the steps of a leergang, for oneself or somebody else; and who is where in it. */
@ApiExcludeController()
@Controller('leergangen/:slug')
export class ProgrammeEnrolPages {
  constructor(
    private readonly programmes: ProgrammeQueries,
    private readonly dates: ProgrammeDatesQueries,
    private readonly progress: ProgrammeProgressQueries,
    private readonly service: ProgrammeEnrolmentService,
    private readonly enrolments: EnrolmentQueries,
    private readonly overlaps: Overlaps,
    private readonly looks: ProcessingLog,
    private readonly clock: Clock,
  ) {}

  @Get('inschrijven')
  @Allow('participant')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Query('persoon') person: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const read = await this.read(actor, slug, person);
    await this.show(reply, actor, read, emptyForm());
  }

  @Post('inschrijven')
  @Allow('participant')
  async enrol(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Query('persoon') person: unknown,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const read = await this.read(actor, slug, person);
    const { programme, whom, standings, dates: available } = read;
    const values = Object.fromEntries(
      Object.entries(bodyOf(body)).filter(
        ([name, value]) => name.startsWith('date.') && typeof value === 'string' && value !== '',
      ),
    ) as Record<string, string>;
    const { dates, problems } = checkChoice(programme, available, standings, Object.values(values));
    if (problems.length > 0) {
      const form = emptyForm(values);
      for (const { offeringId, code } of problems) {
        const name = Object.keys(values).find((one) => values[one]?.toLowerCase() === offeringId);
        form.errors[name ?? ''] = t(`enrolment.programme.problem.${code}`);
      }
      void reply.status(422);
      return this.show(reply, actor, read, form);
    }
    await this.service.follow(actor, programme, whom.id);
    if (dates.length === 0) {
      const done = whom.name
        ? t('enrolment.programme.followed-other', { name: whom.name })
        : t('enrolment.programme.followed');
      const next = whom.name ? `/leergangen/${slug}/deelnemers` : '/mijn/leergangen';
      return seeOther(reply, next, done);
    }
    const results = await this.service.take(actor, whom.id, dates);
    void reply.status(200);
    reply.view(
      'enrolment/programme/programme-result',
      programmeResultView(programme, dates, results, whom),
    );
  }

  @Get('deelnemers')
  @Allow('coordinator', 'trainer', 'theme_lead', 'administrator')
  async followers(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Query('na') na: unknown,
    @Query('wie') wie: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const programme = await this.programmes.bySlug(actor, slug.slice(0, 200));
    const after = typeof na === 'string' ? na : undefined;
    const found = await this.progress.followers(actor, programme, {
      ...{ manages: managesProgramme(actor, programme), after, limit: PAGE_SIZE },
    });
    const asked = typeof wie === 'string' ? wie.trim().slice(0, 254) : '';
    const manages = managesProgramme(actor, programme);
    const candidates =
      asked.length < 2 ? undefined : await this.progress.candidates(actor, manages, asked);
    const personIds = [...found.items, ...(candidates ?? [])].map(({ personId }) => personId);
    await this.looks.record(actor, {
      ...{ name: 'people.read', activity: 'coordination', subjectIds: personIds },
    });
    const standings = await this.progress.standings(actor, personIds, courseIdsOf(programme));
    reply.view(
      'enrolment/programme/programme-followers',
      followersView(actor, programme, found, standings, { after, asked, candidates }),
    );
  }

  private async read(actor: Actor, slug: string, person: unknown): Promise<Read> {
    if (person !== undefined && (typeof person !== 'string' || !isId(person))) throw new NotFound();
    const programme = await this.programmes.bySlug(actor, slug.slice(0, 200));
    const personId = person?.toLowerCase() ?? actor.id;
    await this.service.mustActFor(actor, programme, personId);
    const [dates, standings, name] = await Promise.all([
      this.dates.of(actor, courseIdsOf(programme)),
      this.progress.standings(actor, [personId], courseIdsOf(programme)),
      personId === actor.id ? undefined : this.enrolments.personName(personId),
    ]);
    if (name === '') throw new NotFound();
    return {
      programme,
      dates,
      standings: standings.get(personId) ?? [],
      whom: { id: personId, name },
    };
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    { programme, dates, standings, whom }: Read,
    form: Form<object>,
  ): Promise<void> {
    const [overlaps, follows] = await Promise.all([
      this.overlaps.of(
        actor,
        whom.id,
        dates.map(({ id }) => id),
      ),
      this.progress.follows(programme.id, whom.id),
    ]);
    const facts = { programme, dates, standings, overlaps, whom, follows, now: this.clock.now() };
    reply.view('enrolment/programme/programme-enrol', programmeEnrolView(facts, form));
  }
}

export const courseIdsOf = ({ steps }: Pick<ProgrammeRow, 'steps'>): string[] =>
  steps.flatMap(({ courses }) => courses.map(({ id }) => id));
