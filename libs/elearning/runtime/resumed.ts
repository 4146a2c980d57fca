import type { PackageItem } from '../manifest/package-manifest';
import type { Way } from './sequencing';

/**
 * Where somebody goes on who opens a package again: in the part that was open last, and when that is done in the next
 * one that is not. Who never opened it, or is done with all of it, begins with the first.
 */
export function resumed(
  ways: readonly Way[],
  last: string | undefined,
  isDone: (item: PackageItem) => boolean,
): Way | undefined {
  const mayOpen = ({ isOpen, isSkipped }: Way): boolean => isOpen && !isSkipped;
  const isLeft = ({ item }: Way): boolean => item.kind !== 'asset' && !isDone(item);
  const first = ways.find(mayOpen) ?? ways[0];
  const place = ways.findIndex(({ item }) => item.key === last);
  const current = ways[place];
  if (!current) return first;
  if (mayOpen(current) && isLeft(current)) return current;
  const others = ways.filter(
    (way) => mayOpen(way) && (way.isChosen || way.item.sequencing?.flow === true),
  );
  const after = others.filter((way) => ways.indexOf(way) > place);
  // What is only shown stands between parts that track, and is read on the way to them.
  return after.some(isLeft)
    ? after.find((way) => way.item.kind === 'asset' || isLeft(way))
    : (others.find(isLeft) ?? first);
}
