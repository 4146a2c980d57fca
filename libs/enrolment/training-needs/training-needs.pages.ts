import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  type Form,
  readForm,
  sayOf,
  seeOther,
  trimmedText,
  t,
} from '@academie/platform';

import { MOST_PEOPLE } from '../bulk/bulk-file';
import { BulkService } from '../bulk/bulk.service';
import { listHome } from '../participants/offering-links';
import { OrganisationQueries } from '../organisation/organisation.queries';
import { offeringOptions, organisationTabs } from '../organisation/organisation-view';
import {
  type ReachPerson,
  TrainingNeedsQueries,
  type TrainingNeedRow,
} from './training-needs.queries';
import type { Badge } from '../place/enrolment-badge';

const HOME = '/organisatie/bereik';
const PAGE_SIZE = 20;
/** What somebody still has to go to, or all that is meant for people here. */
const PARTS = ['open', 'alles'] as const;
/** Where most people still have to go, or by title. */
const ORDERS = ['nodig', 'training'] as const;

interface NeedsFilter {
  functionCode?: string | undefined;
  part: (typeof PARTS)[number];
  order: (typeof ORDERS)[number];
  page: number;
}

/** Whom to enrol, and where. */
class ReachForm {
  @IsUUID('all')
  offeringId!: string;

  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? [value] : (value ?? []),
  )
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_PEOPLE)
  @IsUUID('all', { each: true })
  personIds!: string[];
}

const BADGE: Record<ReachPerson['standing'], Badge> = {
  missing: { label: 'Nog niet', kind: 'warn' },
  planned: { label: 'Gepland', kind: 'info' },
  done: { label: 'Geweest', kind: 'good' },
};

/** Who should go somewhere and does not yet; and sending them there. */
@ApiExcludeController()
@Controller('organisatie/bereik')
@Allow('coordinator')
export class TrainingNeedsPages {
  constructor(
    private readonly reach: TrainingNeedsQueries,
    private readonly organisation: OrganisationQueries,
    private readonly bulk: BulkService,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const filter = filterOf(query);
    const { functionCode, part, order } = filter;
    const [courses, functions] = await Promise.all([
      this.reach.courses(actor, functionCode),
      this.organisation.functions(actor),
    ]);
    const rows = shownOf(courses, filter);
    const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
    const page = Math.min(filter.page, pages);
    const shown = rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    reply.view('enrolment/training-needs/training-needs', {
      title: t('enrolment.training-needs.title'),
      crumbs: [
        { href: '/organisatie', label: 'Mijn organisatie' },
        { label: t('enrolment.training-needs.title') },
      ],
      tabs: organisationTabs('reach'),
      functions: functions.map(({ code, name }) => ({ value: code, label: name })),
      functionCode,
      clearHref: hrefOf({ ...filter, page: 1 }) === HOME ? undefined : HOME,
      parts: PARTS.map((value) => ({ value, label: t(`enrolment.training-needs.part.${value}`) })),
      part,
      orders: ORDERS.map((value) => ({
        value,
        label: t(`enrolment.training-needs.order.${value}`),
      })),
      order,
      columns: [
        sortedBy('training', 'Training', filter),
        { label: 'Voor wie' },
        { ...sortedBy('nodig', 'Nog niet', filter), numeric: true },
        ...['Gepland', 'Geweest'].map((label) => ({ label, numeric: true })),
      ],
      rows: shown.map((row) => rowOf(row, functionCode)),
      summary: t('enrolment.training-needs.count', { count: rows.length }),
      previousHref: page > 1 ? hrefOf({ ...filter, page: page - 1 }) : undefined,
      nextHref: page < pages ? hrefOf({ ...filter, page: page + 1 }) : undefined,
      allDone: courses.length > 0,
      allHref: hrefOf({ ...filter, part: 'alles', page: 1 }),
    });
  }

