import { createHash, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  addDays,
  Clock,
  CONFIG,
  type Config,
  Database,
  dayOf,
  Forgets,
  Installation,
  Journal,
  Mail,
  newId,
  NotFound,
  rows,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { isPersonName } from '../person/is-person-name';
import { NameNotPlain, requireBudget, requireRest } from './inviting-limits';
import { InvitationGone } from '../people.errors';
import { SessionService } from '../access/session.service';
import { Passwords } from '../password/passwords';
import type { KnownDevice } from './known-device';
import { SignInPaceService } from './sign-in-pace.service';

/** Days in which somebody can answer an invitation. */
const VALID_DAYS = 30;

/** Somebody to invite, by somebody of (or for) the organisation. */
export interface Invitee {
  givenName: string;
  familyName: string;
  email: string;
  /** Undefined for who looks after the academie itself. */
  organisationId?: string | undefined;
}

/** Who is invited, as the page of the invitation shows it. */
export interface OpenInvitation {
  personId: string;
  givenName: string;
  familyName: string;
  email: string;
  organisation: string | null;
  /** Whether the person is to be an administrator, and so begins with setting up. */
  isAdministrator: boolean;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** People without an account: known by their address from the moment they are invited. */
@Injectable()
export class Invitations {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly mail: Mail,
    private readonly sessions: SessionService,
    private readonly passwords: Passwords,
    private readonly paces: SignInPaceService,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Adds somebody and queues the mail with the link, in the caller's transaction. When the address is
   * somebody's already, that person is meant and nothing is written. Who invites several in one
   * transaction does so in order of address, so that two of them never wait for each other in a circle.
   * @throws NotFound without such an organisation, NameNotPlain, InvitedEnough
   */
  async invite(tx: EntityManager, invitee: Invitee, actor: Actor): Promise<string> {
    return (await this.inviteWithLink(tx, invitee, actor)).personId;
  }

  /**
   * As `invite`, for the server's command too (no actor). `href` is the link that was mailed; undefined when
   * nothing was written.
   */
  async inviteWithLink(
    tx: EntityManager,
    invitee: Invitee,
    actor: Actor | undefined,
  ): Promise<{ personId: string; href?: string }> {
    const now = this.clock.now();
    const id = newId();
    if (actor) await this.mayInvite(tx, invitee, actor, now);
    const added = await rows(
      tx,
      `WITH address AS (
         INSERT INTO people.email_address (address, person_id, is_primary) VALUES ($4, $1, true)
         ON CONFLICT (address) DO NOTHING RETURNING person_id
       )
       INSERT INTO people.person (id, given_name, family_name, status, created_at)
       SELECT person_id, $2, $3, 'invited', $5 FROM address RETURNING id`,
      [id, invitee.givenName, invitee.familyName, invitee.email, now],
    );
    if (added.length === 0) {
      const [there] = await rows<{ id: string }>(
        tx,
        'SELECT person_id AS id FROM people.email_address WHERE address = $1',
        [invitee.email],
      );
      if (!there) throw new NotFound();
      return { personId: there.id };
    }
    if (invitee.organisationId) await this.addWork(tx, id, invitee.organisationId);
    await this.journal.record(tx, {
      action: 'person.created',
      subjectId: id,
      actorId: actor?.id,
      data: { status: 'invited', organisationId: invitee.organisationId ?? null },
    });
    return { personId: id, href: await this.send(tx, { id, ...invitee }, actor) };
  }

  /**
   * Sends a new link to somebody who was invited, and gives it back; the one before stops working.
   * @throws InvitationGone, InvitedToday
   */
  async renew(tx: EntityManager, personId: string, actor: Actor | undefined): Promise<string> {
    const [person] = await rows<{ givenName: string; familyName: string; email: string }>(
      tx,
      `SELECT p.given_name AS "givenName", p.family_name AS "familyName", a.address AS email
         FROM people.person p JOIN people.email_address a ON a.person_id = p.id AND a.is_primary
        WHERE p.id = $1 AND p.status = 'invited'`,
      [personId],
    );
    if (!person) throw new InvitationGone();
    if (actor) await requireRest(tx, personId, this.clock.now());
    return this.send(tx, { id: personId, ...person }, actor);
  }

  // What the server's command says is its administrator's; all else comes from forms, lists and the API.
  private async mayInvite(
    tx: EntityManager,
    { givenName, familyName }: Invitee,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    if (!isPersonName(givenName) || !isPersonName(familyName)) throw new NameNotPlain();
    await requireBudget(tx, actor.id, now);
  }

  /** Who this link is for. @throws InvitationGone when it is unknown, used or too old */
  async find(token: string): Promise<OpenInvitation> {
    const found = await this.database.first<OpenInvitation>(
      `SELECT p.id AS "personId", p.given_name AS "givenName", p.family_name AS "familyName",
              a.address AS email, o.name AS organisation,
              EXISTS (SELECT FROM people.role_held r WHERE r.person_id = p.id
                         AND r.role = 'administrator') AS "isAdministrator"
         FROM people.invitation i
         JOIN people.person p ON p.id = i.person_id AND p.status = 'invited'
         JOIN people.email_address a ON a.person_id = p.id AND a.is_primary
         LEFT JOIN people.membership m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         LEFT JOIN people.organisation o ON o.id = m.organisation_id
        WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.expires_at > $2`,
      [hashOf(token), this.clock.now()],
    );
    if (!found) throw new InvitationGone();
    return found;
  }

  /**
   * Makes the account: the person who has the link reads the mail of that address. Returns the token of a new
   * session. Works once. @throws InvitationGone, PasswordTooCommon, PasswordTooPersonal
   */
  async accept(
    token: string,
    form: { givenName: string; familyName: string; password: string },
    device: KnownDevice,
  ): Promise<string> {
    const { personId, email } = await this.find(token);
    const hash = await this.passwords.prepare(form.password, personId);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const taken = await rows(
        tx,
        `UPDATE people.invitation SET accepted_at = $2
          WHERE token_hash = $1 AND accepted_at IS NULL RETURNING person_id`,
        [hashOf(token), now],
      );
      const changed = await rows(
        tx,
        `UPDATE people.person SET status = 'active', given_name = $2, family_name = $3
          WHERE id = $1 AND status = 'invited' RETURNING id`,
        [personId, form.givenName, form.familyName],
      );
      if (taken.length === 0 || changed.length === 0) throw new InvitationGone();
      await rows(
        tx,
        `UPDATE people.email_address SET verified_at = $2 WHERE person_id = $1 AND is_primary`,
        [personId, now],
      );
      await this.passwords.set(tx, personId, hash);
      await this.journal.record(tx, {
        action: 'person.activated',
        subjectId: personId,
        actorId: personId,
      });
      await this.paces.know(tx, email, device.secret);
      return this.sessions.start(tx, personId, { name: device.name, stays: false });
    });
  }

  /** Forgets invitations that ran out; who was invited stays known, and can be invited again. */
  @Forgets({
    kind: 'people.invitations',
    days: 90,
    least: 30,
    most: 730,
    old: (before) =>
      `SELECT person_id::text AS key, expires_at AS at FROM people.invitation WHERE expires_at < ${before}`,
  })
  async forgetOld(tx: EntityManager, personIds: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM people.invitation WHERE person_id = ANY ($1)', [personIds]);
  }

  private async addWork(tx: EntityManager, id: string, organisationId: string): Promise<void> {
    const works = await rows(
      tx,
      `INSERT INTO people.membership (person_id, organisation_id, valid_from)
       SELECT $1, id, $3 FROM people.organisation WHERE id = $2 RETURNING id`,
      [id, organisationId, dayOf(this.clock.now())],
    );
    if (works.length === 0) throw new NotFound();
  }

  private async send(
    tx: EntityManager,
    person: { id: string; givenName: string; familyName: string; email: string },
    actor: Actor | undefined,
  ): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const hash = hashOf(token);
    const now = this.clock.now();
    const expiresAt = addDays(now, VALID_DAYS);
    await rows(
      tx,
      `INSERT INTO people.invitation (person_id, token_hash, created_at, created_by, expires_at)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (person_id) DO UPDATE
          SET token_hash = excluded.token_hash, created_at = excluded.created_at,
              created_by = excluded.created_by, expires_at = excluded.expires_at`,
      [person.id, hash, now, actor?.id ?? null, expiresAt],
    );
    const href = `${this.config.publicUrl}/uitnodiging/${token}`;
    await this.mail.queue(tx, {
      dedupeKey: `invitation:${person.id}:${hash.toString('hex').slice(0, 16)}`,
      template: 'people/sign-in/mails/invitation',
      recipient: person.email,
      recipientPersonId: person.id,
      secret: true,
      subject: t('people.invitation.subject', { name: this.installation.current.name }),
      context: {
        name: `${person.givenName} ${person.familyName}`,
        inviter: actor?.name,
        organisation: actor?.organisationName,
        href,
        expiresAt,
      },
    });
    return href;
  }
}
