import { Injectable } from '@nestjs/common';

import { Database, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Notices } from '../notice/notices';
import { OrganisationUnknown } from '../people.errors';
import { Invitations } from '../sign-in/invitations';
import type { AddMemberForm } from './membership.dto';
import { mayManage, mustBeFunctions } from './membership-rules';
import { PlannedChanges } from './planned-changes';
import { MembershipService } from './membership.service';

/** Adds a colleague: who is new is invited; who has an account is asked, and says so in the own account. */
@Injectable()
export class MemberAdding {
  constructor(
    private readonly memberships: MembershipService,
    private readonly invitations: Invitations,
    private readonly notices: Notices,
    private readonly database: Database,
    private readonly planned: PlannedChanges,
  ) {}

  /**
   * Invites somebody to an organisation. Nobody is taken from where they work by whoever knows their address.
   * @throws NotFound (outside the scope), OrganisationUnknown, FunctionUnknown
   */
  async add(actor: Actor, form: AddMemberForm): Promise<void> {
    const { organisationId, functions, email, givenName, familyName, from } = form;
    mayManage(actor, organisationId);
    const organisation = await this.database.first<{ name: string }>(
      'SELECT name FROM people.organisation WHERE id = $1 AND valid_to IS NULL',
      [organisationId],
    );
    if (!organisation) throw new OrganisationUnknown();
    const isLater = this.planned.isLater(from);
    await this.memberships.change(async (tx) => {
      const { personId, href } = await this.invitations.inviteWithLink(
        tx,
        { givenName, familyName, email, organisationId: isLater ? undefined : organisationId },
        actor,
      );
      if (href && isLater) {
        await mustBeFunctions(tx, functions);
        const plan = { kind: 'begin' as const, personId, organisationId, functions, onDay: from };
        return this.planned.plan(tx, actor, plan);
      }
      const [job] = await rows<{ id: string }>(
        tx,
        `SELECT id FROM people.membership
          WHERE person_id = $1 AND organisation_id = $2 AND valid_to IS NULL`,
        [personId, organisationId],
      );
      if (href && job) return this.memberships.setFunctionsIn(tx, actor, job.id, functions);
      // Once: who has an account is not flooded by whoever knows the address.
      if (!job)
        await this.notices.send(tx, personId, {
          kind: 'work-offered',
          dedupeKey: `work-offered:${personId}:${organisationId}`,
          params: { inviter: actor.name, organisation: organisation.name },
          path: '/account/werk',
        });
    });
  }
}
