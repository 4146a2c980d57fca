import type { FastifyReply } from 'fastify';

import { clockTime, NotFound, type Page, shortDate, t } from '@academie/platform';

import type { OutboxMail, OutboxRow } from './outbox.queries';
import type { Badge } from '../place/enrolment-badge';

/** A list of mails as a table; `home` is where its pages live. */
export function listView(
  { items, next }: Page<OutboxRow>,
  home: string,
  after: string | undefined,
  canRead: (mail: OutboxRow) => boolean,
  withRecipient: boolean,
): object {
  const columns = [
    { label: 'Onderwerp' },
    ...(withRecipient ? [{ label: 'Aan' }] : []),
    { label: 'Wanneer' },
    { label: 'Status' },
  ];
  return {
    columns,
    rows: items.map((mail) => ({
      cells: [
        { text: mail.subject, href: canRead(mail) ? `${home}/${mail.id}` : undefined },
        ...(withRecipient ? [{ label: 'Aan', text: mail.recipient }] : []),
        { label: 'Wanneer', text: moment(mail.createdAt) },
        { label: 'Status', badge: badgeOf(mail) },
      ],
    })),
    nextHref: next && `${home}?na=${next}`,
    firstHref: after ? home : undefined,
  };
}

/** One mail, with the address of its content in a frame. */
export const mailView = (mail: OutboxMail, home: string): object => ({
  title: mail.subject,
  badge: badgeOf(mail),
  facts: [
    { term: 'Aan', text: mail.recipient },
    { term: 'Gemaakt', text: moment(mail.createdAt) },
    ...(mail.sentAt ? [{ term: 'Verstuurd', text: moment(mail.sentAt) }] : []),
    ...(mail.attempts > 0 ? [{ term: 'Mislukte pogingen', text: String(mail.attempts) }] : []),
    ...(mail.lastError ? [{ term: 'Laatste fout', text: mail.lastError }] : []),
  ],
  body: mail.bodyText,
  htmlHref: `${home}/${mail.id}/html`,
  calendarHref: mail.calendar ? `${home}/${mail.id}/afspraak.ics` : undefined,
});

/**
 * The mail itself, as its reader's mail program would show it. Whatever is in it cannot run, load or
 * reach anything of ours: the policy makes it an origin of its own.
 */
export function sendHtml(reply: FastifyReply, mail: OutboxMail): void {
  void reply
    .type('text/html; charset=utf-8')
    .header(
      'content-security-policy',
      `sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
    )
    .header('x-frame-options', 'SAMEORIGIN')
    .send(mail.bodyHtml);
}

/** The appointment of a mail as a file. @throws NotFound without one */
export function sendCalendar(reply: FastifyReply, mail: OutboxMail): void {
  if (!mail.calendar) throw new NotFound();
  void reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', 'attachment; filename="afspraak.ics"')
    .send(mail.calendar);
}

const moment = (date: Date): string => `${shortDate(date)}, ${clockTime(date)}\u00a0uur`;

function badgeOf({ sentAt, failedAt }: OutboxRow): Badge {
  if (sentAt) return { label: t('enrolment.mail-state.sent'), kind: 'good' };
  return failedAt
    ? { label: t('enrolment.mail-state.failed'), kind: 'bad' }
    : { label: t('enrolment.mail-state.waiting'), kind: 'info' };
}
