import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { dateRangeText } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, emptyForm, type Form, NotFound, readForm, seeOther, t } from '@academie/platform';

import { NobodyHasThatAddress } from '../place/enrolment.errors';
import { type ActingAs, EnrolmentAccess } from '../place/enrolment-access';
import { EnrolmentQueries, type EnrolmentRow } from '../place/enrolment.queries';
import { canReplace } from '../mine/my-enrolments-view';
import { OrganisationQueries } from '../organisation/organisation.queries';
import { ParticipantsQueries } from '../participants/participants.queries';
import { ReplaceForm } from './replacement.dto';
import { ReplacementService } from './replacement.service';

interface Question {
  row: EnrolmentRow;
  personName: string;
  by: Exclude<ActingAs, 'self'>;
}

/** One person's seat goes to a colleague. */
@ApiExcludeController()
@Controller('inschrijvingen/:id/vervangen')
@Allow('coordinator', 'theme_lead', 'administrator')
export class ReplacementPages {
  constructor(
    private readonly replacements: ReplacementService,
    private readonly queries: EnrolmentQueries,
    private readonly access: EnrolmentAccess,
    private readonly organisation: OrganisationQueries,
    private readonly participants: ParticipantsQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const question = await this.question(actor, id);
    if (!canReplace(question.row, this.clock.now()))
      return seeOther(reply, backOf(question), t('enrolment.replacement.too-late'), 'info');
    await this.show(reply, actor, question, emptyForm());
  }

  @Post()
  async replace(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const question = await this.question(actor, id);
    const form = await readForm(ReplaceForm, body);
    const done = await form.submit(async ({ personId, email, reason }) => {
      const successor = email ? await this.byAddress(question, email) : (personId ?? '');
      const { id: enrolmentId } = await this.replacements.replace(
        actor,
        id,
        successor,
        reason || undefined,
      );
      return { enrolmentId, name: await this.queries.personName(successor) };
    });
    if (done)
      return seeOther(
        reply,
        backOf(question),
        t('enrolment.replacement.done', { name: done.name, person: question.personName }),
      );
    void reply.status(422);
    await this.show(reply, actor, question, form);
  }

  // Only an organiser types an address; the person who coordinates learns nothing about who has one.
  private async byAddress({ by }: Question, email: string): Promise<string> {
    const found = by === 'organiser' && (await this.participants.personByEmail(email));
    if (!found) throw new NobodyHasThatAddress();
    return found;
  }

  private async question(actor: Actor, id: string): Promise<Question> {
    const row = await this.queries.one(actor, id);
    const by = await this.access.actingAs(actor, row.offeringId, row.personId);
    if (!by || by === 'self') throw new NotFound();
    return { row, personName: await this.queries.personName(row.personId), by };
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    question: Question,
    form: Form<object>,
  ): Promise<void> {
    const { row, by, personName } = question;
    const candidates =
      by === 'coordinator' ? await this.organisation.candidates(actor, row.offeringId) : [];
    reply.view('enrolment/replacement/replace', {
      title: t('enrolment.replacement.title'),
      crumbs: [
        { href: backOf(question), label: by === 'coordinator' ? personName : 'Deelnemers' },
        { label: 'Vervangen' },
      ],
      courseTitle: row.courseTitle,
      when: row.startsAt && row.endsAt ? dateRangeText(row.startsAt, row.endsAt) : undefined,
      person: personName,
      byAddress: by === 'organiser',
      colleagues: candidates
        .filter(({ id }) => id !== row.personId)
        .map(({ id, givenName, familyName, organisationName }) => ({
          value: id,
          label: `${familyName}, ${givenName} (${organisationName})`,
        })),
      action: `/inschrijvingen/${row.id}/vervangen`,
      backHref: backOf(question),
      form: form.view,
    });
  }
}

const backOf = ({ row, by }: Question): string =>
  by === 'coordinator'
    ? `/organisatie/personen/${row.personId}`
    : `/beheer/uitvoeringen/${row.offeringId}/deelnemers`;
