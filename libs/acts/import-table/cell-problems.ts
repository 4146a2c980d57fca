import {
  cellName,
  isDayOrMonthFirst,
  isFailedCell,
  isGroupOrFraction,
  LOST_LETTER,
} from '@academie/platform';

import type { ImportColumns, RowProblem } from '../act/import.entity';
import type { ImportRow } from './import-table';
import { printable } from './strip-control-characters';

const SHOWN = 60;

/**
 * What is wrong with cells before anybody asks what they mean: a formula that failed, a letter that was lost,
 * and a day or a number that may be another, as cells elsewhere in its column say.
 */
export function cellProblems({ found, doubts }: ImportColumns, row: ImportRow): RowProblem[] {
  return found.flatMap(({ field, index }, at): RowProblem[] => {
    const cell = row.cells[at] ?? '';
    const code = problemOf(cell, doubts[field]);
    if (!code) return [];
    const name = index === undefined ? `${field} ${row.number}` : cellName(index, row.number);
    return [{ field, code, params: { cell: name }, value: printable(cell, SHOWN) }];
  });
}

function problemOf(
  cell: string,
  doubt: ImportColumns['doubts'][string] | undefined,
): string | undefined {
  if (isFailedCell(cell)) return 'failedCell';
  if (cell.includes(LOST_LETTER)) return 'lostLetter';
  if (doubt === 'american' && isDayOrMonthFirst(cell)) return 'dayOrMonth';
  return doubt === 'point' && isGroupOrFraction(cell) ? 'groupOrFraction' : undefined;
}
