import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, NotAllowed } from '@academie/people';
import { isId, seeOther, t } from '@academie/platform';

import { DeliveryAccess } from './delivery-access';
import { DeliveryQueries } from './delivery.queries';
import { MENU } from './delivery-view';
import { MenuSettings } from './menu-settings.service';

const PAGE = '/menukaart/inhoud';
const OFF = 'niet';
const UNCOUNTED = 'zonder';

/** What is on the menukaart, for the team. */
@ApiExcludeController()
@Controller('menukaart/inhoud')
@Allow('theme_lead', 'administrator')
export class MenuSettingsPages {
  constructor(
    private readonly queries: DeliveryQueries,
    private readonly access: DeliveryAccess,
    private readonly settings: MenuSettings,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    if (!(await this.access.of(actor)).isTeam) throw new NotAllowed();
    const means = await this.queries.settings();
    const options = [
      { value: OFF, label: t('acts.delivery.off-menu') },
      { value: UNCOUNTED, label: t('acts.delivery.uncounted') },
      ...this.settings.subjects.map(({ code, name }) => ({
        value: code,
        label: t('acts.delivery.counts-as', { name }),
      })),
    ];
    reply.view('acts/delivery/menu-settings', {
      title: 'Inhoud menukaart',
      crumbs: [MENU, { label: 'Inhoud' }],
      action: PAGE,
      means: means.map(({ meansId, name, onMenu, subkind }) => ({
        ...{ name: `middel.${meansId}`, label: name, options },
        value: onMenu ? (subkind ?? UNCOUNTED) : OFF,
      })),
    });
  }

  @Post()
  async save(
    @CurrentActor() actor: Actor,
    @Body() body: Record<string, unknown> | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = new Set(this.settings.subjects.map(({ code }) => code));
    const items = Object.entries(body ?? {}).flatMap(([name, value]) => {
      const meansId = /^middel\.(.*)$/.exec(name)?.[1] ?? '';
      if (!isId(meansId) || typeof value !== 'string') return [];
      if (value === OFF) return { meansId, subkind: undefined };
      if (value === UNCOUNTED) return { meansId, subkind: null };
      return known.has(value) ? { meansId, subkind: value } : [];
    });
    await this.settings.save(actor, items);
    seeOther(reply, MENU.href, t('acts.delivery.menu-saved'));
  }
}
