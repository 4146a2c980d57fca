import { createHmac, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { KeptSecrets } from '@academie/people';
import { Clock, Database, Forgets, rows } from '@academie/platform';

import {
  namedByProviders,
  type Participation,
  participationsOf,
} from './participant-matches.queries';
import type { ParticipantDraft } from './participant-row';

type Finder = Pick<ParticipantDraft, 'courseId' | 'email' | 'externalId'>;

/** Recognises in a list who was erased, so that nobody is new because of it. */
@Injectable()
export class ErasedParticipants {
  constructor(
    private readonly database: Database,
    private readonly secrets: KeptSecrets,
    private readonly clock: Clock,
  ) {}

  /** Keeps digests of what providers call these people, and forgets what they call them. */
  async keep(tx: EntityManager, personIds: readonly string[]): Promise<void> {
    const named = await namedByProviders(tx, personIds);
    if (named.length === 0) return;
    const key = await this.key(tx);
    // Of a list that was taken back nobody is known again: it may come without whom it named by mistake.
    const digests = named
      .filter(({ isUndone }) => !isUndone)
      .flatMap(({ enrolmentId, courseId, source, externalId, addresses }) =>
        addresses
          .map((email) => digestOf(key, ['address', courseId, email]))
          .concat(externalId ? [digestOf(key, ['id', source, externalId])] : [])
          .map((digest) => ({ digest, enrolmentId })),
      );
    await rows(
      tx,
      `INSERT INTO acts.erased_participant (digest, enrolment_id, kept_at)
       SELECT digest, enrolment_id, $3 FROM unnest($1::bytea[], $2::uuid[]) AS line (digest, enrolment_id)
       ON CONFLICT DO NOTHING`,
      [
        digests.map(({ digest }) => digest),
        digests.map(({ enrolmentId }) => enrolmentId),
        this.clock.now(),
      ],
    );
    const ids = named.map(({ enrolmentId }) => enrolmentId);
    await rows(
      tx,
      'UPDATE acts.participation SET external_id = NULL WHERE enrolment_id = ANY ($1)',
      [ids],
    );
    await rows(
      tx,
      `UPDATE acts.import_row r SET external_id = NULL FROM acts.import i
        WHERE r.import_id = i.id AND i.kind = 'participants' AND r.external_id IS NOT NULL
          AND r.subject_id = ANY ($1)`,
      [ids],
    );
  }

  /** What was reported of who was erased, by the row that names them. */
  async find<D extends Finder>(
    tx: EntityManager,
    source: string,
    drafts: readonly D[],
  ): Promise<Map<D, Participation>> {
    const [any] = await rows(tx, 'SELECT 1 FROM acts.erased_participant LIMIT 1');
    if (!any || drafts.length === 0) return new Map();
    const key = await this.key(tx);
    const asked = drafts.flatMap((draft) =>
      [
        ...(draft.externalId ? [digestOf(key, ['id', source, draft.externalId])] : []),
        digestOf(key, ['address', draft.courseId, draft.email.toLowerCase()]),
      ].map((digest) => ({ draft, digest })),
    );
    const found = await rows<{ digest: Buffer; enrolmentId: string }>(
      tx,
      `SELECT digest, enrolment_id AS "enrolmentId" FROM acts.erased_participant
        WHERE digest = ANY ($1::bytea[])`,
      [asked.map(({ digest }) => digest)],
    );
    if (found.length === 0) return new Map();
    const enrolments = new Map(found.map((one) => [one.digest.toString('hex'), one.enrolmentId]));
    const known = await participationsOf(this.database, tx, [...new Set(enrolments.values())]);
    const byId = new Map(known.map((one) => [one.enrolmentId, one]));
    return new Map(
      asked.flatMap(({ draft, digest }) => {
        const there = byId.get(enrolments.get(digest.toString('hex')) ?? '');
        return there?.courseId === draft.courseId ? [[draft, there] as const] : [];
      }),
    );
  }

  /** After the lists of a plan have come, nothing asks for them. */
  @Forgets({
    kind: 'acts.erased-participants',
    days: 730,
    // A cumulative list of the year before may still come when a year is closed.
    least: 400,
    most: 1100,
    old: (before) =>
      `SELECT encode(digest, 'hex') AS key, kept_at AS at FROM acts.erased_participant
        WHERE kept_at < ${before}`,
  })
  async forget(tx: EntityManager, digests: string[]): Promise<void> {
    await rows(
      tx,
      `DELETE FROM acts.erased_participant
        WHERE digest = ANY (SELECT decode(one, 'hex') FROM unnest($1::text[]) AS one)`,
      [digests],
    );
  }

  // Of two that make it at once the first is kept.
  private async key(tx: EntityManager): Promise<Buffer> {
    const { secret, isSealed } = this.secrets.keep(randomBytes(32).toString('hex'), KEY_NAME);
    await rows(
      tx,
      'INSERT INTO acts.digest_key (secret, is_sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [secret, isSealed],
    );
    const [kept] = await rows<{ secret: Buffer; isSealed: boolean }>(
      tx,
      'SELECT secret, is_sealed AS "isSealed" FROM acts.digest_key',
    );
    const text = kept && this.secrets.read(kept, KEY_NAME);
    if (!text)
      throw new Error('CREDENTIAL_SECRET is not the one that sealed the key of acts.digest_key');
    return Buffer.from(text, 'hex');
  }
}

const KEY_NAME = 'acts.digest_key';

const digestOf = (key: Buffer, parts: readonly string[]): Buffer =>
  createHmac('sha256', key).update(parts.join('\0')).digest();
