import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, rows } from '@academie/platform';

import { demand, XapiError } from '../xapi/xapi-error';

/** Where a document lies. */
export interface DocumentPlace {
  store: 'state' | 'agent' | 'activity';
  owner: string;
  /** Empty for a profile of an agent. */
  activity: string;
  name: string;
}

export interface DocumentRow {
  content: Buffer;
  contentType: string;
  etag: string;
  updatedAt: Date;
}

/** What a request says of the document that it saw (RFC 9110, section 13.1). */
export interface Seen {
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
}

/** So many documents one learner keeps in one package. */
const MOST = 500;

/** Documents of the record store: the state of a unit, profiles of agents and activities. */
@Injectable()
export class DocumentService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  find(place: DocumentPlace, tx?: EntityManager): Promise<DocumentRow | undefined> {
    return this.database.first<DocumentRow>(
      `SELECT content, content_type AS "contentType", etag, updated_at AS "updatedAt"
         FROM elearning.xapi_document
        WHERE store = $1 AND owner = $2 AND activity = $3 AND name = $4`,
      [place.store, place.owner, place.activity, place.name],
      tx,
    );
  }

  /** Names of the documents that lie in one place, changed since then. */
  async names(
    { store, owner, activity }: Omit<DocumentPlace, 'name'>,
    since?: Date,
  ): Promise<string[]> {
    const found = await this.database.rows<{ name: string }>(
      `SELECT name FROM elearning.xapi_document
        WHERE store = $1 AND owner = $2 AND activity = $3 AND ($4::timestamptz IS NULL OR updated_at > $4)
        ORDER BY name LIMIT ${MOST}`,
      [store, owner, activity, since ?? null],
    );
    return found.map(({ name }) => name);
  }

  /** Puts a document in its place. A profile is not overwritten unseen. @throws XapiError 409, 412 */
  put(place: DocumentPlace, sent: { content: Buffer; type: string }, seen: Seen): Promise<void> {
    return this.change(place, seen, (tx, old) => {
      if (old && place.store !== 'state' && !seen.ifMatch && !seen.ifNoneMatch)
        throw new XapiError(409, 'say with If-Match which one was seen');
      return this.write(tx, place, sent);
    });
  }

  /** Adds properties to a document that is JSON. @throws XapiError 400, 412 */
  merge(place: DocumentPlace, sent: { content: Buffer; type: string }, seen: Seen): Promise<void> {
    return this.change(place, seen, (tx, old) => {
      if (!old) return this.write(tx, place, sent);
      demand(isJson(sent.type) && isJson(old.contentType), 'only JSON is added to JSON');
      const content = Buffer.from(
        JSON.stringify({ ...objectOf(old.content), ...objectOf(sent.content) }),
      );
      return this.write(tx, place, { content, type: 'application/json' });
    });
  }

  /** Doing it again changes nothing. @throws XapiError 412 */
  remove(place: DocumentPlace, seen: Seen): Promise<void> {
    return this.change(place, seen, async (tx) => {
      await rows(
        tx,
        `DELETE FROM elearning.xapi_document
          WHERE store = $1 AND owner = $2 AND activity = $3 AND name = $4`,
        [place.store, place.owner, place.activity, place.name],
      );
    });
  }

  /** Removes all documents of a state but those with this name. */
  async removeAll(
    { store, owner, activity }: Omit<DocumentPlace, 'name'>,
    but: string,
  ): Promise<void> {
    await this.database.rows(
      `DELETE FROM elearning.xapi_document
        WHERE store = $1 AND owner = $2 AND activity = $3 AND name <> $4`,
      [store, owner, activity, but],
    );
  }

  async write(
    tx: EntityManager,
    { store, owner, activity, name }: DocumentPlace,
    { content, type }: { content: Buffer; type: string },
  ): Promise<void> {
    const etag = createHash('sha1').update(content).digest('hex');
    await rows(
      tx,
      `INSERT INTO elearning.xapi_document
         (store, owner, activity, name, content, content_type, etag, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (store, owner, activity, name) DO UPDATE SET content = excluded.content,
         content_type = excluded.content_type, etag = excluded.etag, updated_at = excluded.updated_at`,
      [store, owner, activity, name, content, type, etag, this.clock.now()],
    );
  }

  // Of two who write the same document, the second one is asked what it saw after the first has written.
  private change(
    place: DocumentPlace,
    { ifMatch, ifNoneMatch }: Seen,
    work: (tx: EntityManager, old: DocumentRow | undefined) => Promise<void>,
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [place.owner]);
      const old = await this.find(place, tx);
      if (ifMatch !== undefined && !names(ifMatch, old))
        throw new XapiError(412, 'the document is another one by now');
      if (ifNoneMatch !== undefined && names(ifNoneMatch, old))
        throw new XapiError(412, 'there is such a document');
      const [all] = await rows<{ count: number }>(
        tx,
        'SELECT count(*)::int AS count FROM elearning.xapi_document WHERE store = $1 AND owner = $2',
        [place.store, place.owner],
      );
      if (!old && (all?.count ?? 0) >= MOST)
        throw new XapiError(413, `no more than ${MOST} documents`);
      await work(tx, old);
    });
  }
}

const names = (header: string, document: DocumentRow | undefined): boolean =>
  document !== undefined &&
  (header.trim() === '*' ||
    header
      .split(',')
      .some((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', '') === document.etag));

const isJson = (type: string): boolean => /^application\/json\b/i.test(type);

function objectOf(content: Buffer): object {
  try {
    const value: unknown = JSON.parse(content.toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // no JSON
  }
  throw new XapiError(400, 'a document that is added to is an object');
}
