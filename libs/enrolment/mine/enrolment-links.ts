import { Injectable, type OnModuleInit } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { declareMethod, Declarations } from '@academie/platform';

import type { EnrolmentHints } from '../place/enrolment-conditions';

/** Something to do with an enrolment, beside giving it up. */
export interface EnrolmentLink {
  label: string;
  href: string;
  /** Its person is in the middle of it, so that it stands before what is planned. */
  isUnderWay?: boolean;
}

/** Links by enrolment id, for those enrolments that have one. */
type LinksOf = (
  actor: Actor,
  enrolmentIds: readonly string[],
) => Promise<Map<string, EnrolmentLink>>;

/** What an enrolment must tell of itself for a source to be asked; left out: it is asked of all. */
interface Asked {
  when?: 'asks' | 'news' | 'workshops';
}

const declaration = declareMethod<Asked, LinksOf>();

/** Lets a method put links beside enrolments; it answers for all enrolments of a page in one query. */
export const LinksOnEnrolments = (asked: Asked = {}) => declaration(asked);

/** Where libs to the right put what somebody can do with an own enrolment, such as showing a ticket. */
@Injectable()
export class EnrolmentLinks implements OnModuleInit {
  private sources: readonly (Asked & { links: LinksOf })[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.sources = this.declarations
      .methods(declaration)
      .map(({ options, thing }) => ({ ...options, links: thing }));
  }

  /** All links of each of these enrolments. */
  async of(
    actor: Actor,
    enrolments: readonly ({ id: string } & Pick<EnrolmentHints, 'asks' | 'news' | 'workshops'>)[],
  ): Promise<Map<string, EnrolmentLink[]>> {
    const links = new Map<string, EnrolmentLink[]>();
    const found = await Promise.all(
      this.sources.map(async ({ when, links: linksOf }) => {
        const ids = enrolments.filter((one) => !when || one[when]).map(({ id }) => id);
        return ids.length === 0 ? new Map<string, EnrolmentLink>() : await linksOf(actor, ids);
      }),
    );
    for (const [id, link] of found.flatMap((some) => [...some]))
      links.set(id, [...(links.get(id) ?? []), link]);
    return links;
  }
}
