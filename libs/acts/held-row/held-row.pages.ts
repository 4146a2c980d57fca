import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, NotAllowed } from '@academie/people';
import { emptyForm, type Form, isId, NotFound, readForm, seeOther, t } from '@academie/platform';

import { ActAccess } from '../kind/act-access';
import { ActKinds } from '../kind/act-kinds';
import { Organisations } from '../kind/organisation-lookup';
import { HeldRowForm } from './held-row.dto';
import { HeldRowQueries } from './held-row.queries';
import { HeldRowService } from './held-row.service';
import { heldRowView } from './held-row-view';

const HOME = '/registraties/vragen';
const SHOWN = 50;

/** Rows of lists that look like what counts already: a theme lead says which are another thing. */
@ApiExcludeController()
@Controller('registraties/vragen')
@Allow('theme_lead', 'administrator', 'auditor')
export class HeldRowPages {
  constructor(
    private readonly queries: HeldRowQueries,
    private readonly service: HeldRowService,
    private readonly access: ActAccess,
    private readonly kinds: ActKinds,
    private readonly organisations: Organisations,
  ) {}

  @Get()
  list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    return this.page(actor, reply, emptyForm());
  }

  @Post(':heldId')
  @Allow('theme_lead', 'administrator')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('heldId') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kind = this.kinds.get((isId(id) && (await this.queries.kindOf(id))) || '');
    if (!kind) throw new NotFound();
    if (!(await this.access.of(actor)).decides(kind)) throw new NotAllowed();
    const form = await readForm(HeldRowForm, body);
    const done = await form.submit(async ({ answer }) => {
      await this.service.answer(actor, id, answer === 'andere');
      return answer;
    });
    if (done)
      return seeOther(reply, HOME, t(`acts.held.said-${done === 'andere' ? 'other' : 'same'}`));
    void reply.status(422);
    await this.page(actor, reply, form);
  }

  private async page(actor: Actor, reply: FastifyReply, form: Form<object>): Promise<void> {
    const scope = await this.access.of(actor);
    const [open, count, organisations] = await Promise.all([
      this.queries.open(scope, SHOWN),
      this.queries.count(scope),
      this.organisations.all(),
    ]);
    reply.view('acts/held-row/held-rows', {
      title: t('acts.held.title'),
      crumbs: [{ href: '/registraties', label: 'Registraties' }, { label: t('acts.held.title') }],
      rows: open.map((row) => heldRowView(row, this.kinds.get(row.kind), organisations, scope)),
      more: count > open.length ? t('acts.held.more', { count: count - open.length }) : undefined,
      form: form.view,
    });
  }
}
