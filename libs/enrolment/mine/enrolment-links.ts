import { Injectable, type OnModuleInit } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { declareMethod, Declarations } from '@academie/platform';

/** Something to do with an enrolment, beside giving it up. */
export interface EnrolmentLink {
  label: string;
  href: string;
}

/** Links by enrolment id, for those enrolments that have one. */
type LinksOf = (
  actor: Actor,
  enrolmentIds: readonly string[],
) => Promise<Map<string, EnrolmentLink>>;

const declaration = declareMethod<object, LinksOf>();

/** Lets a method put links beside enrolments; it answers for all enrolments of a page in one query. */
export const LinksOnEnrolments = () => declaration({});

/** Where libs to the right put what somebody can do with an own enrolment, such as showing a ticket. */
@Injectable()
export class EnrolmentLinks implements OnModuleInit {
  private sources: readonly LinksOf[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.sources = this.declarations.methods(declaration).map(({ thing }) => thing);
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
