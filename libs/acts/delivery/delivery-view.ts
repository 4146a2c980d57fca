import type { FreeOnDay } from '@academie/catalogue';
import { longMoment, t } from '@academie/platform';

import type { ActKind } from '../kind/act-kind';
import type { DeliveryRights } from './delivery-access';
import { daysText, type MonthGrid } from './delivery-dates';
import type { DeliveryState } from './delivery.entity';
import {
  DELIVERIES_PER_PAGE,
  type DeliveryDetail,
  type DeliveryRow,
  type MenuRow,
} from './delivery.queries';

export const MENU = { href: '/menukaart', label: 'Menukaart' };
export const REQUESTS = { href: '/menukaart/aanvragen', label: 'Aanvragen' };

const BADGE: Record<DeliveryState, string | undefined> = {
  requested: 'warn',
  confirmed: 'good',
  delivered: 'info',
  refused: 'bad',
  cancelled: undefined,
};

const badgeOf = (state: DeliveryState): object => ({
  label: t(`acts.deliveryState.${state}`),
  kind: BADGE[state],
});

/** A month in which each day says how many are free, and nothing of who has the others. */
export function freeView(
  { meansId, pieces }: MenuRow,
  grid: MonthGrid,
  free: readonly FreeOnDay[],
  { today, chosen, mayAsk }: { today: string; chosen: unknown; mayAsk: boolean },
): object {
  const byDay = new Map(free.map(({ day, free: count }) => [day, count]));
  const thisMonth = today.slice(0, 7);
  const onMonth = (month: string): string => `${MENU.href}/${meansId}?maand=${month}#wanneer`;
  return {
    month: grid.label,
    previousHref: grid.first.slice(0, 7) > thisMonth ? onMonth(grid.previous) : undefined,
    nextHref: onMonth(grid.next),
    weekdays: t('acts.delivery.weekdays').split(' '),
    weeks: grid.weeks.map((week) =>
      week.map((day) => ({
        dayNumber: day ? Number(day.slice(8)) : '',
        text: day && day >= today ? freeText(byDay.get(day) ?? 0, pieces) : '',
        askHref:
          mayAsk && day && day >= today && byDay.get(day)
            ? `${MENU.href}/${meansId}?maand=${day.slice(0, 7)}&dag=${day}#aanvragen`
            : undefined,
        chosen: day !== null && day === chosen,
      })),
    ),
  };
}

function freeText(free: number, pieces: number): string {
  if (free === 0) return t('acts.delivery.taken');
  return pieces === 1 ? t('acts.delivery.free') : t('acts.delivery.free-count', { free });
}

/** The list of deliveries. */
export function deliveryListView(
  rows: readonly DeliveryRow[],
  { isTeam }: DeliveryRights,
  { open, page }: { open: boolean; page: number },
): object {
  const total = rows[0]?.total ?? 0;
  const first = (page - 1) * DELIVERIES_PER_PAGE + 1;
  const last = first + rows.length - 1;
  const onPage = (to: number): string =>
    `${REQUESTS.href}?${new URLSearchParams({ ...(!open && { alles: 'ja' }), pagina: String(to) }).toString()}`;
  return {
    title: REQUESTS.label,
    crumbs: [MENU, { label: REQUESTS.label }],
    isTeam,
    open,
    columns: [{ label: 'Wat' }, { label: 'Gemeente' }, { label: 'Wanneer' }, { label: 'Status' }],
    rows: rows.map((row) => ({
      cells: [
        { text: nameOf(row), href: `${REQUESTS.href}/${row.id}` },
        { text: row.municipality, label: 'Gemeente' },
        { text: daysText(row.firstDay, row.lastDay), label: 'Wanneer' },
        { badge: badgeOf(row.state), label: 'Status' },
      ],
    })),
    summary: t('acts.delivery.page-of', { first: total === 0 ? 0 : first, last, total }),
    previousHref: page > 1 ? onPage(page - 1) : undefined,
    nextHref: last < total ? onPage(page + 1) : undefined,
  };
}

const nameOf = ({ name, pieces }: Pick<DeliveryRow, 'name' | 'pieces'>): string =>
  pieces > 1 ? t('acts.delivery.pieces', { name, pieces }) : name;

/** One delivery, with what the reader may do. */
export function deliveryView(
  delivery: DeliveryDetail,
  { isTeam }: DeliveryRights,
  kind: ActKind,
  today: string,
): object {
  const { id, state } = delivery;
  const open = state === 'requested' || state === 'confirmed';
  const fact = (name: string, text: string | null): object[] =>
    text ? [{ term: t(`acts.delivery.fact.${name}`), text }] : [];
  const flag = kind.flags.find((one) => one.for?.includes(delivery.subkind ?? ''));
  return {
    title: nameOf(delivery),
    crumbs: [MENU, REQUESTS, { label: `${nameOf(delivery)}, ${delivery.municipality}` }],
    heading: `${nameOf(delivery)}, ${delivery.municipality}`,
    badge: badgeOf(state),
    facts: [
      ...fact('when', daysText(delivery.firstDay, delivery.lastDay)),
      ...fact('place', delivery.place),
      ...fact('contact', delivery.contact),
      ...fact('purpose', delivery.purpose),
      ...fact('requester', delivery.requester),
      ...fact('requested-at', longMoment(delivery.requestedAt)),
      ...fact('reason', delivery.reason),
      ...fact('keeper', state === 'confirmed' || isTeam ? delivery.keeper : ''),
    ],
    action: `${REQUESTS.href}/${id}`,
    isTeam,
    mayConfirm: isTeam && state === 'requested',
    mayRefuse: isTeam && open,
    mayMove: isTeam && open,
    mayCancel: open,
    mayDeliver: isTeam && state === 'confirmed' && delivery.firstDay <= today,
    mayUndo: isTeam && state === 'delivered',
    waits: isTeam && state === 'confirmed' && delivery.firstDay > today,
    asksHeads: kind.headcount !== undefined && delivery.subkind !== null,
    countsNothing: delivery.subkind === null,
    flagLabel: flag?.name,
    actHref: delivery.actId ? `/registraties/${delivery.actId}` : undefined,
    actGone: delivery.actGone,
    moveValues: { firstDay: delivery.firstDay, lastDay: delivery.lastDay },
    deliverDay: delivery.lastDay < today ? delivery.lastDay : today,
  };
}
