import { createHash, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  Clock,
  Command,
  CONFIG,
  type Config,
  Database,
  insertRows,
  loadedText,
  newId,
  Seeds,
} from '@academie/platform';

import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts';
import { DEMO_LONG_AGO } from './demo-people';
import { hashPassword } from '../password/password-hash';

const MOST = 100_000;
const BATCH = 2000;

interface NewPerson {
  id: string;
  email: string;
  token: string;
}

/** Accounts and tokens for scripts that try out a demo; they print JSON and nothing else. */
@Injectable()
export class DemoCommands {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly seeds: Seeds,
  ) {}

  /** Prints `{"participant": {"email", "password", "token"}, …}`; the tokens are new every time. */
  @Command('demo:tokens', 'people.command.demo-tokens')
  async tokens(): Promise<void> {
    await this.requireDemo();
    const accounts = DEMO_ACCOUNTS.filter(({ role }) => role !== 'auditor');
    const people = await this.database.rows<{ id: string; email: string }>(
      'SELECT person_id AS id, address AS email FROM people.email_address WHERE address = ANY ($1)',
      [accounts.map(({ email }) => email)],
    );
    const withTokens = people.map((person) => ({ ...person, token: newToken() }));
    await this.database.transaction((tx) => this.addTokens(tx, withTokens, 'demo:tokens'));
    print(
      Object.fromEntries(
        accounts.map(({ role, email }) => [
          role,
          {
            email,
            password: DEMO_PASSWORD,
            token: withTokens.find((person) => person.email === email)?.token,
          },
        ]),
      ),
    );
  }

  /** Prints `[{"id", "email", "token"}, …]`: participants spread over the municipalities of today. */
  @Command('demo:people', 'people.command.demo-people')
  async people([given]: string[]): Promise<void> {
    const count = Number(given);
    if (!Number.isInteger(count) || count < 1 || count > MOST)
      throw new Error(`How many people? Usage: demo:people N, with N from 1 to ${MOST}`);
    await this.requireDemo();
    const organisations = await this.database.rows<{ id: string; domain: string }>(
      `SELECT id, mail_domain AS domain FROM people.organisation
        WHERE kind = 'municipality' AND (valid_to IS NULL OR valid_to > $1) ORDER BY code`,
      [this.clock.now()],
    );
    const hash = await hashPassword(DEMO_PASSWORD);
    const series = randomBytes(3).toString('hex');
    const made: NewPerson[] = [];
    while (made.length < count) {
      const from = made.length;
      const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => {
        const organisation = organisations[(from + index) % organisations.length];
        if (!organisation) throw new Error('there are no municipalities');
        return {
          id: newId(),
          email: `proef-${series}-${from + index + 1}@${organisation.domain}`,
          token: newToken(),
          name: `${series}-${from + index + 1}`,
          organisationId: organisation.id,
        };
      });
      await this.database.transaction((tx) => this.addBatch(tx, batch, hash));
      made.push(...batch.map(({ id, email, token }) => ({ id, email, token })));
    }
    print(made);
  }

  private async addBatch(
    tx: EntityManager,
    batch: (NewPerson & { name: string; organisationId: string })[],
    hash: string,
  ): Promise<void> {
    const now = this.clock.now();
    const memberships = batch.map((person) => ({ ...person, membershipId: newId() }));
    await insertRows(
      tx,
      'people.person',
      batch.map(({ id, name }) => ({
        id,
        given_name: 'Proef',
        family_name: `Voorbeeld ${name}`,
        status: 'active',
        pseudonym: newId(),
        created_at: now,
      })),
    );
    await insertRows(
      tx,
      'people.email_address',
      batch.map(({ id, email }) => ({
        address: email,
        person_id: id,
        is_primary: true,
        verified_at: now,
      })),
    );
    await insertRows(
      tx,
      'people.password',
      batch.map(({ id }) => ({ person_id: id, hash, changed_at: now })),
    );
    await insertRows(
      tx,
      'people.membership',
      memberships.map(({ id, membershipId, organisationId }) => ({
        id: membershipId,
        person_id: id,
        organisation_id: organisationId,
        valid_from: DEMO_LONG_AGO,
        is_main: true,
      })),
    );
    await insertRows(
      tx,
      'people.membership_function',
      memberships.map(({ membershipId }) => ({
        membership_id: membershipId,
        function_code: 'beleidsmedewerker',
      })),
    );
    await this.addTokens(tx, batch, 'demo:people');
  }

  private async addTokens(
    tx: EntityManager,
    people: readonly { id: string; token: string }[],
    name: string,
  ): Promise<void> {
    await insertRows(
      tx,
      'people.api_token',
      people.map(({ id, token }) => ({
        id: newId(),
        person_id: id,
        name,
        token_hash: `\\x${createHash('sha256').update(token).digest('hex')}`,
        scopes: ['read', 'write'],
        created_at: this.clock.now(),
      })),
    );
  }

  // A person who asks before the first start gets the demo loaded first; progress goes to stderr.
  private async requireDemo(): Promise<void> {
    if (!this.config.demo)
      throw new Error(
        'This command makes accounts with a known password: it works in demo mode only.',
      );
    await this.seeds.run((...seed) => process.stderr.write(`${loadedText(...seed)}\n`));
  }
}

const newToken = (): string => randomBytes(32).toString('base64url');

const print = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};
