import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { LOOK_AGAIN, localPathOrHome, t } from '@academie/platform';

import { Allow } from '../access/access.guard';
import { KEPT, KeptFormService, type SentForm } from '../access/kept-form.service';

/** What somebody had filled in when their session ended, to send it after all. */
@ApiExcludeController()
@Controller(KEPT)
@Allow('participant')
export class KeptFormPages {
  constructor(private readonly forms: KeptFormService) {}

  @Get(':id')
  async show(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await this.forms.find(request, id);
    if (!form) void reply.status(404);
    reply.view('people/sign-in/kept-form', {
      title: t(form ? 'people.kept-form.title' : 'people.kept-form.gone'),
      form: form && { action: localPathOrHome(form.path), ...fieldsView(form) },
    });
  }
}

function fieldsView({ fields }: SentForm): {
  fields: object[];
  typed: string[];
  lookAgain: string;
} {
  const sent = Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value) => ({ name, value })),
  );
  // A choice is sent as a word or an id of ours; what people type has a space in it.
  const typed = sent.map(({ value }) => value).filter((value) => /\S\s+\S/.test(value));
  return { fields: sent, typed, lookAgain: LOOK_AGAIN };
}
