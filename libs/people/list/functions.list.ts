import { Injectable } from '@nestjs/common';

import type { Actor } from '../access/actor';
import { FunctionService } from '../organisation-edit/function.service';
import { ListNameMissing } from './list.errors';
import type { ListContent, ListRow, PeopleList, Verdict } from './people-list';

/** The functions that people can have. */
@Injectable()
export class FunctionsList implements PeopleList {
  readonly name = 'functies';
  readonly homeHref = '/beheer/functies';
  readonly columns = [
    { key: 'code', text: 'code', headings: ['code', 'functiecode'] },
    { key: 'name', text: 'function', headings: ['functie', 'naam', 'functienaam', 'name'] },
  ];

  constructor(private readonly functions: FunctionService) {}

  mayUse(actor: Actor): Promise<boolean> {
    return Promise.resolve(actor.isAdministrator);
  }

  async content(): Promise<ListContent> {
    const found = await this.functions.list();
    return { rows: found.map(({ code, name }) => [code, name]), personIds: [] };
  }

  /** @throws ListNameMissing */
  async judge(actor: Actor, { cells }: ListRow): Promise<Verdict> {
    const { code = '', name = '' } = cells;
    if (name.length < 2 || name.length > 80) throw new ListNameMissing();
    const all = await this.functions.list();
    const known = all.find((one) => (code ? one.code === code : one.name === name));
    if (!known) return { outcome: 'added', carryOut: () => this.functions.add(actor, name) };
    if (known.name === name) return { outcome: 'same' };
    return { outcome: 'changed', carryOut: () => this.functions.rename(actor, known.code, name) };
  }
}
