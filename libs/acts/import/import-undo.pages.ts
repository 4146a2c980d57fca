import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, readForm, seeOther, t } from '@academie/platform';

import { known } from '../act-pages/act-form.pages';
import { UNDO_REASONS, type UndoReason } from '../act/import.entity';
import { ImportNotUndoable } from '../acts.errors';
import { ImportUndoService } from '../import-undo/import-undo.service';
import { undoView } from './import-undo-view';
import { IMPORTERS } from './import.pages';
import { ImportQueries, isWorking } from './import.queries';

/** Why the list is taken back. */
class UndoForm {
  @IsIn(UNDO_REASONS)
  reason!: UndoReason;
}

/** Taking back a list that was read in: first what that does, then the question why. */
@ApiExcludeController()
@Controller('registraties/importen/:id/ongedaan')
@Allow(...IMPORTERS)
export class ImportUndoPages {
  constructor(
    private readonly queries: ImportQueries,
    private readonly undoing: ImportUndoService,
  ) {}

  @Get()
  async askUndo(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showUndo(reply, actor, known(id), emptyForm());
  }

  @Post()
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const path = `/registraties/importen/${known(id)}`;
    const form = await readForm(UndoForm, body);
    const ended = await form.submit(async ({ reason }) => {
      try {
        await this.undoing.undo(actor, id, reason);
        return 'done';
      } catch (error) {
        // A second press of the button: the page says how it ended.
        if (!(error instanceof ImportNotUndoable)) throw error;
        return 'before';
      }
    });
    if (!ended) return this.showUndo(reply, actor, id, form);
    const isDone = ended === 'done' && !isWorking(await this.queries.one(actor, id));
    seeOther(reply, path, isDone ? t('acts.undo.done') : undefined);
  }

  private async showUndo(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const found = await this.queries.one(actor, id);
    let preview;
    try {
      preview = await this.undoing.preview(actor, id);
    } catch (error) {
      if (!(error instanceof ImportNotUndoable)) throw error;
      return seeOther(reply, `/registraties/importen/${id}`);
    }
    if (form.failed) void reply.status(422);
    reply.view('acts/import/import-undo', undoView(found, preview, form));
  }
}
