import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { dateRangeText } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import { dutchCsv, sendTable, t, trimmedText } from '@academie/platform';

import { FEWEST_ANSWERS, SCORES } from './evaluation-questions';
import { addedRows, addedView } from './added-view';
import { answerBars, answerLegend, grade } from './evaluation-trend-view';
import {
  type EvaluatedRow,
  EvaluationQueries,
  type EvaluationResults,
  type QuestionResult,
} from './evaluation.queries';

const LIST = '/lesgeven/evaluaties';
const PAGE = 25;
const CRUMBS = [{ href: '/lesgeven', label: 'Lesgeven' }];

/** What people thought of what somebody gives or organises. */
@ApiExcludeController()
@Controller('lesgeven/evaluaties')
@Allow('trainer', 'theme_lead', 'administrator')
export class EvaluationResultsPages {
  constructor(private readonly queries: EvaluationQueries) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'results',
    href: '/lesgeven/evaluaties',
    text: 'attendance.menu.evaluations',
    roles: ['theme_lead', 'administrator'],
    position: 46,
  })
  async list(
    @CurrentActor() actor: Actor,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { items, next } = await this.queries.list(actor, {
      after: trimmedText(after),
      limit: PAGE,
    });
    reply.view('attendance/evaluation/evaluations', {
      title: 'Evaluaties',
      crumbs: [...CRUMBS, { label: 'Evaluaties' }],
      fewest: FEWEST_ANSWERS,
      columns: ['Training', 'Wanneer', 'Antwoorden', 'Alle keren'].map((label) => ({ label })),
      rows: items.map(rowOf),
      nextHref: next && `${LIST}?na=${next}`,
      firstHref: trimmedText(after) && LIST,
    });
  }

  @Get(':id')
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const results = await this.queries.results(actor, id);
    const { courseTitle, startsAt, endsAt, answered, present, questions } = results;
    reply.view('attendance/evaluation/evaluation-results', {
      title: `Evaluatie ${courseTitle}`,
      crumbs: [...CRUMBS, { href: LIST, label: 'Evaluaties' }, { label: courseTitle }],
      course: courseTitle,
      when: dateRangeText(startsAt, endsAt),
      answered: t('attendance.evaluation.answers', { answered, present }),
      overall: questions?.[0] && grade(questions[0].average),
      fewest: FEWEST_ANSWERS,
      shown: results.shown,
      waiting: questions && answered - results.shown,
      columns: [
        { label: 'Stelling' },
        { label: 'Gemiddeld', numeric: true },
        ...SCORES.map((score) => ({ label: t(`attendance.score-short.${score}`), numeric: true })),
      ],
      bars: questions && answerBars(questions),
      legend: answerLegend(),
      trendHref: `${LIST}/training/${results.courseId}`,
      rows: questions?.map(questionRow),
      added: results.added?.map(addedView),
      learned: results.learned,
      better: results.better,
      exportHref: questions && `${LIST}/${id}/uitvoer.csv`,
    });
  }

  @Get(':id/uitvoer.csv')
  async download(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const results = await this.queries.results(actor, id);
    sendTable(reply, 'csv', 'evaluatie', csvOf(results));
  }
}

const rowOf = (row: EvaluatedRow): object => ({
  cells: [
    { text: row.courseTitle, href: `${LIST}/${row.offeringId}` },
    { text: dateRangeText(row.startsAt, row.endsAt), label: 'Wanneer' },
    {
      text: t('attendance.evaluation.answers', { answered: row.answered, present: row.present }),
      label: 'Antwoorden',
    },
    {
      text: 'Verloop',
      href: `${LIST}/training/${row.courseId}`,
      label: 'Alle keren',
    },
  ],
});

const questionRow = ({ question, average, counts }: QuestionResult): object => ({
  cells: [
    { text: t(`attendance.question.${question}`) },
    { text: grade(average), numeric: true, label: 'Gemiddeld' },
    ...counts.map((count, place) => ({
      text: String(count),
      numeric: true,
      label: `Antwoord ${place + 1}`,
    })),
  ],
});

/** Questions with their counts, then the remarks; no row is one person. */
function csvOf({
  questions,
  learned,
  better,
  added,
  answered,
  shown,
  present,
}: EvaluationResults): string {
  const remarks = (heading: string, list: readonly string[]): string[][] =>
    list.map((remark) => [heading, remark]);
  return dutchCsv(
    ['Stelling', 'Gemiddeld', ...SCORES.map(String)],
    [
      ...(questions ?? []).map(({ question, average, counts }) => [
        t(`attendance.question.${question}`),
        average.toFixed(2).replace('.', ','),
        ...counts,
      ]),
      ['Aantal antwoorden', answered],
      ['Waarvan hier geteld', shown],
      ['Aantal aanwezigen', present],
      ...remarks(t('attendance.remark.learned'), learned),
      ...remarks(t('attendance.remark.better'), better),
      ...(added ?? []).flatMap(addedRows),
    ].map((row) => [...row, ...Array<null>(7 - row.length).fill(null)]),
  );
}
