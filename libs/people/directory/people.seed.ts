import { Inject, Injectable } from '@nestjs/common';

import {
  CONFIG,
  type Config,
  Database,
  insertRows,
  readYaml,
  rows,
  Seed,
} from '@academie/platform';

import type { OrganisationKind } from './organisation.entity';

/** An organisation as `libs/people/directory/organisations.yaml` has it; days are `yyyy-mm-dd`. */
interface OrganisationFile {
  code: string;
  name: string;
  shortName: string;
  kind: OrganisationKind;
  cbsCode?: string;
  safetyRegion?: string;
  /** Of the demo: a real academie gets none. */
  mailDomain?: string;
  validFrom?: string;
  validTo?: string;
  /** Code of the organisation it went into. */
  successor?: string;
  /** Invented for the demo. */
  onlyDemo?: boolean;
}

/** The 32 municipalities with their history, the partners, and the functions people have. */
@Injectable()
export class PeopleSeed {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Adds what is missing. A name or mail domain that an administrator changed stays as it is; an end
   * and a successor are filled in when a release brings them, since municipalities merge.
   */
  @Seed('people.directory')
  load(): Promise<boolean> {
    const { demo } = this.config;
    const organisations = readYaml<OrganisationFile[]>(
      'libs/people/directory/organisations.yaml',
    ).filter(({ onlyDemo }) => demo || !onlyDemo);
    const functions = readYaml<{ code: string; name: string }[]>(
      'libs/people/directory/functions.yaml',
    );
    return this.database.transaction(async (tx) => {
      const added = await insertRows(
        tx,
        'people.organisation',
        organisations.map((organisation) => ({
          code: organisation.code,
          name: organisation.name,
          short_name: organisation.shortName,
          kind: organisation.kind,
          cbs_code: organisation.cbsCode,
          safety_region: organisation.safetyRegion,
          mail_domain: demo ? organisation.mailDomain : undefined,
          valid_from: organisation.validFrom,
          valid_to: organisation.validTo,
        })),
        'ON CONFLICT (code) DO NOTHING',
      );
      const ended = await rows(
        tx,
        `UPDATE people.organisation o
            SET valid_to = coalesce(o.valid_to, file.valid_to),
                successor_id = coalesce(o.successor_id, successor.id)
           FROM jsonb_to_recordset($1) AS file (code text, valid_to date, successor text)
           LEFT JOIN people.organisation successor ON successor.code = file.successor
          WHERE o.code = file.code
            AND ((o.valid_to IS NULL AND file.valid_to IS NOT NULL)
              OR (o.successor_id IS NULL AND successor.id IS NOT NULL))
         RETURNING o.id`,
        [
          JSON.stringify(
            organisations.map(({ code, validTo, successor }) => ({
              code,
              valid_to: validTo,
              successor,
            })),
          ),
        ],
      );
      const named = await insertRows(
        tx,
        'people.job_function',
        functions.map(({ code, name }, position) => ({ code, name, position })),
        `ON CONFLICT (code) DO UPDATE SET name = excluded.name, position = excluded.position
           WHERE (job_function.name, job_function.position) IS DISTINCT FROM (excluded.name, excluded.position)`,
      );
      return added + ended.length + named > 0;
    });
  }
}
