import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { BookingService, daySpan, demoMeansId } from '@academie/catalogue';
import { organisationIds } from '@academie/people';
import {
  Clock,
  Database,
  dayOf,
  demoId,
  DemoSeed,
  insertRows,
  laterDay,
  workingDay,
} from '@academie/platform';

/** What is on the menukaart of the demo, and as what it counts. */
const ITEMS = [
  { code: 'speedmobiel', subkind: 'speedmobiel' },
  { code: 'vr-brillen', subkind: 'vr-brillen' },
  { code: 'drugsemmer', subkind: 'drugsemmer' },
  { code: 'flexibel-kastje', subkind: null },
];

/** So many days from the day on which the demo is loaded. */
const DELIVERIES = [
  { key: 'a', code: 'speedmobiel', municipality: 'alkmaar', inDays: 9, state: 'requested' },
  { key: 'b', code: 'drugsemmer', municipality: 'alkmaar', inDays: 16, state: 'confirmed' },
  { key: 'c', code: 'speedmobiel', municipality: 'hoorn', inDays: 23, state: 'confirmed' },
] as const;

/** The menukaart, and some deliveries that are still to come. */
@Injectable()
export class DemoMenuSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly bookings: BookingService,
  ) {}

  @DemoSeed('acts.demo-menu')
  async load(): Promise<boolean> {
    const loaded = await this.database.first('SELECT 1 FROM acts.menu_item WHERE means_id = $1', [
      demoMeansId('speedmobiel'),
    ]);
    if (loaded) return false;
    await this.database.transaction(async (tx) => {
      await insertRows(
        tx,
        'acts.menu_item',
        ITEMS.map(({ code, subkind }) => ({ means_id: demoMeansId(code), subkind })),
      );
      await this.addDeliveries(tx);
    });
    return true;
  }

  private async addDeliveries(tx: EntityManager): Promise<void> {
    const organisations = await organisationIds(tx);
    const now = this.clock.now();
    for (const { key, code, municipality, inDays, state } of DELIVERIES) {
      const id = demoId('delivery', key);
      const day = workingDay(laterDay(dayOf(now), inDays));
      await insertRows(tx, 'acts.delivery', [
        {
          ...{ id, means_id: demoMeansId(code), organisation_id: organisations.get(municipality) },
          ...{ subkind: code, first_day: day, last_day: day, pieces: 1, state, reason: '' },
          ...{ place: 'Voorbeeldplein 1', contact: 'De balie, 072 555 01 20' },
          purpose: 'Een avond voor ouders en jongeren.',
          ...{ requested_by: demoId('person', 'coordinator@academie.example'), requested_at: now },
        },
      ]);
      const holder = { deliveryId: id, about: municipality === 'hoorn' ? 'Hoorn' : 'Alkmaar' };
      await this.bookings.book(tx, demoMeansId(code), 1, daySpan(day, day), holder);
    }
  }
}
