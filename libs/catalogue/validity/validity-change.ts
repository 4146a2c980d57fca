import { Injectable, type OnModuleInit } from '@nestjs/common';

import { declareMethod, Declarations } from '@academie/platform';

/** Another time for which certificates of a course count, in months; null is for good. */
export interface ValidityChange {
  courseId: string;
  from: number | null;
  to: number | null;
}

type Tell = (change: ValidityChange) => Promise<string[]>;

const declaration = declareMethod<object, Tell>();

/** Lets a method say in sentences whom another validity touches; none where it touches nobody. */
export const TellsOfValidity = () => declaration({});

/** Whom a change of the validity of a course touches, before it holds. */
@Injectable()
export class ValidityChanges implements OnModuleInit {
  private sources: readonly Tell[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.sources = this.declarations.methods(declaration).map(({ thing }) => thing);
  }

  async told(change: ValidityChange): Promise<string[]> {
    if (change.from === change.to) return [];
    return (await Promise.all(this.sources.map((tell) => tell(change)))).flat();
  }
}
