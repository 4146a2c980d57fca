import { Injectable } from '@nestjs/common';

import { ReportedCompletions } from '@academie/attendance';
import { leadsCourse } from '@academie/catalogue';
import { type Actor, NotAllowed } from '@academie/people';
import { bareText, Clock, Database, dayOf, dutchDate } from '@academie/platform';

import type { RowImporter, ImportRequestFacts, RowResult } from '../import-table/row-importer';
import { ParticipantList } from './participant-row-results';
import { ErasedParticipants } from './erased-participants';
import { PARTICIPANTS, participantColumns } from './participant-columns';
import {
  bareOrganisation,
  type ParticipantContext,
  remembering,
  type ReportedCourse,
} from './participant-row';
import { ParticipantWriter } from './participant-writer';

interface EmployerRow {
  id: string;
  domain: string | null;
  code: string;
  name: string;
  shortName: string;
  cbs: string | null;
}

/** A course without dates of which somebody may report who took part. */
export interface ReportableCourse {
  id: string;
  slug: string;
  title: string;
  isOwn: boolean;
}

/** Imports who took part in a course elsewhere, by name (grade B). */
@Injectable()
export class ParticipantImports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly writer: ParticipantWriter,
    private readonly completions: ReportedCompletions,
    private readonly erased: ErasedParticipants,
  ) {}

  /**
   * Only for the person who leads a theme; each row asks whether its course is one of them. @throws NotAllowed
   */
  async of(actor: Actor, { source }: ImportRequestFacts): Promise<RowImporter> {
    if (!mayImport(actor)) throw new NotAllowed();
    const context = await this.context(actor);
    return {
      kind: PARTICIPANTS,
      columns: participantColumns(),
      read: (content, columns) => {
        const list = new ParticipantList(
          this.database,
          context,
          content,
          columns,
          (tx, ids) => this.completions.daysOf(tx, ids),
          (tx, from, drafts) => this.erased.find(tx, from, drafts),
        );
        return {
          dryRun: (tx, from, until) => list.answers(tx, { source }, from, until),
          write: async (tx, importId, from, until): Promise<RowResult[]> => {
            const found = await list.answers(tx, { source, importId }, from, until);
            const by = { importId, source, actorId: actor.id, now: this.clock.now() };
            await this.writer.write(tx, by, found);
            return found;
          },
        };
      },
    };
  }

  /** The courses without dates, those of the actor's themes first. */
  courses(actor: Actor): Promise<ReportableCourse[]> {
    return this.database.rows<ReportableCourse>(
      `SELECT c.id, c.slug, c.title, ($1 OR ${leadsCourse('c.id', '$2')}) AS "isOwn"
       FROM catalogue.course c WHERE c.mode = 'self_paced' AND c.status <> 'draft'
       ORDER BY 4 DESC, c.title`,
      [actor.isAdministrator, actor.ledThemes],
    );
  }

  private async context(actor: Actor): Promise<ParticipantContext> {
    const courses = new Map<string, ReportedCourse>();
    for (const { id, slug, title, isOwn } of await this.courses(actor))
      for (const word of [slug, title]) courses.set(bareText(word), { id, isOwn });
    const organisations = new Map<string, string>();
    const domains = new Map<string, string>();
    for (const { id, domain, ...names } of await this.organisations()) {
      if (domain) domains.set(domain.toLowerCase(), id);
      const words = [id, ...Object.values(names)].map((word) => bareOrganisation(word ?? ''));
      for (const word of new Set(words))
        if (word) organisations.set(word, organisations.has(word) ? 'several' : id);
    }
    return {
      today: dayOf(this.clock.now()),
      course: remembering((text) => courses.get(bareText(text))),
      organisation: remembering((text) => organisations.get(bareOrganisation(text))),
      day: remembering(dutchDate),
      domains,
    };
  }

  private organisations(): Promise<EmployerRow[]> {
    return this.database.rows<EmployerRow>(
      `SELECT id, mail_domain::text AS domain, code, name, short_name AS "shortName", cbs_code AS cbs
       FROM people.known_organisation ORDER BY valid_to DESC NULLS FIRST, id`,
    );
  }
}

export const mayImport = (actor: Actor): boolean => actor.isAdministrator || actor.is('theme_lead');
