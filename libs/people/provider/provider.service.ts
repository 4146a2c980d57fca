import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  Clock,
  CONFIG,
  type Config,
  Database,
  Journal,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { KeptSecrets } from '../access/kept-secrets';
import type { ProviderForm, RuleForm } from './provider.dto';
import { IssuerWrong, NotOfProvider, ProviderExists, ProviderOfNobody } from './provider.errors';
import { ProviderClients, secretName } from './provider-clients';

/** Sign-in services as administrators keep them. */
@Injectable()
export class ProviderService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly secrets: KeptSecrets,
    private readonly clients: ProviderClients,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Adds a service; returns its id. @throws ProviderExists, ProviderOfNobody, IssuerWrong */
  async add(actor: Actor, form: ProviderForm): Promise<string> {
    this.check(form);
    const id = newId();
    await this.database.transaction(async (tx) => {
      const added = await rows(
        tx,
        `INSERT INTO people.provider
           (id, slug, name, issuer, client_id, scope, trusts_addresses, ends_session, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id`,
        [id, slugOf(form.name), ...valuesOf(form), this.clock.now()],
      );
      if (added.length === 0) throw new ProviderExists();
      await this.setRest(tx, id, form);
      await this.record(tx, actor, id, 'provider.added');
    });
    return id;
  }

  /** Changes a service. @throws NotFound, ProviderOfNobody, IssuerWrong */
  async change(actor: Actor, id: string, form: ProviderForm): Promise<void> {
    this.check(form);
    await this.database.transaction(async (tx) => {
      const changed = await rows(
        tx,
        `UPDATE people.provider SET name = $2, issuer = $3, client_id = $4, scope = $5,
                trusts_addresses = $6, ends_session = $7
          WHERE id = $1 AND ended_at IS NULL RETURNING id`,
        [id, ...valuesOf(form)],
      );
      if (changed.length === 0) throw new NotFound();
      await rows(tx, 'DELETE FROM people.provider_organisation WHERE provider_id = $1', [id]);
      await this.setRest(tx, id, form);
      await rows(
        tx,
        `DELETE FROM people.provider_rule r
          WHERE r.provider_id = $1 AND r.organisation_id <> ALL ($2::uuid[])`,
        [id, form.organisationIds],
      );
      await this.record(tx, actor, id, 'provider.changed');
    });
    this.clients.forget(id);
  }

  /** From now on nobody signs in with it; accounts stay. Doing it twice changes nothing. */
  async end(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ended = await rows(
        tx,
        `UPDATE people.provider SET ended_at = $2, secret = NULL, slug = left(slug, 40) || '-' || left(id::text, 18)
          WHERE id = $1 AND ended_at IS NULL RETURNING id`,
        [id, this.clock.now()],
      );
      if (ended.length > 0) await this.record(tx, actor, id, 'provider.ended');
    });
    this.clients.forget(id);
  }

  /** Adds what a claim means. @throws NotFound, NotOfProvider */
  async addRule(actor: Actor, id: string, { claim, value, meaning }: RuleForm): Promise<void> {
    const [kind, what] = meaning.split(':', 2);
    await this.database.transaction(async (tx) => {
      const known = await rows(
        tx,
        kind === 'function'
          ? `SELECT 1 FROM people.job_function WHERE code = $2 AND $1::uuid IS NOT NULL`
          : `SELECT 1 FROM people.provider_organisation WHERE provider_id = $1 AND organisation_id = $2::uuid`,
        [id, what],
      );
      if (known.length === 0) throw new NotOfProvider();
      await rows(
        tx,
        `INSERT INTO people.provider_rule (provider_id, claim, value, organisation_id, function_code)
         SELECT id, $2, $3, $4::uuid, $5 FROM people.provider WHERE id = $1 AND ended_at IS NULL
          AND (SELECT count(*) FROM people.provider_rule WHERE provider_id = $1) < 200`,
        [
          id,
          claim,
          value,
          kind === 'organisation' ? what : null,
          kind === 'function' ? what : null,
        ],
      );
      await this.record(tx, actor, id, 'provider.changed');
    });
  }

  /** Takes a meaning away; people keep what they have. Doing it twice changes nothing. */
  async removeRule(actor: Actor, id: string, ruleId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const removed = await rows(
        tx,
        'DELETE FROM people.provider_rule WHERE id = $2 AND provider_id = $1 RETURNING id',
        [id, ruleId],
      );
      if (removed.length > 0) await this.record(tx, actor, id, 'provider.changed');
    });
  }

  private check({ issuer, organisationIds }: ProviderForm): void {
    const isSecure = issuer.startsWith('https:') || this.config.privateAddresses;
    if (!isSecure || !URL.canParse(issuer)) throw new IssuerWrong();
    if (organisationIds.length === 0) throw new ProviderOfNobody();
  }

  private async setRest(tx: EntityManager, id: string, form: ProviderForm): Promise<void> {
    await rows(
      tx,
      `INSERT INTO people.provider_organisation (provider_id, organisation_id)
       SELECT $1, o.id FROM people.organisation o WHERE o.id = ANY ($2)`,
      [id, form.organisationIds],
    );
    if (!form.secret) return;
    const { secret, isSealed } = this.secrets.keep(form.secret, secretName(id));
    await rows(tx, 'UPDATE people.provider SET secret = $2, is_sealed = $3 WHERE id = $1', [
      id,
      secret,
      isSealed,
    ]);
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    id: string,
    action: 'provider.added' | 'provider.changed' | 'provider.ended',
  ): Promise<void> {
    await this.journal.record(tx, { action, subjectId: id, actorId: actor.id });
  }
}

const valuesOf = (form: ProviderForm): unknown[] => [
  form.name,
  form.issuer,
  form.clientId,
  // What anybody gets: who it is. Without it no service gives a token that says so.
  [...new Set(['openid', ...form.scope.split(/\s+/).filter(Boolean)])].join(' '),
  form.trustsAddresses,
  form.endsSession,
];

const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/ /g, '-')
    .slice(0, 60)
    .replace(/^$/, 'dienst');
