import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

/** A note with who wrote it at which session. */
export interface NoteRow {
  id: string;
  sessionId: string;
  startsAt: Date;
  authorId: string;
  author: string;
  body: string;
  handsOver: boolean;
  writtenAt: Date;
}

/** More than anybody reads of one offering. */
const MOST_NOTES = 100;

/** Notes of trainers. Who may read them, SessionAccess has said. */
@Injectable()
export class SessionNoteQueries {
  constructor(private readonly database: Database) {}

  /** Of all sessions of an offering, the last first: who takes over reads what went before. */
  ofSessions(sessionIds: readonly string[]): Promise<NoteRow[]> {
    return this.database.rows<NoteRow>(
      `SELECT n.id, n.session_id AS "sessionId", s.starts_at AS "startsAt", n.author_id AS "authorId",
              p.name AS author, n.body, n.hands_over AS "handsOver", n.written_at AS "writtenAt"
         FROM attendance.session_note n
         JOIN catalogue.planned_session s ON s.id = n.session_id
         JOIN people.person_name p ON p.id = n.author_id
        WHERE n.session_id = ANY ($1) ORDER BY n.written_at DESC, n.id DESC LIMIT ${MOST_NOTES}`,
      [sessionIds],
    );
  }
}
