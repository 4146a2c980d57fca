import { Injectable } from '@nestjs/common';

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

/** Each lib adds itself in onModuleInit. */
@Injectable()
export class OrganisationParts {
  private readonly parts: OrganisationPart[] = [];

  add(part: OrganisationPart): void {
    this.parts.push(part);
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
