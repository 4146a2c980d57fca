import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  Database,
  type DiskUploaded,
  type FileRow,
  FileStore,
  Journal,
  mediaTypeOf,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { dropBytes } from '../proof-file/proof-file-retention';
import { PROOF_KEY, type ProofFileRow, ProofFileQueries } from '../proof-file/proof-file.queries';
import * as refusal from '../targets.errors';
import { type OwnerTheme } from '../value/target.queries';
import { TargetService } from '../value/target.service';
import type { CountedEvidence } from './evidence-origin.queries';
import type { ProofFileForm } from './proof.dto';

/** In megabytes. */
export const LARGEST_PROOF = 20;
/** What a browser shows as a picture, and documents that look the same everywhere. */
const WANTED = /^(?:image\/(?:png|jpeg|webp)|application\/pdf)$/;
/** More of one thing nobody looks through. */
const MOST = 20;

/** A unit that counts, and whose target it is. */
export interface ProvedUnit {
  counted: CountedEvidence;
  owners: readonly OwnerTheme[];
}

type ProofEvent = `proof-file.${'added' | 'confirmed' | 'opened' | 'removed'}`;

/** Adds files that show something that counts, confirms them and takes them away. */
@Injectable()
export class ProofService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly store: FileStore,
    private readonly targets: TargetService,
    private readonly files: ProofFileQueries,
  ) {}

  /**
   * Which files this person may have themselves. Who decides about the target needs it to confirm it, and who brought
   * it has seen it. Others who may trace the unit, auditors among them, only once somebody else found that nobody can
   * be known from it.
   */
  mayOpenOf(actor: Actor, owners: readonly OwnerTheme[]): (file: ProofFileRow) => boolean {
    const decides = this.targets.decides(actor, owners);
    return ({ fileId, hasNames, confirmedAt, uploadedBy }) =>
      fileId !== null &&
      (decides || uploadedBy === actor.id || (!hasNames && confirmedAt !== null));
  }

  /** Whether this person may add files: who decides about the target, and the coordinator of whom the unit is of. */
  brings(actor: Actor, { counted, owners }: ProvedUnit): boolean {
    const { organisationId } = counted;
    return (
      this.targets.decides(actor, owners) ||
      (organisationId !== null && actor.coordinates(organisationId))
    );
  }

  /** @throws NotAnOwner */
  requireOwner(actor: Actor, owners: readonly OwnerTheme[]): void {
    if (!this.targets.decides(actor, owners)) throw new refusal.NotAnOwner();
  }

  /**
   * The same file once more changes nothing.
   * @throws NotAnOwner, ProofFileNeeded, UnwantedProofFile, ProofFileTooLarge, TooManyProofFiles
   */
  async add(
    actor: Actor,
    unit: ProvedUnit,
    { title, names }: ProofFileForm,
    upload: DiskUploaded | undefined,
  ): Promise<void> {
    const { counted } = unit;
    if (!this.brings(actor, unit)) throw new refusal.NotAnOwner();
    if (!upload) throw new refusal.ProofFileNeeded();
    if (upload.tooLarge) throw new refusal.ProofFileTooLarge({ megabytes: LARGEST_PROOF });
    if (!WANTED.test(await mediaTypeOf(upload.head))) throw new refusal.UnwantedProofFile();
    await this.database.transaction(async (tx) => {
      const known = await this.lock(tx, counted.evidenceId);
      if (known.some(({ sha256 }) => sha256 === upload.sha256)) return;
      if (known.length >= MOST) throw new refusal.TooManyProofFiles({ most: MOST });
      const { id: fileId, sha256, size, mediaType } = await this.store.keep(tx, upload);
      const id = newId();
      await rows(
        tx,
        `INSERT INTO targets.proof_file (id, source_type, source_id, title, file_id, sha256, size, media_type,
           has_names, uploaded_by, uploaded_at)
         SELECT $2, e.source_type, ${PROOF_KEY}, $3, $4, $5, $6, $7, $8, $9, $10
           FROM targets.evidence e WHERE e.id = $1`,
        [
          ...[counted.evidenceId, id, title, fileId, sha256, size, mediaType, names === 'ja'],
          ...[actor.id, this.clock.now()],
        ],
      );
      await this.record(tx, actor, 'proof-file.added', counted, { id, sha256 });
    });
  }

  /**
   * Says that the file shows what counts, which may raise its grade. Not by who brought it.
   * @throws NotAnOwner, NotFound, NeedsAnotherPerson
   */
  async confirm(
    actor: Actor,
    { counted, owners }: ProvedUnit,
    fileId: string,
    hasNames: boolean,
  ): Promise<void> {
    this.requireOwner(actor, owners);
    await this.database.transaction(async (tx) => {
      const file = await this.find(tx, counted, fileId);
      if (file.uploadedBy === actor.id) throw new refusal.NeedsAnotherPerson();
      if (!file.fileId || counted.retractedAt) throw new NotFound();
      if (file.confirmedAt) return;
      await rows(
        tx,
        `UPDATE targets.proof_file SET confirmed_by = $2, confirmed_at = $3, confirmed_of = $4, has_names = $5
          WHERE id = $1`,
        [file.id, actor.id, this.clock.now(), counted.source.id, hasNames],
      );
      await this.record(tx, actor, 'proof-file.confirmed', counted, file);
    });
  }

  /**
   * Takes the file away with its bytes; what it raised goes back. Who only brought it does so while nobody has looked.
   * @throws NotAnOwner, NotFound
   */
  async remove(actor: Actor, unit: ProvedUnit, fileId: string, reason: string): Promise<void> {
    const { counted, owners } = unit;
    await this.database.transaction(async (tx) => {
      const file = await this.find(tx, counted, fileId);
      const isOwn = file.uploadedBy === actor.id && !file.confirmedAt && this.brings(actor, unit);
      if (!isOwn) this.requireOwner(actor, owners);
      await dropBytes(tx, this.store, [file.id]);
      await rows(tx, 'UPDATE targets.proof_file SET removed_at = $2 WHERE id = $1', [
        file.id,
        this.clock.now(),
      ]);
      await this.record(tx, actor, 'proof-file.removed', counted, file, reason);
    });
  }

  /**
   * A file of the unit, for who may have it. One with names leaves a line in the journal each time.
   * @throws NotFound also for who may not
   */
  async open(actor: Actor, { counted, owners }: ProvedUnit, id: string): Promise<FileRow> {
    const proof = (await this.files.of(counted.evidenceId)).find((one) => one.id === id);
    const may = proof?.fileId && this.mayOpenOf(actor, owners)(proof);
    const file = may ? await this.store.find(proof.fileId ?? '') : undefined;
    if (!proof || !file) throw new NotFound();
    if (proof.hasNames)
      await this.database.transaction((tx) =>
        this.record(tx, actor, 'proof-file.opened', counted, proof),
      );
    return file;
  }

  /** One at a time for one piece of evidence: of the same file twice at once the second finds the first. */
  private async lock(tx: EntityManager, evidenceId: string): Promise<ProofFileRow[]> {
    await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [evidenceId]);
    return this.files.of(evidenceId, tx);
  }

  private async find(
    tx: EntityManager,
    { evidenceId }: CountedEvidence,
    id: string,
  ): Promise<ProofFileRow> {
    const file = (await this.lock(tx, evidenceId)).find((one) => one.id === id);
    if (!file) throw new NotFound();
    return file;
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: ProofEvent,
    { source }: CountedEvidence,
    { id, sha256 }: Pick<ProofFileRow, 'id' | 'sha256'>,
    reason?: string,
  ): Promise<unknown> {
    return this.journal.record(tx, {
      action,
      subjectId: id,
      actorId: actor.id,
      ...(reason && { reason }),
      data: { sourceType: source.type, sourceId: source.id, sha256 },
    });
  }
}
