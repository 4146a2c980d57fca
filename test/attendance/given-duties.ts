import type { Academie } from '../support/academie';

/** The fields of a form of a rule, as a browser sends them. */
export interface RuleFields {
  courseId: string;
  withinDays?: string;
  repeats?: 'none' | 'yearly' | 'months';
  inMonth?: string;
  everyMonths?: string;
  functions?: string[];
  organisationIds?: string[];
  groupIds?: string[];
  why?: string;
}

export interface DutyRow {
  id: string;
  state: string;
  cycle: number;
  due: string;
}

/** Rules and duties, made as people make them. */
export class GivenDuties {
  constructor(private readonly academie: Academie) {}

  /** Proposes a rule, confirms it and lets the duties follow. Returns its id. */
  async rule(by: { id: string }, fields: RuleFields): Promise<string> {
    const id = await this.propose(by, fields);
    await this.confirm(by, id);
    return id;
  }

  async propose(by: { id: string }, fields: RuleFields, of?: string): Promise<string> {
    const { headers } = await this.academie
      .as(by)
      .post(of ? `/beheer/verplichtingen/${of}/wijzigen` : '/beheer/verplichtingen/nieuw')
      .type('form')
      .send({ withinDays: '60', repeats: 'none', ...fields })
      .expect(303);
    return /verplichtingen\/([0-9a-f-]{36})\/gevolgen/.exec(headers.location!)![1]!;
  }

  async confirm(by: { id: string }, id: string): Promise<void> {
    const path = `/beheer/verplichtingen/${id}/gevolgen`;
    const { text } = await this.academie.as(by).get(path).expect(200);
    const seen = /name="gezien" value="([^"]+)"/.exec(text)![1]!;
    await this.academie.as(by).post(path).type('form').send({ gezien: seen }).expect(303);
    await this.academie.runWorkers();
  }

  /** What somebody must do or had to do, the oldest first. */
  of(person: { id: string }, courseId: string): Promise<DutyRow[]> {
    return this.academie.database.rows<DutyRow & Record<string, unknown>>(
      `SELECT id, state, cycle, due_on::text AS due FROM attendance.duty
        WHERE person_id = $1 AND course_id = $2 ORDER BY cycle`,
      [person.id, courseId],
    );
  }
}
