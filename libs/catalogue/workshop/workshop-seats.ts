import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { declareMethod, Declarations } from '@academie/platform';

/** How many chose each of these workshops, by id; in the caller's transaction, which holds the offering. */
type SeatsOf = (tx: EntityManager, workshopIds: readonly string[]) => Promise<Map<string, number>>;

const declaration = declareMethod<object, SeatsOf>();

/** Lets a method of a lib to the right say how many chose a workshop. One does. */
export const CountsWorkshopSeats = () => declaration({});

/** Where enrolment says how many chose a workshop. */
@Injectable()
export class WorkshopSeats implements OnModuleInit {
  private source: SeatsOf | undefined;

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.source = this.declarations.methods(declaration)[0]?.thing;
  }

  of(tx: EntityManager, workshopIds: readonly string[]): Promise<Map<string, number>> {
    return this.source?.(tx, workshopIds) ?? Promise.resolve(new Map<string, number>());
  }
}
