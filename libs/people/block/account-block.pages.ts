import { Body, Controller, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { readForm, seeOther, t, tellOutcome } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { PEOPLE } from '../merge/merge-view';
import { ReasonRequest } from '../merge/merge.dto';
import { BlockService } from './account-block.service';

/** Blocking an account, and opening it again, from the page of the person. */
@ApiExcludeController()
@Controller('beheer/personen/:id')
@Allow('administrator')
export class BlockPages {
  constructor(private readonly service: BlockService) {}

  @Post('blokkeren')
  async block(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ReasonRequest, body);
    const path = `${PEOPLE.href}/${id}`;
    const { data } = form;
    if (!data) return seeOther(reply, path, t('people.block.reason-needed'), 'error');
    await this.tell(reply, path, 'people.block.blocked', () =>
      this.service.block(actor, id, data.reason),
    );
  }

  @Post('deblokkeren')
  async unblock(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.tell(reply, `${PEOPLE.href}/${id}`, 'people.block.unblocked', () =>
      this.service.unblock(actor, id),
    );
  }

  private async tell(
    reply: FastifyReply,
    path: string,
    done: string,
    command: () => Promise<void>,
  ): Promise<void> {
    await tellOutcome(reply, path, async () => {
      await command();
      return t(done);
    });
  }
}
