import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, insertUnlessThere, Journal, newId, NotFound, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Organisation } from '../directory/organisation.entity';
import { DomainWrong, MunicipalityIncomplete, OrganisationExists } from '../people.errors';
import type { OrganisationForm } from './organisation-edit.dto';

const DOMAIN = /^(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]*\.)+[a-z][a-z0-9-]+$/;

/** Organisations as administrators make and change them. Ending one is of its own: it has successors. */
@Injectable()
export class OrganisationEditService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  /**
   * Adds an organisation; returns its id.
   * @throws OrganisationExists, MunicipalityIncomplete, DomainWrong
   */
  async make(actor: Actor, form: OrganisationForm): Promise<string> {
    const [first, ...more] = domainsOf(form);
    const id = newId();
    await this.database.transaction(async (tx) => {
      const made = await insertUnlessThere(tx, Organisation, {
        id,
        code: codeOf(form.shortName),
        name: form.name,
        shortName: form.shortName,
        kind: form.kind,
        cbsCode: form.cbsCode || null,
        safetyRegion: form.safetyRegion || null,
        mailDomain: first ?? null,
      });
      if (!made) throw new OrganisationExists();
      await this.setDomains(tx, id, more);
      await this.record(tx, actor, id, 'organisation.made');
    });
    return id;
  }

  /** Changes names, region and domains; kind and code stay. @throws NotFound, DomainWrong, MunicipalityIncomplete */
  async change(actor: Actor, id: string, form: OrganisationForm): Promise<void> {
    const [first, ...more] = domainsOf(form);
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.getRepository(Organisation).update(id, {
        name: form.name,
        shortName: form.shortName,
        safetyRegion: form.safetyRegion || null,
        mailDomain: first ?? null,
      });
      if (affected === 0) throw new NotFound();
      await this.setDomains(tx, id, more);
      await this.record(tx, actor, id, 'organisation.edited');
    });
  }

  private async setDomains(
    tx: EntityManager,
    id: string,
    domains: readonly string[],
  ): Promise<void> {
    await rows(tx, 'DELETE FROM people.organisation_domain WHERE organisation_id = $1', [id]);
    await rows(
      tx,
      `INSERT INTO people.organisation_domain (organisation_id, domain)
       SELECT $1, domain FROM unnest($2::text[]) AS domain ON CONFLICT DO NOTHING`,
      [id, domains],
    );
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    id: string,
    action: 'organisation.made' | 'organisation.edited',
  ): Promise<void> {
    await this.journal.record(tx, { action, subjectId: id, actorId: actor.id });
  }
}

/** The domains of the form; those of free mail are nobody's. @throws DomainWrong, MunicipalityIncomplete */
function domainsOf(form: OrganisationForm): string[] {
  if (form.kind === 'municipality' && !(form.cbsCode && form.safetyRegion))
    throw new MunicipalityIncomplete();
  const domains = form.domains
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((domain) => (domain.startsWith('@') ? domain.slice(1) : domain))
    .filter(Boolean);
  const wrong = domains.find((domain) => !DOMAIN.test(domain) || FREE_MAIL.has(domain));
  if (wrong) throw new DomainWrong();
  return [...new Set(domains)];
}

/** Anybody gets an address there, so it proves nothing about where somebody works. */
const FREE_MAIL = new Set([
  ...['gmail.com', 'googlemail.com', 'hotmail.com', 'hotmail.nl', 'outlook.com', 'outlook.nl'],
  ...['live.com', 'live.nl', 'msn.com', 'icloud.com', 'me.com', 'yahoo.com', 'proton.me'],
  ...['protonmail.com', 'ziggo.nl', 'kpnmail.nl', 'kpnplanet.nl', 'planet.nl', 'xs4all.nl'],
  ...['hetnet.nl', 'home.nl', 'upcmail.nl', 'casema.nl', 'chello.nl', 'telfort.nl', 'gmx.com'],
]);

/** A stable word of a name: `bergen-nh`. */
export const codeOf = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/ /g, '-');
