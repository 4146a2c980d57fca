import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { ErasureService } from '@academie/people';
import { Forgets, t } from '@academie/platform';

import { undoneGuests } from '../participant-import/participant-matches.queries';

/** Forgets people whom only a list named that was taken back. */
@Injectable()
export class UndoneGuests {
  constructor(private readonly erasure: ErasureService) {}

  // Not at once: the same list, mended, is to find the same people, or they would count as other ones.
  @Forgets({ kind: 'acts.undone-guests', days: 30, least: 7, most: 90, old: undoneGuests })
  forget(tx: EntityManager, ids: string[]): Promise<void> {
    return this.erasure.forgetUnknown(tx, ids, t('acts.kept.undone-guests.reason'));
  }
}
