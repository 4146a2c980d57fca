import { Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ChangedMeanwhile,
  DiskUpload,
  emptyForm,
  expandNames,
  type Form,
  NotFound,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import type { Block } from '../block/block';
import { type BlockKind, bodyClass, isBlockKind, readBody } from '../block/block-kinds';
import { ContentQueries, type LessonRow } from '../content/content.queries';
import { DraftQueries } from '../draft/draft.queries';
import { LessonEditService, seenOf } from '../draft/lesson-edit.service';
import { newPlace, TypedForms, type TypedRow } from '../draft/typed-forms';
import { LARGEST, type MaterialKind, MaterialService } from '../material/material.service';
import { blockValues, withoutEmptyRows } from './block-form';
import { BLOCK_FORM } from './block-form-size';
import { blockFormView } from './block-form-view';
import { blockHref, editHref } from './editor-addresses';
import { seenIn } from './seen';

interface Opened {
  course: { id: string; title: string };
  lesson: LessonRow;
}

/** Blocks of a lesson: a form for each kind, and the buttons beside them. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen/les/:key/blokken')
@Allow('theme_lead', 'administrator')
export class BlockPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: DraftQueries,
    private readonly content: ContentQueries,
    private readonly edit: LessonEditService,
    private readonly materials: MaterialService,
    private readonly typed: TypedForms,
  ) {}

  @Get('nieuw')
  async new(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Query('soort') kind: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isBlockKind(kind)) throw new NotFound();
    const opened = await this.open(actor, courseId, key);
    const typed = await this.typedAt(actor, opened.lesson, newPlace(kind));
    const form = typed ? typedForm(kind, typed) : emptyForm();
    this.page(reply, opened, kind, form, { action: newHref(courseId, key, kind), typed });
  }

  @Post('nieuw')
  @DiskUpload(LARGEST, { form: BLOCK_FORM })
  async add(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Query('soort') kind: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isBlockKind(kind)) throw new NotFound();
    const opened = await this.open(actor, courseId, key);
    const form = await this.read(actor, courseId, kind, request);
    const id = await form.submit((data) =>
      this.edit.addBlock(actor, courseId, key, { kind, body: plain(data) }),
    );
    if (id) return seeOther(reply, `${editHref(courseId, key)}#blok-${id}`);
    void reply.status(422);
    this.page(reply, opened, kind, form, { action: newHref(courseId, key, kind) });
  }

  @Get(':block')
  async show(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('block', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.open(actor, courseId, key);
    const block = blockOf(opened.lesson, id);
    const typed = await this.typedAt(actor, opened.lesson, id);
    const form = typed
      ? typedForm(block.kind, typed)
      : emptyForm(blockValues(block.kind, block.body));
    const seen = seenOf(block.body);
    // What was typed before somebody else saved is shown beside what that person made of it.
    const theirs = typed && typed.seen !== seen ? block : undefined;
    this.page(reply, opened, block.kind, form, {
      action: blockHref(courseId, key, id),
      seen,
      typed,
      theirs,
    });
  }

  @Post(':block')
  @DiskUpload(LARGEST, { form: BLOCK_FORM })
  async change(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('block', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { kind } = blockOf((await this.open(actor, courseId, key)).lesson, id);
    const form = await this.read(actor, courseId, kind, request);
    const action = blockHref(courseId, key, id);
    let seen = seenIn(request.body);
    let theirs: Block | undefined;
    try {
      const done = await form.submit(async (data) => {
        await this.edit.changeBlock(actor, courseId, key, { id, seen, body: plain(data) });
        return true;
      });
      if (done) return seeOther(reply, `${editHref(courseId, key)}#blok-${id}`);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      theirs = blockOf((await this.open(actor, courseId, key)).lesson, id);
      form.errors[''] = t('elearning.editor.overtaken');
      seen = seenOf(theirs.body);
    }
    void reply.status(422);
    this.page(reply, await this.open(actor, courseId, key), kind, form, { action, seen, theirs });
  }

  /** Leaves out what was typed and not saved. */
  @Post(':block/vergeten')
  async forget(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('block') place: string,
    @Query('soort') kind: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { lesson } = await this.open(actor, courseId, key);
    const isNew = place === 'nieuw' && isBlockKind(kind);
    await this.typed.forget(actor, lesson, isNew ? newPlace(kind) : place);
    seeOther(reply, editHref(courseId, key), t('elearning.editor.forgotten'));
  }

  @Post(':block/omhoog')
  async up(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('block', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.edit.moveBlock(actor, courseId, key, id, 'up');
    seeOther(reply, `${editHref(courseId, key)}#blok-${id}`);
  }

  @Post(':block/omlaag')
  async down(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('block', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.edit.moveBlock(actor, courseId, key, id, 'down');
    seeOther(reply, `${editHref(courseId, key)}#blok-${id}`);
  }

  @Post(':block/kopie')
  async copy(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('block', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.edit.copyBlock(actor, courseId, key, id);
    seeOther(reply, `${editHref(courseId, key)}#blok-${id}`, t('elearning.editor.copied'));
  }

  @Post(':block/verwijderen')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('block', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.edit.removeBlock(actor, courseId, key, id);
    seeOther(reply, editHref(courseId, key), t('elearning.editor.removed'));
  }

  /** The form of a block, with the files that came along, and with what its class cannot see. */
  private async read(
    actor: Actor,
    courseId: string,
    kind: BlockKind,
    { body, diskUploads = {} }: FastifyRequest,
  ): Promise<Form<object>> {
    const fields = withoutEmptyRows(body);
    const refused: Record<string, string> = {};
    for (const { field, upload, wanted } of filesOf(kind)) {
      const file = diskUploads[upload];
      if (!file) continue;
      try {
        fields[field] = await this.materials.add(actor, courseId, wanted, file);
      } catch (error) {
        if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error;
        refused[field] = refusalText(error);
      }
    }
    const form = await readForm(bodyClass(kind), fields);
    if (form.data)
      for (const { field, code } of readBody(kind, plain(form.data)).problems)
        form.errors[field] = t(code.replace('.', '.refusal.'));
    if (form.errors.fileId) form.errors.fileId = t('elearning.refusal.no-file');
    Object.assign(form.errors, refused);
    return form;
  }

  private async open(actor: Actor, courseId: string, key: string): Promise<Opened> {
    const course = await this.courses.course(actor, courseId);
    const draft = await this.queries.draft(courseId);
    return { course, lesson: await this.content.lesson(draft.id, key) };
  }

  private async typedAt(
    actor: Actor,
    { versionId, key }: LessonRow,
    place: string,
  ): Promise<TypedRow | undefined> {
    const typed = await this.typed.ofLesson(actor, versionId, key);
    return typed.find((one) => one.place === place);
  }

  private page(
    reply: FastifyReply,
    opened: Opened,
    kind: BlockKind,
    form: Form<object>,
    around: {
      action: string;
      seen?: string;
      theirs?: Block | undefined;
      typed?: TypedRow | undefined;
    },
  ): void {
    reply.view('elearning/editor/block-form', blockFormView({ ...opened, kind, form, ...around }));
  }
}

const newHref = (courseId: string, key: string, kind: BlockKind): string =>
  `${editHref(courseId, key)}/blokken/nieuw?soort=${kind}`;

function blockOf({ blocks }: LessonRow, id: string): Block {
  const block = blocks.find((one) => one.id === id);
  if (!block) throw new NotFound();
  return block;
}

/** The form of a block as somebody left it. */
const typedForm = (kind: BlockKind, { fields }: TypedRow): Form<object> =>
  emptyForm(expandNames(bodyClass(kind), withoutEmptyRows(fields)));

const plain = (data: object): Record<string, unknown> =>
  JSON.parse(JSON.stringify(data)) as Record<string, unknown>;

/** Which files the form of a block brings: their field in the body and in the form, and what they must be. */
function filesOf(kind: BlockKind): { field: string; upload: string; wanted: MaterialKind }[] {
  const main = { field: 'fileId', upload: 'upload' };
  if (kind === 'picture' || kind === 'file') return [{ ...main, wanted: kind }];
  if (kind !== 'video') return [];
  return [
    { ...main, wanted: 'video' },
    { field: 'captionsId', upload: 'captions', wanted: 'captions' },
  ];
}
