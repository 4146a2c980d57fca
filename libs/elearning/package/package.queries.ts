import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';

import { Database, NotFound } from '@academie/platform';

import type { PackageItem, PackageKind } from '../manifest/package-manifest';
import { pathKey } from '../manifest/package-path';

/** A package, without its files. */
export interface PackageRow {
  id: string;
  courseId: string;
  kind: PackageKind;
  title: string;
  publisherId: string | null;
  items: PackageItem[];
  files: number;
  /** Bytes. */
  unpacked: number;
  /** Name of the zip. */
  name: string;
  addedAt: Date;
}

/** A file in a package, and the zip that it lies in. */
export interface PackageFileRow {
  /** Hash of the zip. */
  sha256: string;
  start: number;
  compressed: number;
  size: number;
  deflated: boolean;
  crc: number;
}

/** What packages hold. */
@Injectable()
export class PackageQueries {
  // What a package holds never changes, and each save of its learners asks for it.
  private readonly known = new LRUCache<string, PackageRow>({ max: 300 });

  constructor(private readonly database: Database) {}

  /** As `one`, for who was given a right to it: a package that was removed may still be known here. @throws NotFound */
  async played(id: string): Promise<PackageRow> {
    const before = this.known.get(id);
    if (before) return before;
    const found = await this.one(id);
    this.known.set(id, found);
    return found;
  }

  /** @throws NotFound */
  async one(id: string, tx?: EntityManager): Promise<PackageRow> {
    const found = await this.database.first<PackageRow>(
      `SELECT p.id, p.course_id AS "courseId", p.kind, p.title, p.publisher_id AS "publisherId", p.items,
              p.files, p.unpacked::float8 AS unpacked, p.name, p.added_at AS "addedAt"
         FROM elearning.package p WHERE p.id = $1`,
      [id],
      tx,
    );
    if (!found) throw new NotFound();
    return found;
  }

  /** A file of a package, however its name is written. */
  async file(packageId: string, path: string): Promise<PackageFileRow | undefined> {
    const [found] = await this.database.prepared<PackageFileRow>(
      'elearning.package-file',
      `SELECT p.sha256, i.start::float8 AS start, i.compressed::float8 AS compressed,
              i.size::float8 AS size, i.deflated, i.crc::float8 AS crc
         FROM elearning.package_file i JOIN elearning.package p ON p.id = i.package_id
        WHERE i.package_id = $1 AND i.path = $2`,
      [packageId, pathKey(path)],
    );
    return found;
  }
}
