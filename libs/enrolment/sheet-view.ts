import { whenOf } from '@academie/catalogue';

import type { OfferingHead, ParticipantRow } from './participants.queries';
import { placeOf, type SessionRow } from './sessions.queries';

/** Lines for who comes without having enrolled. */
const EMPTY_LINES = 5;

/** A list to print and sign; of the session that was asked for, or the first. */
export function sheetView(
  head: OfferingHead,
  seated: readonly ParticipantRow[],
  sessions: readonly SessionRow[],
  sessionId: unknown,
): object {
  const session = sessions.find(({ id }) => id === sessionId) ?? sessions[0];
  const home = `/beheer/uitvoeringen/${head.id}`;
  return {
    title: `Tekenlijst ${head.courseTitle}`,
    crumbs: [
      { href: `/aanbod/${head.courseSlug}`, label: head.courseTitle },
      { href: `${home}/deelnemers`, label: 'Deelnemers' },
      { label: 'Tekenlijst' },
    ],
    course: head.courseTitle,
    confidential: head.confidential,
    when: session && whenOf(session.startsAt, session.endsAt),
    place: session && placeOf({ ...session, onlineUrl: null }),
    tabs:
      sessions.length > 1
        ? sessions.map(({ id, startsAt, endsAt }) => ({
            label: whenOf(startsAt, endsAt),
            href: `${home}/tekenlijst?sessie=${id}`,
            current: id === session?.id,
          }))
        : undefined,
    people: seated.map(({ familyName, givenName, organisationName }) => ({
      heading: `${familyName}, ${givenName}`,
      organisation: organisationName ?? '',
    })),
    empty: Array.from({ length: EMPTY_LINES }, (_, line) => line),
  };
}
