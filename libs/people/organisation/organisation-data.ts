import { Injectable, type OnModuleInit } from '@nestjs/common';

import { declareClass, Declarations } from '@academie/platform';

/** An organisation that ends, its successor, and the first day without it. */
export interface Ending {
  organisationId: string;
  successorId: string;
  /** `yyyy-mm-dd` */
  endsOn: string;
}

/** What the libs to the right know of organisations that end. */
export interface OrganisationPart {
  /** What will be different, in Dutch, one thing a line; shown before somebody says yes. */
  consequences?(ending: Ending): Promise<string[]>;
  /** Why it cannot be undone any more, in Dutch; nothing when it can. */
  hindrances?(ending: Ending & { doneAt: Date }): Promise<string[]>;
}

const declaration = declareClass<object, OrganisationPart>();

/** Lets a lib say what the end of an organisation means for it, and whether that can be undone. */
export const KnowsOfEndings = () => declaration({});

/** What the libs know of organisations that end, in the order of the libs. */
@Injectable()
export class OrganisationParts implements OnModuleInit {
  private parts: readonly OrganisationPart[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.parts = this.declarations.classes(declaration).map(({ thing }) => thing);
  }

  async consequences(ending: Ending): Promise<string[]> {
    const found = await Promise.all(
      this.parts.map(async (part) => (await part.consequences?.(ending)) ?? []),
    );
    return found.flat();
  }

  async hindrances(ending: Ending & { doneAt: Date }): Promise<string[]> {
    const found = await Promise.all(
      this.parts.map(async (part) => (await part.hindrances?.(ending)) ?? []),
    );
    return found.flat();
  }
}
