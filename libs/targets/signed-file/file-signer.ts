import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { StatementSigner } from '@academie/attendance';
import { Clock } from '@academie/platform';

import { type FileKind, signatureIn, withSignature } from './signature-in-file';

/** What a file says of itself, in the signature. */
export interface SignedFacts {
  /** Name under which it was handed out. */
  name: string;
  /** Dutch: what it is, such as "Jaarverslag 2025, versie 2". */
  about: string;
}

/** What a look at a file gave. */
export type CheckedFile =
  | { result: 'genuine'; name: string; about: string; madeAt: Date; checksum: string }
  /** Signed by us, and other than it was then. */
  | { result: 'changed'; name: string; about: string; madeAt: Date }
  | { result: 'unsigned' | 'unknown_key' };

interface Statement {
  sub: string;
  about: string;
  iat: number;
  sha256: string;
}

/** Signs what auditors take along, and says of a file whether it is what was handed out. */
@Injectable()
export class FileSigner {
  constructor(
    private readonly signer: StatementSigner,
    private readonly clock: Clock,
  ) {}

  /** The file with its checksum and signature in it. @throws CredentialsUnavailable */
  async signed(kind: FileKind, made: Buffer | string, facts: SignedFacts): Promise<Buffer> {
    const content = Buffer.from(made);
    const checksum = checksumOf(content);
    const statement: Statement = {
      sub: facts.name,
      about: facts.about,
      iat: Math.floor(this.clock.now().getTime() / 1000),
      sha256: checksum,
    };
    return withSignature(kind, content, { checksum, jws: await this.signer.sign(statement) });
  }

  async check(file: Buffer): Promise<CheckedFile> {
    const carried = signatureIn(file);
    if (!carried) return { result: 'unsigned' };
    const said = (await this.signer.read(carried.jws)) as Partial<Statement> | undefined;
    // The same key signs certificates: what is not about a file says nothing of one.
    if (!said?.sha256 || !said.sub || !said.about || !said.iat) return { result: 'unknown_key' };
    const facts = { name: said.sub, about: said.about, madeAt: new Date(said.iat * 1000) };
    const checksum = checksumOf(carried.content);
    return checksum === said.sha256
      ? { result: 'genuine', ...facts, checksum }
      : { result: 'changed', ...facts };
  }
}

const checksumOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
