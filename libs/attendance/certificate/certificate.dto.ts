import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

import { COURSE_KINDS, type CourseKind } from '@academie/catalogue';
import { Trimmed } from '@academie/platform';

import type { CertificateRow } from './certificate.queries';
import { initialsOf } from './certificate-view';
import { CERTIFICATE_STANDINGS, type CertificateStanding } from './certificate-status';

/** Body of POST certificates/{id}/revocation, and the form that asks for it. */
export class RevocationRequest {
  @ApiProperty({
    minLength: 1,
    maxLength: 500,
    description: 'Why; the holder and the person who checks the certificate read it',
  })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** What the check of a certificate says: its frozen facts and how it stands. */
export class CertificateCheckResponse {
  @ApiProperty({ pattern: '^[0-9a-z]{26}$' })
  code!: string;

  @ApiProperty({ enum: CERTIFICATE_STANDINGS })
  standing!: CertificateStanding;

  @ApiProperty({ type: String, nullable: true, description: 'Null once the person was erased' })
  holder!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null in the check of what is confidential',
  })
  course!: string | null;

  @ApiProperty({
    enum: [...COURSE_KINDS, 'programme'],
    type: String,
    nullable: true,
    description: 'As course',
  })
  kind!: CourseKind | 'programme' | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  startedOn!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'As course' })
  completedOn!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: '0 for a course at one’s own pace; null as course',
  })
  sessions!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Planned length in minutes' })
  minutes!: number | null;

  @ApiProperty({ type: String, nullable: true })
  provider!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'As course' })
  issuedAt!: string | null;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Last day; null is for good',
  })
  validUntil!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was revoked' })
  reason!: string | null;

  /** For everybody who has the code: of what is confidential only how it stands, and initials. */
  static forAll(row: CertificateRow): CertificateCheckResponse {
    if (!row.hidden) return CertificateCheckResponse.of(row);
    const { code, standing, facts } = row;
    return {
      ...{
        code,
        standing,
        holder: facts.holder && initialsOf(facts.holder),
        course: null,
        kind: null,
      },
      ...{ startedOn: null, completedOn: null, sessions: null, minutes: null, provider: null },
      ...{ issuedAt: null, validUntil: null, reason: null },
    };
  }

  static of({
    code,
    standing,
    facts,
    issuedAt,
    validUntil,
    reason,
  }: CertificateRow): CertificateCheckResponse {
    const { holder, course, kind, startedOn, completedOn, sessions, minutes, provider } = facts;
    return {
      ...{ code, standing, holder, course, kind, startedOn, completedOn, sessions, minutes },
      ...{ provider, issuedAt: issuedAt.toISOString(), validUntil, reason },
    };
  }
}

/** A certificate in the list of its holder. */
export class CertificateResponse extends CertificateCheckResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  static override of(row: CertificateRow): CertificateResponse {
    return Object.assign(CertificateCheckResponse.of(row), { id: row.id });
  }
}

export class CertificatesResponse {
  @ApiProperty({ type: [CertificateResponse] })
  items!: CertificateResponse[];
}
