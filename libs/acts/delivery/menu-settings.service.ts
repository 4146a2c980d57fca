import { Injectable } from '@nestjs/common';

import { type Actor, NotAllowed } from '@academie/people';
import { Database, Journal, rows } from '@academie/platform';

import { DeliveryAccess } from './delivery-access';

/** What is on the menukaart; the team says so. */
@Injectable()
export class MenuSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly access: DeliveryAccess,
  ) {}

  /** The subjects as which a delivery can count. */
  get subjects(): { code: string; name: string }[] {
    return this.access.kind.subkinds;
  }

  /** Puts means on the menukaart with what they count as, or for nothing; undefined takes them off. @throws NotAllowed */
  async save(
    actor: Actor,
    items: readonly { meansId: string; subkind: string | null | undefined }[],
  ): Promise<void> {
    if (!(await this.access.of(actor)).isTeam) throw new NotAllowed();
    const on = items.filter(({ subkind }) => subkind !== undefined);
    const off = items.filter(({ subkind }) => subkind === undefined);
    await this.database.transaction(async (tx) => {
      const gone = await rows<{ id: string }>(
        tx,
        'DELETE FROM acts.menu_item WHERE means_id = ANY ($1) RETURNING means_id AS id',
        [off.map(({ meansId }) => meansId)],
      );
      const set = await rows<{ id: string }>(
        tx,
        `INSERT INTO acts.menu_item AS i (means_id, subkind)
         SELECT g.id, g.subkind FROM unnest($1::uuid[], $2::text[]) AS g (id, subkind)
           JOIN catalogue.lent_means m ON m.id = g.id
         ON CONFLICT (means_id) DO UPDATE SET subkind = excluded.subkind
          WHERE i.subkind IS DISTINCT FROM excluded.subkind RETURNING means_id AS id`,
        [on.map(({ meansId }) => meansId), on.map(({ subkind }) => subkind)],
      );
      for (const { id } of [...gone, ...set])
        await this.journal.record(tx, {
          action: 'menu.changed',
          subjectId: id,
          actorId: actor.id,
        });
    });
  }
}
