import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  type Form,
  isId,
  NotFound,
  readForm,
  seeOther,
  t,
  Trimmed,
} from '@academie/platform';

import { targetCrumbs, valueText } from '../value/target-labels';
import { TargetQueries, type TargetView } from '../value/target.queries';
import { TargetService } from '../value/target.service';
import { NotAnOwner } from '../targets.errors';
import { choosable } from '../plan/apply-reading';
import { ReadingService } from './reading.service';

class ReadingForm {
  @IsString()
  @MaxLength(1000)
  reads!: string;

  /** Dutch. */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** A theme lead says how a doubtful word of the plan is read, and why. */
@ApiExcludeController()
@Controller('doelen/:id/lezing')
@Allow('theme_lead', 'administrator')
export class ReadingPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly service: TargetService,
    private readonly readings: ReadingService,
  ) {}

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query('woord') word: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.own(actor, id);
    const { reads, reason = '' } = readingOf(target, word);
    this.show(reply, target, word, emptyForm({ reads, reason }));
  }

  @Post()
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query('woord') word: unknown,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.own(actor, id);
    const reading = readingOf(target, word);
    const form = await readForm(ReadingForm, body);
    const done = await form.submit(async ({ reads, reason }) => {
      await this.readings.choose(actor, target, { word: reading.word, reads, reason });
      return true;
    });
    if (done) return seeOther(reply, `/doelen/${id}`, t('targets.reading.saved'));
    void reply.status(422);
    this.show(reply, target, word, form);
  }

  private show(reply: FastifyReply, target: TargetView, asked: unknown, form: Form<object>): void {
    const { word, options } = readingOf(target, asked);
    reply.view('targets/reading/reading', {
      title: t('targets.reading.title', { word, code: target.code }),
      crumbs: targetCrumbs(target, t('targets.reading.name')),
      code: target.code,
      sentence: target.sentence,
      now: valueText(target),
      options: options.map(({ reads }) => ({ value: reads, label: reads })),
      action: `/doelen/${target.id}/lezing?woord=${encodeURIComponent(word)}`,
      backHref: `/doelen/${target.id}`,
      form: form.view,
    });
  }

  /** @throws NotFound, NotAnOwner */
  private async own(actor: Actor, id: string): Promise<TargetView> {
    const target = isId(id) ? await this.targets.find(id) : undefined;
    if (!target) throw new NotFound();
    if (!this.service.decides(actor, target.owners)) throw new NotAnOwner();
    return target;
  }
}

/** The reading of this word, or the first that can be chosen. @throws NotFound */
function readingOf({ readings }: TargetView, word: unknown) {
  const all = choosable(readings);
  const found = word === undefined ? all[0] : all.find((one) => one.word === word);
  if (!found) throw new NotFound();
  return found;
}
