import { randomInt } from 'node:crypto';

import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, emptyForm, isId, NotFound, PageQuery, t } from '@academie/platform';

import { VALUE } from '../counting/measure-names';
import { type EvidenceItem, EvidenceQueries } from '../evidence/evidence.queries';
import { RuleLabels } from '../rule/rule-labels';
import { tellingOptions } from '../value/ratio-counts';
import { FILE_TYPES } from '../signed-file/signature-in-file';
import { evidenceRows } from '../target/evidence-rows';
import { targetCrumbs } from '../value/target-labels';
import { TargetQueries, type TargetRow } from '../value/target.queries';
import { EvidenceFiles, keptTellings, momentText } from './evidence-files';
import { SampleQueries } from './sample.queries';

const USUAL = 25;
const MOST = 200;

/** What was asked of a sample. */
interface Asked {
  /** Of which number of the target. */
  measure: string;
  seed: string;
  size: number;
  at: Date;
}

/** Samples and files of evidence, for who checks a number. */
@ApiExcludeController()
@Controller('doelen/:id')
@Allow('theme_lead', 'administrator', 'auditor')
export class AuditingPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly samples: SampleQueries,
    private readonly evidence: EvidenceQueries,
    private readonly files: EvidenceFiles,
    private readonly labels: RuleLabels,
    private readonly clock: Clock,
  ) {}

  @Get('steekproef')
  async sample(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.find(id);
    const asked = this.asked(target, query);
    const drawn = asked && (await this.drawn(actor, target, asked));
    const address = asked && addressOf(asked);
    const names = new Set(keptTellings(target).map(({ measure }) => measure));
    const kept = tellingOptions(target).filter(({ value }) => names.has(value));
    reply.view('targets/auditing/sample', {
      title: t('targets.auditing.sample-of', { code: target.code }),
      crumbs: targetCrumbs(target, t('targets.auditing.sample')),
      target: { code: target.code, heading: target.title, href: `/doelen/${target.id}` },
      form: emptyForm({
        zaad: asked?.seed ?? String(randomInt(100_000, 1_000_000)),
        aantal: String(asked?.size ?? USUAL),
        telling: asked?.measure ?? VALUE,
      }).view,
      tellings: kept.length > 1 && kept,
      moment: asked?.at.toISOString() ?? '',
      drawn: drawn && {
        text: t('targets.auditing.drawn', {
          ...{ count: drawn.items.length, total: drawn.total, seed: asked.seed },
          moment: momentText(asked.at),
        }),
        columns: ['what', 'date', 'who-or-where', 'grade', 'quantity', 'origin'].map((key) => ({
          label: t(`targets.label.${key}`),
          numeric: key === 'quantity',
        })),
        rows: evidenceRows(target.id, drawn.items, (code) => this.labels.jobFunction(code)),
        href: `?${address}`,
        files: (['xlsx', 'csv'] as const).map((kind) => ({
          label: kind.toUpperCase(),
          href: `/doelen/${target.id}/steekproef.${kind}?${address}`,
        })),
      },
    });
  }

  @Get('steekproef.:kind')
  async sampleFile(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('kind') kind: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.find(id);
    const asked = this.asked(target, query);
    if (!asked || !isListKind(kind)) throw new NotFound();
    const { items, total } = await this.drawn(actor, target, asked);
    const about = t('targets.auditing.sample-about', {
      ...{ code: target.code, count: items.length, total, seed: asked.seed },
      moment: momentText(asked.at),
    });
    const name = `steekproef-${target.code.toLowerCase()}-${asked.seed}`;
    this.send(
      reply,
      kind,
      await this.files.file(target, [{ measure: asked.measure, items }], kind, { about, name }),
    );
  }

  @Get('bewijs.:kind')
  async evidenceFile(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('kind') kind: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.find(id);
    if (!isListKind(kind)) throw new NotFound();
    this.send(reply, kind, await this.files.all(actor, target, kind));
  }

  private send(
    reply: FastifyReply,
    kind: 'csv' | 'xlsx',
    { name, content }: { name: string; content: Buffer },
  ): void {
    void reply
      .type(FILE_TYPES[kind])
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(content);
  }

  private async drawn(
    actor: Actor,
    target: TargetRow,
    asked: Asked,
  ): Promise<{ items: EvidenceItem[]; total: number }> {
    const { ids, total } = await this.samples.draw(target.id, asked);
    const paging = Object.assign(new PageQuery(), { limit: MOST });
    const moment = { asOf: asked.at, knownAt: asked.at };
    const filter = { measure: asked.measure, ids };
    const { items } = await this.evidence.page(actor, target.id, filter, paging, moment);
    const byId = new Map(items.map((item) => [item.id, item]));
    return { items: ids.flatMap((one) => byId.get(one) ?? []), total };
  }

  /** Undefined before somebody asked; what is no seed, number or moment is not asked. */
  private asked(
    target: TargetRow,
    { zaad, aantal, moment, telling }: Record<string, unknown>,
  ): Asked | undefined {
    if (typeof zaad !== 'string' || !/^[A-Za-z0-9-]{1,40}$/.test(zaad)) return undefined;
    const size = typeof aantal === 'string' && /^\d{1,3}$/.test(aantal) ? Number(aantal) : USUAL;
    const given = typeof moment === 'string' && moment ? new Date(moment) : this.clock.now();
    const at = Number.isNaN(given.getTime()) ? this.clock.now() : given;
    const measure = keptTellings(target).find((one) => one.measure === telling)?.measure ?? VALUE;
    return { measure, seed: zaad, size: Math.min(Math.max(size, 1), MOST), at };
  }

  /** @throws NotFound */
  private async find(id: string): Promise<TargetRow> {
    const target = isId(id) ? await this.targets.row(id) : undefined;
    if (!target) throw new NotFound();
    return target;
  }
}

const addressOf = ({ measure, seed, size, at }: Asked): string =>
  new URLSearchParams({
    ...{ zaad: seed, aantal: String(size), moment: at.toISOString() },
    ...(measure !== VALUE && { telling: measure }),
  }).toString();

const isListKind = (kind: string): kind is 'csv' | 'xlsx' => kind === 'csv' || kind === 'xlsx';
