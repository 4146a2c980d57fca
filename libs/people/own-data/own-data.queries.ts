import { Injectable } from '@nestjs/common';

import { Database, Mail } from '@academie/platform';

import { PersonParts } from '../merge/person-data';

type Row = Record<string, unknown>;

/** Everything that leads to somebody, by where it is kept. */
export interface OwnData {
  person: Row;
  addresses: Row[];
  work: Row[];
  /** Subjects and moments of the mails that were sent. */
  mails: { subject: string; to: string; sentAt: Date | null }[];
  /** Rows of all libs, by table: `enrolment.enrolment`. */
  records: Record<string, Row[]>;
}

/** Columns that let somebody in, or that only machines read. */
const LEFT_OUT = /hash|token|secret|^search$/;
const MOST_ROWS = 20_000;

/** What the academie keeps of a person, for that person (GDPR, articles 15 and 20). */
@Injectable()
export class OwnDataQueries {
  constructor(
    private readonly database: Database,
    private readonly parts: PersonParts,
    private readonly mail: Mail,
  ) {}

  /** All of it; what libs keep is known by what goes along when two records become one. */
  async of(personId: string): Promise<OwnData> {
    const own = await this.database.first<Omit<OwnData, 'records' | 'mails'>>(
      `SELECT (SELECT to_jsonb(p) FROM people.person p WHERE p.id = $1) AS person,
              (SELECT coalesce(jsonb_agg(to_jsonb(a)), '[]') FROM people.email_address a
                WHERE a.person_id = $1) AS addresses,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('organisation', o.name, 'from', m.valid_from,
                        'until', m.valid_to, 'functions', ARRAY(
                          SELECT j.name FROM people.membership_function f
                            JOIN people.job_function j ON j.code = f.function_code
                           WHERE f.membership_id = m.id)) ORDER BY m.valid_from), '[]')
                 FROM people.membership m JOIN people.organisation o ON o.id = m.organisation_id
                WHERE m.person_id = $1) AS work`,
      [personId],
    );
    if (!own) throw new Error('a row of constants did not come');
    const records: OwnData['records'] = {};
    for (const { table, column } of this.tables()) {
      const found = await this.database.rows<{ row: Row }>(
        `SELECT to_jsonb(t) AS row FROM ${table} t WHERE t.${column} = $1 LIMIT ${MOST_ROWS}`,
        [personId],
      );
      if (found.length > 0)
        records[table] = [...(records[table] ?? []), ...found.map(({ row }) => readable(row))];
    }
    const mails = await this.database.transaction((tx) => this.mail.sentTo(tx, personId));
    return { ...own, person: readable(own.person), mails, records };
  }

  /** How much there is of what, in Dutch. */
  counts(personId: string): Promise<{ label: string; count: number }[]> {
    return this.parts.counts([personId]);
  }

  private tables(): { table: string; column: string }[] {
    return this.parts.all.flatMap(({ tables }) => tables ?? []);
  }
}

const readable = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !LEFT_OUT.test(column)));
