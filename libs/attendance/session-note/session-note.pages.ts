import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  type Form,
  mediumMoment,
  readForm,
  seeOther,
  shortDate,
  t,
} from '@academie/platform';

import { crumbsOf, headView, registerHref } from '../register/register-view';
import { SessionAccess } from '../register/session-access';
import { SessionNoteForm } from './session-note.dto';
import { SessionNoteQueries } from './session-note.queries';
import { SessionNoteService } from './session-note.service';

/** Notes that trainers of an offering leave for each other. */
@ApiExcludeController()
@Controller('lesgeven/sessies/:id/notities')
@Allow('trainer', 'theme_lead', 'administrator')
export class SessionNotePages {
  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly queries: SessionNoteQueries,
    private readonly notes: SessionNoteService,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, actor, id, emptyForm());
  }

  @Post()
  async write(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(SessionNoteForm, body);
    const done = await form.submit((note) => this.notes.write(actor, id, note));
    if (done) return seeOther(reply, homeOf(id), t('attendance.session-note.written'));
    void reply.status(422);
    await this.show(reply, actor, id, form);
  }

  @Post(':note/weghalen')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('note', ParseUUIDPipe) note: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.notes.remove(actor, id, note);
    seeOther(reply, homeOf(id), t('attendance.session-note.removed'));
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const notes = await this.queries.ofSessions([...new Set([...head.sessionIds, id])]);
    reply.view('attendance/session-note/session-notes', {
      title: t('attendance.session-note.title'),
      crumbs: crumbsOf(head, t('attendance.session-note.title')),
      head: headView(head),
      action: homeOf(id),
      form: form.view,
      notes: notes.map((note) => ({
        ...{ id: note.id, author: note.author, handsOver: note.handsOver },
        lines: note.body.split(/\r?\n/),
        dateTime: note.writtenAt.toISOString(),
        written: mediumMoment(note.writtenAt),
        session:
          note.sessionId === id
            ? undefined
            : t('attendance.session-note.at', { day: shortDate(note.startsAt) }),
        removeAction:
          note.authorId === actor.id || head.organises
            ? `${homeOf(note.sessionId)}/${note.id}/weghalen`
            : undefined,
      })),
    });
  }
}

const homeOf = (id: string): string => `${registerHref(id)}/notities`;
