import { Injectable } from '@nestjs/common';

import { AttendanceQueries, type MarkSource, type MarkValue } from '@academie/attendance';
import { Database } from '@academie/platform';

import { participantKey } from '../evidence/evidence.queries';
import type { EvidenceSource } from '../evidence/evidence-origin.queries';

/** Somebody in a register, without a name. */
export interface RegisterLine {
  participant: string;
  organisation: string | null;
  functions: string[];
  walkIn: boolean;
  value: MarkValue;
  source: MarkSource | null;
  occurredAt: Date | null;
}

/** Registers as auditors read them. */
@Injectable()
export class RegisterQueries {
  constructor(
    private readonly database: Database,
    private readonly attendance: AttendanceQueries,
  ) {}

  /** Each session of an offering with its lines, in the order of the pseudonyms: that of names would tell. */
  async of(
    targetId: string,
    { id: offeringId, sessions }: NonNullable<EvidenceSource['offering']>,
  ): Promise<{ startsAt: Date; lines: RegisterLine[] }[]> {
    const pseudonyms = await this.pseudonyms(offeringId);
    return Promise.all(
      sessions.map(async ({ id, startsAt }) => {
        const roster = await this.attendance.roster({ id, offeringId, startsAt });
        const lines = roster.map((row) => ({
          participant: participantKey(targetId, pseudonyms.get(row.enrolmentId) ?? row.enrolmentId),
          organisation: row.organisation,
          functions: row.functions ?? [],
          walkIn: row.walkIn,
          value: row.value,
          source: row.source,
          occurredAt: row.occurredAt,
        }));
        lines.sort((a, b) => (a.participant < b.participant ? -1 : 1));
        return { startsAt, lines };
      }),
    );
  }

  // Who was not there has no evidence, and so no pseudonym: then the enrolment stands for them.
  private async pseudonyms(offeringId: string): Promise<Map<string, string>> {
    const found = await this.database.rows<{ id: string; pseudonym: string }>(
      `SELECT source_id AS id, person_pseudonym AS pseudonym FROM targets.evidence
        WHERE origin_id = $1 AND source_type = 'enrolment' AND person_pseudonym IS NOT NULL`,
      [offeringId],
    );
    return new Map(found.map(({ id, pseudonym }) => [id, pseudonym]));
  }
}
