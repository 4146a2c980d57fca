import { Injectable } from '@nestjs/common';

import {
  AdmissionQueries,
  CatalogueApiQueries,
  CatalogueQueries,
  CoursePageReader,
  courseView,
  everything,
  OfferingTrainers,
} from '@academie/catalogue';
import { Actor, ALLOW, type Role, SessionService } from '@academie/people';
import { Clock, Database, newId, Refusal } from '@academie/platform';

import { ParticipantsPages } from '../participants/participants.pages';
import { ParticipantsQueries } from '../participants/participants.queries';

/** Those whose view an organiser wants to know. */
export const READERS = ['visitor', 'outsider', 'municipality', 'participant', 'trainer'] as const;
export type Reader = (typeof READERS)[number];

/** What one reader gets of an offering. */
export interface View {
  reader: Reader;
  /** There is nobody of this kind yet. */
  nobody: boolean;
  /** Stands in the catalogue and is found by its title. */
  found: boolean;
  /** The page of the course shows this offering so; undefined when it does not. */
  shown: { heading: string; place: string | undefined; trainers: string | undefined } | undefined;
  /** The API answers about it, and a calendar file can be had. */
  api: boolean;
  /** Names of participants, and how many others are told as a number; undefined when nothing is told. */
  participants: { names: number; others: number } | undefined;
  /** May enrol, as far as the circle goes. */
  admitted: boolean;
}

/**
 * Asks what serves readers what it would show each of them: the catalogue, the page of the course, the
 * API and the list of participants. There is no second copy of the rules here.
 */
@Injectable()
export class WhoSees {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly admissions: AdmissionQueries,
    private readonly catalogue: CatalogueQueries,
    private readonly page: CoursePageReader,
    private readonly api: CatalogueApiQueries,
    private readonly participants: ParticipantsQueries,
    private readonly trainers: OfferingTrainers,
    private readonly sessions: SessionService,
  ) {}

  /** What each reader sees of an offering. The caller has asked who may know. */
  async of(offeringId: string, { slug, title }: { slug: string; title: string }): Promise<View[]> {
    const seated = await this.database.first<{ id: string }>(
      `SELECT person_id AS id FROM enrolment.enrolment
        WHERE offering_id = $1 AND state IN ('enrolled', 'offered', 'finished') ORDER BY id LIMIT 1`,
      [offeringId],
    );
    const [gives] = await this.database.transaction((tx) => this.trainers.of(tx, offeringId));
    const [participant, trainer] = await Promise.all([
      this.somebody(seated?.id),
      this.somebody(gives),
    ]);
    const actors: Record<Reader, Actor | undefined> = {
      visitor: undefined,
      outsider: nobodyInParticular([]),
      municipality: nobodyInParticular(['coordinator']),
      participant,
      trainer,
    };
    const views: View[] = [];
    for (const reader of READERS)
      views.push(await this.view(reader, actors[reader], offeringId, { slug, title }));
    return views;
  }

  private async view(
    reader: Reader,
    actor: Actor | undefined,
    offeringId: string,
    { slug, title }: { slug: string; title: string },
  ): Promise<View> {
    const sight = await this.admissions.sightOf(actor);
    const hits = await this.catalogue.page(everything(title), { sight });
    const page = await unlessRefused(() => this.page.read(actor, slug));
    const shown = page?.offerings.find(({ id }) => id === offeringId);
    const now = this.clock.now();
    const told =
      page &&
      shown &&
      courseView({ course: page.course, offerings: [shown], actor, now }).offerings[0];
    return {
      reader,
      nobody: actor === undefined && reader !== 'visitor',
      found: told !== undefined && hits.some((hit) => hit.slug === slug),
      shown: told && {
        heading: told.heading,
        place: textOf(told.place),
        trainers: textOf(told.trainers),
      },
      api: (await unlessRefused(() => this.api.offering(offeringId, actor))) !== undefined,
      participants: await this.participantsFor(actor, offeringId),
      admitted: actor ? (await this.admissions.closedTo(actor.id, [offeringId])).size === 0 : false,
    };
  }

  // Who may ask at all is what the pages of participants say of themselves.
  private async participantsFor(
    actor: Actor | undefined,
    offeringId: string,
  ): Promise<View['participants']> {
    const roles = (Reflect.getMetadata(ALLOW, ParticipantsPages) ?? []) as Role[];
    if (!actor || !roles.some((role) => actor.is(role))) return undefined;
    const list = await unlessRefused(() =>
      this.participants.list(actor, offeringId, { limit: 1000 }),
    );
    return list && { names: list.items.length, others: list.others.seated };
  }

  private async somebody(personId: string | undefined): Promise<Actor | undefined> {
    return personId === undefined ? undefined : this.sessions.actor(personId);
  }
}

/** Somebody with an account who has nothing to do with anything; a coordinator is one of nowhere. */
const nobodyInParticular = (roles: readonly 'coordinator'[]): Actor =>
  new Actor({
    id: newId(),
    name: '',
    organisationId: null,
    organisationName: null,
    mayWrite: false,
    hasFactor: false,
    grants: roles.map((role) => ({ role, scopeKind: 'organisation', scopeId: newId() })),
  });

async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
