import {
  dayOf,
  type Form,
  isDay,
  longDate,
  mediumMoment,
  momentOn,
  type PageView,
  t,
} from '@academie/platform';

import { MODES } from '../course/course.entity';
import { ADMIN, MANAGE } from '../manage/manage-view';
import type { Option } from '../manage/manage-options';
import { holidayOf } from './holidays';
import { SERIES_KINDS } from './series.dto';
import { MOST_DAYS, RHYTHMS, seriesDays, type SeriesRule } from './series-days';
import type { MadeSeries } from './series.service';

type Values = Record<string, unknown>;

/** The days of a series as boxes to tick: all but holidays and what is over, or those that were ticked. */
export function daysToChoose(values: Values, now: Date, chosen?: readonly string[]): object[] {
  const { from, count, until } = values;
  if (typeof from !== 'string' || !isDay(from)) return [];
  const rule = {
    ...{ rhythm: values.rhythm, weekday: values.weekday, from },
    ...(typeof count === 'number' && { count }),
    ...(typeof until === 'string' && { until }),
  } as SeriesRule;
  const today = dayOf(now);
  return seriesDays(rule).map((day) => {
    const holiday = holidayOf(day);
    const isOver = day < today;
    return {
      value: day,
      label: longDate(momentOn(day, '12:00')),
      hint: isOver
        ? t('catalogue.recurring.is-over')
        : holiday &&
          t('catalogue.recurring.is-holiday', { name: t(`catalogue.holiday.${holiday}`) }),
      selected: chosen ? chosen.includes(day) : !holiday && !isOver,
    };
  });
}

/** The form of a series, and once it is known its days. */
export function seriesView(
  course: { id: string; title: string },
  form: Form<object>,
  locations: readonly Option[],
  made: readonly MadeSeries[],
  days?: readonly object[],
): PageView {
  const home = `${MANAGE.href}/${course.id}`;
  const { values } = form;
  return {
    title: t('catalogue.recurring.title'),
    crumbs: [
      ADMIN,
      MANAGE,
      { href: home, label: course.title },
      { label: t('catalogue.recurring.title') },
    ],
    course: course.title,
    action: `${home}/reeks`,
    backHref: home,
    form: {
      ...form.view,
      values: {
        ...values,
        weekday: typeof values.weekday === 'number' ? String(values.weekday) : values.weekday,
        locationId: placeOf(values),
      },
    },
    rhythms: RHYTHMS.map((value) => ({ value, label: t(`catalogue.recurring.rhythm.${value}`) })),
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((day) => ({
      value: String(day),
      label: t(`catalogue.recurring.weekday.${day}`),
    })),
    seriesKinds: SERIES_KINDS.map((value) => ({
      value,
      label: t(`catalogue.recurring.kind.${value}`),
    })),
    modes: MODES.filter((mode) => mode !== 'self_paced').map((value) => ({
      value,
      label: t(`catalogue.mode.${value}`),
    })),
    locations,
    made: made.map(({ id, made: count, madeAt }) => ({
      text: t('catalogue.recurring.last', { count, when: mediumMoment(madeAt) }),
      action: `${home}/reeks/${id}/ongedaan`,
    })),
    days,
    noDays: days?.length === 0,
    // A series until a day says nothing of how many days that makes.
    most: values.count || days?.length !== MOST_DAYS ? undefined : MOST_DAYS,
  };
}

const placeOf = ({ locationId, roomId }: Values): unknown =>
  typeof locationId === 'string' && typeof roomId === 'string'
    ? `${locationId}:${roomId}`
    : locationId;
