import { Injectable } from '@nestjs/common';

import { Clock, Database } from '@academie/platform';

import { type AgendaAsked, agendaSql } from './agenda-sql';
import type { CatalogueFilter } from './catalogue-filter';
import { countsSql } from './counts-sql';
import type { Asked } from './search-terms';
import type { Admission, CourseKind, Mode } from '../course/course.entity';
import type { Places } from '../offering/seats-left';

/** A session to come with its offering and course. */
export interface AgendaRow extends Places {
  /** Of the session. */
  id: string;
  sequence: number;
  sessionTitle: string;
  sessionStartsAt: Date;
  sessionEndsAt: Date;
  online: boolean;
  offeringId: string;
  offeringMode: Mode;
  confidential: boolean;
  admission: Admission;
  slug: string;
  title: string;
  kind: CourseKind;
  /** "Stadhuis, Alkmaar"; null when online. */
  place: string | null;
  municipality: string | null;
  /** Names, joined by commas. */
  themes: string | null;
}

/** The sessions to come and the numbers of the catalogue, read-only. */
@Injectable()
export class AgendaQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Sessions to come that fit a filter, soonest first. */
  sessions(filter: CatalogueFilter, asked: AgendaAsked): Promise<AgendaRow[]> {
    const { text, params } = agendaSql(filter, this.clock.now(), asked);
    return this.database.rows<AgendaRow>(text, params);
  }

  /** How many courses each of these filters finds, in their order. */
  async counts(filters: readonly CatalogueFilter[], asked: Asked): Promise<number[]> {
    if (filters.length === 0) return [];
    const { text, params } = countsSql(filters, this.clock.now(), asked);
    const found = await this.database.first<{ counts: number[] }>(text, params);
    return found?.counts ?? [];
  }
}
