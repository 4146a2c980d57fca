import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';

/** Something to do with an enrolment, beside giving it up. */
export interface EnrolmentLink {
  label: string;
  href: string;
}

/** Links by enrolment id, for those enrolments that have one. */
export type LinksOf = (
  actor: Actor,
  enrolmentIds: readonly string[],
) => Promise<Map<string, EnrolmentLink>>;

/**
 * Where libs to the right put what somebody can do with an own enrolment, such as showing a ticket.
 * Each adds itself in onModuleInit and answers for all enrolments of the page in one query.
 */
@Injectable()
export class EnrolmentLinks {
  private readonly sources: LinksOf[] = [];

  add(source: LinksOf): void {
    this.sources.push(source);
  }

  /** All links of each of these enrolments. */
  async of(actor: Actor, enrolmentIds: readonly string[]): Promise<Map<string, EnrolmentLink[]>> {
    const links = new Map<string, EnrolmentLink[]>();
    if (enrolmentIds.length === 0) return links;
    const found = await Promise.all(this.sources.map((source) => source(actor, enrolmentIds)));
    for (const [id, link] of found.flatMap((some) => [...some]))
      links.set(id, [...(links.get(id) ?? []), link]);
    return links;
  }
}
