import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ChangedMeanwhile, LargeForm, NotFound, readForm } from '@academie/platform';

import { type BlockKind, bodyClass, isBlockKind, readBody } from '../block/block-kinds';
import { ContentQueries, type LessonRow } from '../content/content.queries';
import { DraftQueries } from '../draft/draft.queries';
import { headOf, LessonEditService, seenOf } from '../draft/lesson-edit.service';
import { newPlace, TypedForms } from '../draft/typed-forms';
import { withoutEmptyRows } from '../editor/block-form';
import { BLOCK_FORM } from '../editor/block-form-size';
import { LessonForm } from '../editor/editor.dto';
import { headFrom } from '../editor/lesson-form-view';
import { seenIn } from '../editor/seen';

/**
 * What became of what was typed: `saved` in the draft; `kept` for its author alone, because it is new or not
 * finished; `overtaken` by somebody else, and kept.
 */
export interface Autosaved {
  state: 'saved' | 'kept' | 'overtaken';
  /** What the form has seen from now on. */
  seen?: string;
}

/** Keeps what an author types, while it is typed. The form is sent as it is, without its files. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen/les/:key')
@Allow('theme_lead', 'administrator')
export class AutosavePages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: DraftQueries,
    private readonly content: ContentQueries,
    private readonly edit: LessonEditService,
    private readonly typed: TypedForms,
  ) {}

  @Post('bewaren')
  @HttpCode(200)
  async lesson(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Body() body: unknown,
  ): Promise<Autosaved> {
    const { test } = await this.open(actor, courseId, key);
    const { data } = await readForm(LessonForm, body);
    if (!data) return { state: 'kept' };
    const head = headFrom(data, test !== null);
    try {
      await this.edit.changeHead(actor, courseId, key, { seen: seenIn(body), head });
    } catch (error) {
      if (error instanceof ChangedMeanwhile) return { state: 'overtaken' };
      throw error;
    }
    return { state: 'saved', seen: seenOf(headOf(head)) };
  }

  @Post('blokken/nieuw/bewaren')
  @HttpCode(200)
  @LargeForm(BLOCK_FORM)
  async newBlock(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Query('soort') kind: unknown,
    @Body() body: unknown,
  ): Promise<Autosaved> {
    if (!isBlockKind(kind)) throw new NotFound();
    const lesson = await this.open(actor, courseId, key);
    const fields = fieldsOf(body);
    await this.typed.keep(actor, lesson, { place: newPlace(kind), fields, seen: '' });
    return { state: 'kept' };
  }

  @Post('blokken/:block/bewaren')
  @HttpCode(200)
  @LargeForm(BLOCK_FORM)
  async block(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('block', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<Autosaved> {
    const lesson = await this.open(actor, courseId, key);
    const block = lesson.blocks.find((one) => one.id === id);
    if (!block) throw new NotFound();
    const seen = seenIn(body);
    const read = await bodyOf(block.kind, body);
    if (read) {
      try {
        await this.edit.changeBlock(actor, courseId, key, { id, seen, body: read });
        return { state: 'saved', seen: seenOf(read) };
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
      }
    }
    await this.typed.keep(actor, lesson, { place: id, fields: fieldsOf(body), seen });
    return { state: read ? 'overtaken' : 'kept' };
  }

  private async open(actor: Actor, courseId: string, key: string): Promise<LessonRow> {
    await this.courses.course(actor, courseId);
    const draft = await this.queries.draft(courseId);
    return this.content.lesson(draft.id, key);
  }
}

/** The body that the form makes; undefined while it is not finished. */
async function bodyOf(
  kind: BlockKind,
  sent: unknown,
): Promise<Record<string, unknown> | undefined> {
  const { data } = await readForm<object>(bodyClass(kind), withoutEmptyRows(sent));
  if (!data) return undefined;
  const body = JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
  return readBody(kind, body).problems.length === 0 ? body : undefined;
}

/** What was typed, by the names of the fields; of anything that is no text nothing. */
function fieldsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) =>
        typeof value === 'string' && !value.includes('\0') && !['_csrf', 'seen'].includes(name),
    ) as [string, string][],
  );
}
