import { Injectable } from '@nestjs/common';

import { bareText, Database, readForm, t } from '@academie/platform';

import type { Actor } from '../access/actor';
import { ORGANISATION_KINDS } from '../directory/organisation.entity';
import { OrganisationForm } from '../organisation-edit/organisation-edit.dto';
import { OrganisationEditService } from '../organisation-edit/organisation-edit.service';
import { ListRowWrong } from './list.errors';
import {
  type ListContent,
  type ListRow,
  type PeopleList,
  several,
  type Verdict,
} from './people-list';

interface Row {
  id: string;
  name: string;
  shortName: string;
  kind: string;
  cbsCode: string;
  safetyRegion: string;
  domains: string;
}

/** Organisations of today, with their mail domains. */
@Injectable()
export class OrganisationsList implements PeopleList {
  readonly name = 'organisaties';
  readonly homeHref = '/beheer/organisaties';
  readonly columns = [
    { key: 'name', text: 'organisation', headings: ['organisatie', 'naam', 'name', 'gemeente'] },
    { key: 'shortName', text: 'short-name', headings: ['kortenaam', 'shortname', 'afkorting'] },
    { key: 'kind', text: 'kind', headings: ['soort', 'kind', 'type'] },
    { key: 'cbsCode', text: 'cbs-code', headings: ['cbscode', 'gemeentecode'] },
    { key: 'safetyRegion', text: 'region', headings: ['veiligheidsregio', 'regio'] },
    { key: 'domains', text: 'domains', headings: ['maildomeinen', 'maildomein', 'domeinen'] },
  ];

  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationEditService,
  ) {}

  mayUse(actor: Actor): Promise<boolean> {
    return Promise.resolve(actor.isAdministrator);
  }

  async content(): Promise<ListContent> {
    const rows = (await this.all()).map((row) => [
      ...[row.name, row.shortName, t(`people.organisation-kind.${row.kind}`)],
      ...[row.cbsCode, row.safetyRegion, row.domains],
    ]);
    return { rows, personIds: [] };
  }

  /** By name or short name it is one that is there; else it is a new one. @throws ListRowWrong */
  async judge(actor: Actor, { cells }: ListRow): Promise<Verdict> {
    const word = bareText(cells.kind ?? '');
    const kind = ORGANISATION_KINDS.find(
      (one) => word === bareText(one) || word === bareText(t(`people.organisation-kind.${one}`)),
    );
    const { name = '', shortName } = cells;
    const known = (await this.all()).find(
      (row) => row.name === name || row.shortName === (shortName || name),
    );
    const form = await readForm(OrganisationForm, {
      name,
      shortName: shortName ?? known?.shortName ?? name,
      kind: word ? (kind ?? cells.kind) : known?.kind,
      cbsCode: (cells.cbsCode ?? known?.cbsCode)?.replace(/^\d{3}$/, '0$&'),
      safetyRegion: cells.safetyRegion ?? known?.safetyRegion,
      domains: cells.domains ?? known?.domains ?? '',
    });
    if (!form.data) {
      const [first] = form.errorList;
      throw this.wrong(first?.field, (first?.text ?? '').replace(/\.$/, ''));
    }
    const { data } = form;
    if (!known) return { outcome: 'added', carryOut: () => this.organisations.make(actor, data) };
    for (const key of NEVER_CHANGES)
      if (known[key] !== (data[key] ?? '')) throw this.wrong(key, t('people.list.stays-as-it-is'));
    const isSame =
      known.name === data.name &&
      known.shortName === data.shortName &&
      known.safetyRegion === (data.safetyRegion ?? '') &&
      domainsKey(known.domains) === domainsKey(data.domains);
    if (isSame) return { outcome: 'same' };
    return {
      outcome: 'changed',
      carryOut: () => this.organisations.change(actor, known.id, data),
    };
  }

  private wrong(field: string | undefined, why: string): ListRowWrong {
    const column = this.columns.find(({ key }) => key === field)?.text;
    return new ListRowWrong({ column: column ? t(`people.list.column.${column}`) : '', why });
  }

  private all(): Promise<Row[]> {
    return this.database.rows<Row & Record<string, unknown>>(
      `SELECT o.id, o.name, o.short_name AS "shortName", o.kind, coalesce(o.cbs_code, '') AS "cbsCode",
              coalesce(o.safety_region, '') AS "safetyRegion",
              concat_ws(', ', o.mail_domain, (SELECT string_agg(d.domain, ', ' ORDER BY d.domain)
                 FROM people.organisation_domain d WHERE d.organisation_id = o.id)) AS domains
         FROM people.organisation o WHERE o.valid_to IS NULL ORDER BY o.name LIMIT 5000`,
    );
  }
}

/** What an organisation is: another kind or code is another organisation. */
const NEVER_CHANGES = ['kind', 'cbsCode'] as const;

/** The first is the organisation's own; the others come in any order. */
function domainsKey(text: string): string {
  const [first, ...others] = several(text.toLowerCase());
  return [first, ...others.sort()].join();
}
