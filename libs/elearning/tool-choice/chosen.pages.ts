import { Body, Controller, Logger, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { FromElsewhere } from '@academie/people';
import { LimitByAddress, Public } from '@academie/platform';

import { chosenHref } from '../editor/editor-addresses';
import { ToolChoiceService } from './tool-choice.service';

const PER_MINUTE = 120;

/** Where a tool sends the browser of an author with what was chosen. What it says is signed; who asks is nobody. */
@ApiExcludeController()
@Controller('leerprogramma/gekozen')
@Public()
export class ChosenPages {
  private readonly log = new Logger('tool');

  constructor(private readonly choices: ToolChoiceService) {}

  @Post()
  @FromElsewhere()
  @LimitByAddress(PER_MINUTE)
  async receive(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const token = (body as { JWT?: unknown } | null | undefined)?.JWT;
    try {
      const { id, courseId } = await this.choices.receive(token);
      void reply.redirect(chosenHref(courseId, id), 303);
    } catch (error) {
      const { cause } = error as Error;
      if (cause instanceof Error) this.log.warn(`what was chosen: ${cause.message}`);
      throw error;
    }
  }
}
