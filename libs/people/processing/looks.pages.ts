import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { longDate, Retention, t, timeOf } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { type LookRow, LOOKS, ProcessingLog } from './processing-log';

/** Who looked at one's own record. */
@ApiExcludeController()
@Controller('account/inzage')
@Allow('participant')
export class LooksPages {
  constructor(
    private readonly log: ProcessingLog,
    private readonly retention: Retention,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const [looks, kept] = await Promise.all([this.log.looks(actor.id), this.retention.all()]);
    const days = kept.find(({ kind }) => kind === LOOKS)?.period;
    reply.view('people/processing/looks', {
      title: t('people.looks.title'),
      crumbs: [
        { href: '/account', label: t('people.menu.account.label') },
        { label: t('people.looks.title') },
      ],
      period: t('people.looks.days', { count: days }),
      columns: ['when', 'who', 'what'].map((column) => ({ label: t(`people.looks.${column}`) })),
      rows: looks.map(rowOf),
    });
  }
}

const rowOf = ({ startedAt, actor, organisation, name, activity }: LookRow): object => ({
  cells: [
    { text: `${longDate(startedAt)}, ${timeOf(startedAt).replace(':', '.')}` },
    { text: [actor, organisation].filter(Boolean).join(', '), label: t('people.looks.who') },
    {
      text: `${t(`people.looks.did.${name.replace('.', '-')}`)}, ${t(`people.looks.for.${activity}`)}`,
      label: t('people.looks.what'),
    },
  ],
});
