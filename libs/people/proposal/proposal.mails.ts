import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type JournalEvent, OnJournal, rows } from '@academie/platform';

import { decidersOf } from '../notice/deciders';
import { Notices } from '../notice/notices';

interface Facts {
  personId: string;
  who: string;
  organisation: string;
  organisationId: string;
}

/** Tells coordinators of a change that waits, and who told it how it was decided. */
@Injectable()
export class ProposalMails {
  constructor(private readonly notices: Notices) {}

  @OnJournal('people.work-changes', 'work-change.told')
  async tellDeciders(tx: EntityManager, event: JournalEvent<'work-change.told'>): Promise<void> {
    const facts = await this.find(tx, event.subjectId);
    if (!facts) return;
    const { who, organisation } = facts;
    for (const { id } of await decidersOf(tx, facts.organisationId))
      if (id !== facts.personId)
        await this.notices.send(tx, id, {
          kind: 'work-change-told',
          dedupeKey: `work-change:${event.subjectId}:${id}`,
          params: { who, organisation },
          path: '/organisatie/wijzigingen',
        });
  }

  @OnJournal('people.decided-work-changes', 'work-change.accepted', 'work-change.refused')
  async tellPerson(
    tx: EntityManager,
    event: JournalEvent<'work-change.accepted' | 'work-change.refused'>,
  ): Promise<void> {
    const facts = await this.find(tx, event.subjectId);
    if (!facts || facts.personId === event.actorId) return;
    const accepted = event.action === 'work-change.accepted';
    await this.notices.send(tx, facts.personId, {
      kind: accepted ? 'work-change-accepted' : 'work-change-refused',
      dedupeKey: `work-change-decided:${event.subjectId}`,
      params: { organisation: facts.organisation, reason: event.reason ?? '' },
      path: '/account/werk',
    });
  }

  private async find(tx: EntityManager, id: string): Promise<Facts | undefined> {
    const [facts] = await rows<Facts>(
      tx,
      `SELECT w.person_id AS "personId", p.given_name || ' ' || p.family_name AS who,
              o.name AS organisation, o.id AS "organisationId"
         FROM people.membership_proposal w
         JOIN people.person p ON p.id = w.person_id AND p.status = 'active'
         JOIN people.organisation o ON o.id = w.organisation_id
        WHERE w.id = $1`,
      [id],
    );
    return facts;
  }
}
