import { t } from '@academie/platform';

import type { ToolLinkRow } from '../tool/tool.queries';
import type { ToolStanding } from '../tool-launch/tool-launch.service';
import { type LessonPage, lessonView } from '../learner/lesson-view';

/** The front of a lesson that opens a program of somebody else: what that is, what it gets to know, and how far one is. */
export function toolLessonView(
  page: LessonPage,
  link: ToolLinkRow,
  { standing, openAction }: { standing: ToolStanding | undefined; openAction: string },
): object {
  const lesson = lessonView(page) as { isDone: boolean; doneAction: string };
  const { givesScores, isLive, needsName, needsAddress, passMark, toolName } = link;
  const known =
    needsName && needsAddress ? 'both' : needsName ? 'name' : needsAddress ? 'address' : 'nothing';
  return {
    ...lesson,
    // The program says itself who is done, unless it was agreed that it does not.
    doneAction: lesson.isDone || !givesScores ? lesson.doneAction : undefined,
    toolName,
    inPage: link.inPage,
    isClosed: !isLive,
    openAction,
    openLabel: t(`elearning.tool.open.${standing ? 'on' : 'begin'}`),
    known: t(`elearning.tool.knows.${known}`, { name: toolName }),
    rule: givesScores && passMark !== null && t('elearning.tool.rule', { passMark }),
    state: standing && stateText(lesson.isDone, standing),
  };
}

function stateText(isDone: boolean, { activity, score }: ToolStanding): string {
  if (isDone) return score === null ? '' : t('elearning.tool.score', { score });
  if (activity === 'Completed')
    return score === null
      ? t('elearning.tool.state.completed')
      : t('elearning.tool.state.scored', { score });
  return t('elearning.tool.state.begun');
}
