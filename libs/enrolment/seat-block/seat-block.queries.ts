import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { seesOffering } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf } from '@academie/platform';

import { ParticipantsQueries } from '../participants/participants.queries';

/** Seats held for an organisation. */
export interface BlockRow {
  id: string;
  offeringId: string;
  organisationId: string;
  organisationName: string;
  seats: number;
  claimed: number;
  releaseAt: Date;
  releasedAt: Date | null;
  token: string;
}

/** A block with what is shown to the person who follows its link. */
export interface ClaimableBlock extends BlockRow {
  courseTitle: string;
  courseSlug: string;
  startsAt: Date | null;
  endsAt: Date | null;
}

const COLUMNS = `b.id, b.offering_id AS "offeringId", b.organisation_id AS "organisationId",
  g.name AS "organisationName", b.seats, b.claimed, b.release_at AS "releaseAt",
  b.released_at AS "releasedAt", b.token`;

@Injectable()
export class BlockQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly participants: ParticipantsQueries,
  ) {}

  /** All blocks of an offering for who organises it; for a coordinator those of the own organisation. */
  async list(actor: Actor, offeringId: string): Promise<BlockRow[]> {
    const { reach } = await this.participants.head(actor, offeringId);
    return this.database.rows<BlockRow>(
      `SELECT ${COLUMNS} FROM enrolment.seat_block b
         JOIN people.known_organisation g ON g.id = b.organisation_id
        WHERE b.offering_id = $1 AND ($2::uuid[] IS NULL OR b.organisation_id = ANY ($2))
        ORDER BY b.released_at IS NOT NULL, g.name, b.created_at DESC`,
      [offeringId, reach.organises ? null : actor.coordinatedOrganisations],
    );
  }

  /** The open blocks with seats left of the organisations the reader coordinates, in what the reader may know of. */
  ofOrganisations(
    actor: Pick<Actor, 'id' | 'coordinatedOrganisations'>,
    now: Date,
  ): Promise<ClaimableBlock[]> {
    return this.database.rows<ClaimableBlock>(
      `SELECT ${COLUMNS}, c.title AS "courseTitle", c.slug AS "courseSlug", o.starts_at AS "startsAt",
              o.ends_at AS "endsAt"
         FROM enrolment.seat_block b
         JOIN people.known_organisation g ON g.id = b.organisation_id
         JOIN catalogue.offering o ON o.id = b.offering_id
         JOIN catalogue.course c ON c.id = o.course_id
        WHERE b.organisation_id = ANY ($1) AND b.released_at IS NULL AND b.release_at > $2
          AND b.claimed < b.seats AND ${seesOffering('o', '$3', '$4')}
        ORDER BY b.release_at, b.id LIMIT 50`,
      [actor.coordinatedOrganisations, now, actor.id, dayOf(now)],
    );
  }

  /** By the token of its link; undefined also for who may not know of the offering. */
  byToken(actor: Actor, token: string, tx?: EntityManager): Promise<ClaimableBlock | undefined> {
    return this.database.first<ClaimableBlock>(
      `SELECT ${COLUMNS}, c.title AS "courseTitle", c.slug AS "courseSlug", o.starts_at AS "startsAt",
              o.ends_at AS "endsAt"
         FROM enrolment.seat_block b
         JOIN people.known_organisation g ON g.id = b.organisation_id
         JOIN catalogue.offering o ON o.id = b.offering_id
         JOIN catalogue.course c ON c.id = o.course_id
        WHERE b.token = $1 AND ${seesOffering('o', '$2', '$3')}`,
      [token, actor.id, dayOf(this.clock.now())],
      tx,
    );
  }

  /** Organisations that seats can be held for, by name. */
  organisations(): Promise<{ id: string; name: string }[]> {
    return this.database.rows(
      'SELECT id, name FROM people.known_organisation WHERE valid_to IS NULL ORDER BY name',
    );
  }
}
