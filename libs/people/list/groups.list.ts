import { Injectable } from '@nestjs/common';

import { bareText, Database, PERSON_HEADINGS, readAddress } from '@academie/platform';

import type { Actor } from '../access/actor';
import { ClosedGroupQueries } from '../closed-group/closed-group.queries';
import { ClosedGroupService } from '../closed-group/closed-group.service';
import { ListAddressWrong, ListGroupUnknown } from './list.errors';
import type { ListContent, ListRow, PeopleList, Verdict } from './people-list';

/** Who is in the closed groups that the reader manages. A list adds people; nobody leaves by not being on it. */
@Injectable()
export class GroupsList implements PeopleList {
  readonly name = 'groepsleden';
  readonly homeHref = '/groepen';
  readonly columns = [
    { key: 'group', text: 'group', headings: ['groep', 'group', 'beslotengroep'] },
    { key: 'name', text: 'name', headings: PERSON_HEADINGS.name },
    { key: 'email', text: 'email', headings: PERSON_HEADINGS.email },
    { key: 'manages', text: 'manages', headings: ['beheert', 'beheerder', 'manages'] },
  ];

  constructor(
    private readonly database: Database,
    private readonly queries: ClosedGroupQueries,
    private readonly groups: ClosedGroupService,
  ) {}

  async mayUse(actor: Actor): Promise<boolean> {
    return (await this.managed(actor)).length > 0;
  }

  async content(actor: Actor): Promise<ListContent> {
    const found = await this.database.rows<{ personId: string; cells: string[] }>(
      `SELECT p.id AS "personId", ARRAY[g.name, p.given_name || ' ' || p.family_name,
              coalesce(e.address::text, ''), CASE WHEN m.manages THEN 'ja' ELSE 'nee' END] AS cells
         FROM people.closed_group g
         JOIN people.closed_group_member m ON m.group_id = g.id AND m.left_at IS NULL
         JOIN people.person p ON p.id = m.person_id
         LEFT JOIN people.email_address e ON e.person_id = p.id AND e.is_primary
        WHERE g.id = ANY ($1) ORDER BY g.name, p.sort_name, m.id LIMIT 10000`,
      [(await this.managed(actor)).map(({ id }) => id)],
    );
    return {
      rows: found.map(({ cells }) => cells),
      personIds: found.map(({ personId }) => personId),
    };
  }

  /** @throws ListGroupUnknown, ListAddressWrong, AddressUnknown */
  async judge(actor: Actor, { cells }: ListRow): Promise<Verdict> {
    const word = bareText(cells.group ?? '');
    const group = (await this.managed(actor)).find((one) => bareText(one.name) === word);
    if (!group) throw new ListGroupUnknown();
    const email = readAddress(cells.email ?? '')?.toLowerCase();
    if (!email) throw new ListAddressWrong();
    const member = await this.database.first<{ manages: boolean }>(
      `SELECT m.manages FROM people.email_address a JOIN people.closed_group_member m
           ON m.person_id = a.person_id AND m.group_id = $2 AND m.left_at IS NULL WHERE a.address = $1`,
      [email, group.id],
    );
    const manages =
      cells.manages === undefined
        ? (member?.manages ?? false)
        : ['ja', 'j', 'x', 'yes'].includes(bareText(cells.manages));
    if (member?.manages === manages) return { outcome: 'same' };
    return {
      outcome: member ? 'changed' : 'added',
      carryOut: () => this.groups.add(actor, group.id, { email, manages }),
    };
  }

  private async managed(actor: Actor): Promise<{ id: string; name: string }[]> {
    return (await this.queries.groups(actor)).filter(({ manages }) => manages);
  }
}
