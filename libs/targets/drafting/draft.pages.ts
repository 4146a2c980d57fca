import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { TagService } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor, FunctionService } from '@academie/people';
import {
  emptyForm,
  type Form,
  isId,
  NotFound,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import { BeginDraftForm, DraftVersionForm, ReturnDraftForm } from './draft.dto';
import { type DraftDocument, TEXTS } from './draft-document';
import { DRAFT_FIELDS } from './draft-fields';
import { DRAFTS } from './draft-links';
import { draftRow, toCheckView } from './draft-list-view';
import { DraftPageView } from './draft-page-view';
import { changeList, isRecord, readTree, textIn, textsIn, type Tree } from './draft-tree';
import { DraftQueries, type DraftRow } from './draft.queries';
import { DraftService } from './draft.service';
import { isClosedStatus } from '../plan/plan';
import { RuleWords } from '../rule/rule-words';
import { TargetQueries } from '../value/target.queries';
import { TargetService } from '../value/target.service';

/** Composing targets, proposing them, and adopting them in the plan. */
@ApiExcludeController()
@Controller('doelen/voorstellen')
@Allow('theme_lead', 'administrator')
export class DraftPages {
  constructor(
    private readonly service: DraftService,
    private readonly drafts: DraftQueries,
    private readonly page: DraftPageView,
    private readonly targets: TargetQueries,
    private readonly targetService: TargetService,
    private readonly tags: TagService,
    private readonly functions: FunctionService,
    private readonly words: RuleWords,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { jaar: year, doel: code } = query;
    await this.showList(actor, reply, emptyForm({ year, code }));
  }

  @Post()
  async begin(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(BeginDraftForm, body);
    const id = await form.submit(({ year, code }) =>
      this.service.begin(actor, year, code || undefined),
    );
    if (id) return seeOther(reply, `${DRAFTS}/${id}`);
    void reply.status(422);
    await this.showList(actor, reply, form);
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = await this.find(actor, id);
    await this.showDraft(actor, reply, draft, {
      // Who decides sees at once what it would count.
      preview: query.voorbeeld === 'ja' || (draft.state === 'proposed' && actor.isAdministrator),
      part: textIn(query, 'deel'),
    });
  }

  /** Keeps what was filled in, and then does what the button says. */
  @Post(':id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = await this.find(actor, id);
    const given = isRecord(body) ? body : {};
    const document = documentIn(given, draft.document);
    const action = textIn(given, 'do');
    const form = await readForm(DraftVersionForm, body);
    const typed = { newTag: textIn(given, 'newTag'), newFunction: textIn(given, 'newFunction') };
    const path = action.includes(':') ? action.slice(action.indexOf(':') + 1) : '';
    if (action.startsWith('add:')) changeList(document as unknown as Tree, path, 'add');
    if (action.startsWith('remove:')) changeList(document as unknown as Tree, path, 'remove');
    const saved = await form.submit(async ({ version }) => {
      await this.service.save(actor, id, version, document);
      return version + 1;
    });
    if (saved === undefined)
      return this.refuse(actor, reply, draft, form, { document, typed, part: path });
    const now = { ...draft, version: saved, document };
    try {
      await this.carryOut(actor, now, action, typed);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      void reply.status(422);
      const field = errorField(action, error);
      const errors = { [field]: refusalText(error) };
      return this.showDraft(actor, reply, now, { preview: action === 'propose', errors, typed });
    }
    const [query, place] = whereTo(action, path);
    if (action === 'propose') return seeOther(reply, DRAFTS, t('targets.draft.proposed'));
    seeOther(
      reply,
      `${DRAFTS}/${id}${query}${place}`,
      action === 'save' ? t('targets.draft.saved') : undefined,
    );
  }

  @Post(':id/overnemen')
  @Allow('administrator')
  async adopt(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = await this.find(actor, id);
    const form = await readForm(DraftVersionForm, body);
    const year = await form.submit(({ version }) => this.service.adopt(actor, id, version));
    if (year === undefined) return this.refuse(actor, reply, draft, form, {});
    seeOther(reply, `/doelen?jaar=${year}`, t('targets.draft.adopted'));
  }

  @Post(':id/terug')
  @Allow('administrator')
  async return(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = await this.find(actor, id);
    const form = await readForm(ReturnDraftForm, body);
    const done = await form.submit(async ({ version, remark }) => {
      await this.service.return(actor, id, version, remark);
      return true;
    });
    const remark = textIn(form.values, 'remark');
    if (!done) return this.refuse(actor, reply, draft, form, { typed: { remark } });
    seeOther(reply, DRAFTS, t('targets.draft.returned'));
  }

  @Post(':id/weg')
  async drop(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = await this.find(actor, id);
    const form = await readForm(DraftVersionForm, body);
    const done = await form.submit(async ({ version }) => {
      await this.service.drop(actor, id, version);
      return true;
    });
    if (!done) return this.refuse(actor, reply, draft, form, {});
    seeOther(reply, DRAFTS, t('targets.draft.dropped'));
  }

  private async carryOut(
    actor: Actor,
    draft: DraftRow,
    action: string,
    { newTag, newFunction }: { newTag: string; newFunction: string },
  ): Promise<void> {
    if (action === 'tag' && newTag) await this.tags.add(actor, newTag.slice(0, 80));
    if (action === 'function' && newFunction)
      await this.functions.add(actor, newFunction.slice(0, 80));
    if (action === 'tag' || action === 'function') await this.words.read();
    if (action === 'propose') await this.service.propose(actor, draft.id, draft.version);
  }

  private refuse(
    actor: Actor,
    reply: FastifyReply,
    draft: DraftRow,
    form: Form<object>,
    more: Partial<Shown>,
  ): Promise<void> {
    void reply.status(422);
    return this.showDraft(actor, reply, draft, { ...more, errors: { ...form.errors } });
  }

  private async showDraft(
    actor: Actor,
    reply: FastifyReply,
    draft: DraftRow,
    { document = draft.document, errors = {}, preview = false, part = '', typed }: Partial<Shown>,
  ): Promise<void> {
    const view = await this.page.view(actor, {
      ...{ draft, document, errors, preview, part },
      ...(typed && { typed }),
    });
    reply.view('targets/drafting/draft', view);
  }

  private async showList(actor: Actor, reply: FastifyReply, form: Form<object>): Promise<void> {
    const [alive, plans] = await Promise.all([this.drafts.alive(actor), this.targets.plans()]);
    const open = plans.filter(({ status }) => !isClosedStatus(status));
    const { values } = form;
    const year = Number(values.year) || open[0]?.year;
    const targets = year ? await this.targets.ofYear(year) : [];
    const own = targets.filter(({ owners }) => this.targetService.decides(actor, owners));
    reply.view('targets/drafting/drafts', {
      title: t('targets.draft.list'),
      crumbs: [
        { href: '/doelen', label: t('targets.label.targets') },
        { label: t('targets.draft.list') },
      ],
      drafts: alive.map((draft) => draftRow(draft)),
      form: form.view,
      isAdministrator: actor.isAdministrator,
      years: open.map((plan) => ({
        value: String(plan.year),
        label: String(plan.year),
        selected: plan.year === year,
      })),
      year,
      targets: own.map(({ code, title }) => ({
        value: code,
        label: `${code} ${title}`,
        selected: code === values.code,
      })),
      toCheck: toCheckView(own),
    });
  }

  /** @throws NotFound */
  private async find(actor: Actor, id: string): Promise<DraftRow> {
    if (!isId(id)) throw new NotFound();
    return this.service.draft(actor, id);
  }
}

interface Shown {
  document: DraftDocument;
  errors: Record<string, string>;
  preview: boolean;
  part: string;
  typed: { newTag?: string; newFunction?: string; remark?: string };
}

function documentIn(body: Record<string, unknown>, before: DraftDocument): DraftDocument {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, textIn(body, name)]));
  const { rule, measures, readings } = readTree(body, DRAFT_FIELDS);
  return {
    ...before,
    ...texts,
    owners: textsIn(body, 'owners'),
    checked: textIn(body, 'checked') !== '',
    rule: (rule as Tree | undefined) ?? {},
    measures: (measures as Tree[] | undefined) ?? [],
    readings: (readings as Tree[] | undefined) ?? [],
  };
}

/** Where the reader goes on after a button: the address, and the place on the page. */
function whereTo(action: string, path: string): [query: string, place: string] {
  if (action === 'preview') return ['?voorbeeld=ja', '#voorbeeld'];
  if (path !== '') {
    // Of an entry that is gone the list stays open.
    const part = action.startsWith('remove:') ? path.replace(/\.\d+$/, '') : path;
    return [`?deel=${encodeURIComponent(part)}`, `#${part.replaceAll('.', '-')}`];
  }
  return action === 'tag' || action === 'function' ? ['?deel=newTag', '#nieuw'] : ['', ''];
}

function errorField(action: string, error: Refusal): string {
  if (action === 'tag') return 'newTag';
  if (action === 'function') return 'newFunction';
  return error.field ?? '';
}
