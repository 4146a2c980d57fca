import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import {
  Clock,
  clockTime,
  mediumDate,
  shortDate,
  t,
  trimmedText,
  yearOf,
} from '@academie/platform';

import {
  LESSON_PARTS,
  type LessonCounts,
  type LessonPart,
  type LessonRow,
  TrainerSessionsQueries,
} from './trainer-sessions.queries';
import { registerHref } from '../register/register-view';

const PAGE = 25;
/** How a part is called in an address. */
const NAMES: Record<LessonPart, string> = {
  today: 'vandaag',
  upcoming: 'komend',
  to_close: 'af-te-sluiten',
  closed: 'afgesloten',
};

/** The sessions somebody gives or organises. */
@ApiExcludeController()
@Controller('lesgeven')
export class TrainerSessionsPages {
  constructor(
    private readonly queries: TrainerSessionsQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @MenuEntry({
    href: '/lesgeven',
    text: 'attendance.menu.teaching',
    roles: ['trainer'],
    position: 40,
    start: ['trainer'],
  })
  @Allow('trainer', 'theme_lead', 'administrator')
  async list(
    @CurrentActor() actor: Actor,
    @Query('toon') show: unknown,
    @Query('q') q: unknown,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const part = LESSON_PARTS.find((one) => NAMES[one] === show);
    const search = trimmedText(q);
    const year = yearOf(this.clock.now());
    const { items, next, counts } = await this.queries.page(actor, {
      part,
      search,
      after: trimmedText(after),
      limit: PAGE,
    });
    reply.view('attendance/trainer-sessions/trainer-sessions', {
      title: 'Lesgeven',
      search,
      part: part && NAMES[part],
      tabs: tabsOf(part, counts, search),
      toClose: part === 'to_close' ? 0 : counts.to_close,
      toCloseHref: hrefOf('to_close', undefined),
      today: items.some((row) => row.part === 'today'),
      groups: LESSON_PARTS.flatMap((one) => {
        const rows = items.filter((row) => row.part === one);
        return rows.length > 0 ? [groupOf(one, rows, year)] : [];
      }),
      nextHref: next && `${hrefOf(part, search)}${(part ?? search) ? '&' : '?'}na=${next}`,
      firstHref: trimmedText(after) && hrefOf(part, search),
      nothing: Object.values(counts).every((count) => count === 0),
    });
  }
}

function hrefOf(part: LessonPart | undefined, search: string | undefined): string {
  const query = new URLSearchParams({
    ...(part && { toon: NAMES[part] }),
    ...(search && { q: search }),
  }).toString();
  return query ? `/lesgeven?${query}` : '/lesgeven';
}

function tabsOf(
  part: LessonPart | undefined,
  counts: LessonCounts,
  search: string | undefined,
): object[] {
  return [
    { label: 'Alles', href: hrefOf(undefined, search), current: !part },
    ...LESSON_PARTS.map((one) => ({
      label: t(`attendance.part.${one}`),
      href: hrefOf(one, search),
      current: part === one,
      count: counts[one],
    })),
  ];
}

const groupOf = (part: LessonPart, rows: LessonRow[], year: number): object => ({
  heading: t(`attendance.part.${part}`),
  cards: part === 'today',
  sessions: rows.map((row, index) => ({
    href: registerHref(row.id),
    course: row.courseTitle,
    session: [
      row.sessions > 1 &&
        !row.cancelled &&
        t('attendance.session-of', { number: row.number, sessions: row.sessions }),
      row.title,
    ]
      .filter(Boolean)
      .join(': '),
    day: dayText(row.startsAt, year),
    hours: `${clockTime(row.startsAt)}–${clockTime(row.endsAt)}\u00a0uur`,
    dateTime: row.startsAt.toISOString(),
    place: row.place ?? 'Online',
    people: row.enrolled === 1 ? '1 deelnemer' : `${row.enrolled} deelnemers`,
    state: stateOf(row),
    registers: registers(row),
    // One thing stands out: what comes first.
    buttonKind: index === rows.findIndex(registers) ? 'primary' : 'secondary',
  })),
});

const registers = ({ state, cancelled }: LessonRow): boolean => state !== 'closed' && !cancelled;

/** "di 24 nov", and with its year when that is another. */
const dayText = (date: Date, year: number): string =>
  yearOf(date) === year ? shortDate(date) : mediumDate(date);

/** What is still to be done, in a word. */
function stateOf({ state, cancelled, part, unmarked, enrolled }: LessonRow): object | undefined {
  if (cancelled) return { label: t('attendance.session-state.cancelled'), kind: 'bad' };
  if (part === 'upcoming' || part === 'closed') return undefined;
  if (state === 'closed') return { label: t('attendance.session-state.closed'), kind: 'good' };
  if (unmarked === 0 && enrolled > 0)
    return { label: t('attendance.session-state.all-marked'), kind: 'info' };
  if (unmarked === enrolled)
    return {
      label: t('attendance.session-state.none-marked'),
      kind: part === 'to_close' ? 'warn' : undefined,
    };
  return { label: t('attendance.session-state.unmarked', { unmarked }), kind: 'warn' };
}