  @Get(':courseId')
  async course(
    @CurrentActor() actor: Actor,
    @Param('courseId', ParseUUIDPipe) courseId: string,
    @Query('functie') asked: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, actor, courseId, trimmedText(asked), emptyForm());
  }

  /** Makes a list of them and shows what would happen; nobody is enrolled yet. */
  @Post(':courseId')
  async enrol(
    @CurrentActor() actor: Actor,
    @Param('courseId', ParseUUIDPipe) courseId: string,
    @Query('functie') asked: unknown,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ReachForm, body);
    sayOf(form, 'personIds', t('enrolment.choose-people'));
    const done = await form.submit(async ({ offeringId, personIds }) => {
      const { people, title } = await this.reach.course(actor, courseId);
      const chosen = people.filter(({ id }) => personIds.includes(id));
      const listed = chosen.map((person, index) => ({
        row: index + 1,
        email: person.email ?? '',
        givenName: person.givenName,
        familyName: person.familyName,
        organisation: '',
      }));
      return `${listHome(offeringId)}/${await this.bulk.dryRun(actor, offeringId, listed, `${t('enrolment.training-needs.title')}: ${title}`)}`;
    });
    if (done) return seeOther(reply, done);
    void reply.status(422);
    await this.show(reply, actor, courseId, trimmedText(asked), form);
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    courseId: string,
    functionCode: string | undefined,
    form: Form<object>,
  ): Promise<void> {
    const [{ title, slug, people }, offerings] = await Promise.all([
      this.reach.course(actor, courseId, functionCode),
      this.organisation.openOfferings(actor, courseId),
    ]);
    const missing = people.filter(({ standing }) => standing === 'missing');
    // A browser sends one box as text, and several as a list.
    const chosen: unknown[] = [form.values.personIds].flat();
    reply.view('enrolment/training-needs/training-needs-course', {
      title,
      crumbs: [
        { href: '/organisatie', label: 'Mijn organisatie' },
        { href: HOME, label: t('enrolment.training-needs.title') },
        { label: title },
      ],
      courseHref: `/aanbod/${slug}`,
      action: `${HOME}/${courseId}`,
      offerings: offeringOptions(offerings, []),
      missing: missing.map((person) => ({
        value: person.id,
        label: `${person.familyName}, ${person.givenName}`,
        hint: [
          person.functions.join(', '),
          !person.email && t('enrolment.training-needs.no-address'),
        ]
          .filter(Boolean)
          .join(', '),
        selected: chosen.includes(person.id),
        disabled: !person.email,
      })),
      columns: ['Naam', 'Functie', 'Stand'].map((label) => ({ label })),
      rows: people
        .filter(({ standing }) => standing !== 'missing')
        .map((person) => ({
          cells: [
            {
              text: `${person.familyName}, ${person.givenName}`,
              href: `/organisatie/personen/${person.id}`,
            },
            { label: 'Functie', text: person.functions.join(', ') },
            { label: 'Stand', badge: BADGE[person.standing] },
          ],
        })),
      form: form.view,
    });
  }
}

/** The first few names, and how many more there are: the page of the training names all. */
function fewOf(names: readonly string[]): string {
  const few = names.slice(0, names.length > 3 ? 2 : 3);
  const rest = names.length - few.length;
  return rest > 0
    ? t('enrolment.training-needs.and-more', { names: few.join(', '), rest })
    : few.join(', ');
}

function filterOf(query: Record<string, unknown>): NeedsFilter {
  const page = Number(query.pagina);
  return {
    functionCode: trimmedText(query.functie),
    part: PARTS.find((one) => one === query.toon) ?? 'open',
    order: ORDERS.find((one) => one === query.sorteer) ?? 'nodig',
    page: Number.isInteger(page) && page > 0 ? Math.min(page, 100) : 1,
  };
}

const missingIn = ({ meant, done, planned }: TrainingNeedRow): number => meant - done - planned;

/** The rows of a filter in its order; they come with those first where most people are missing. */
function shownOf(
  rows: readonly TrainingNeedRow[],
  { part, order }: NeedsFilter,
): TrainingNeedRow[] {
  const shown = rows.filter((row) => part === 'alles' || missingIn(row) > 0);
  return order === 'training'
    ? shown.sort((a, b) => a.courseTitle.localeCompare(b.courseTitle, 'nl'))
    : shown;
}

const sortedBy = (order: NeedsFilter['order'], label: string, filter: NeedsFilter): object => ({
  label,
  href: hrefOf({ ...filter, order, page: 1 }),
  ...(filter.order === order && { sort: order === 'nodig' ? 'descending' : 'ascending' }),
});

function hrefOf({ functionCode, part, order, page }: NeedsFilter): string {
  const query = new URLSearchParams({
    ...(functionCode && { functie: functionCode }),
    ...(part !== 'open' && { toon: part }),
    ...(order !== 'nodig' && { sorteer: order }),
    ...(page > 1 && { pagina: String(page) }),
  });
  return query.size > 0 ? `${HOME}?${query.toString()}` : HOME;
}

const rowOf = (row: TrainingNeedRow, functionCode: string | undefined): object => ({
  cells: [
    {
      text: row.courseTitle,
      href: `${HOME}/${row.courseId}${functionCode ? `?functie=${encodeURIComponent(functionCode)}` : ''}`,
    },
    { label: 'Voor wie', text: fewOf(row.audiences) },
    { label: 'Nog niet', text: String(missingIn(row)), numeric: true },
    { label: 'Gepland', text: String(row.planned), numeric: true },
    { label: 'Geweest', text: String(row.done), numeric: true },
  ],
});
