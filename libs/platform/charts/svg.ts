const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that can stand in an element or between double quotes. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** A number as it stands in an attribute: at most two decimals. */
export const at = (value: number): string => String(Math.round(value * 100) / 100);

/** What every chart needs to be known by. */
export interface ChartLabels {
  /** Unique on the page: the title and the description hang on it. */
  id: string;
  /** What a screen reader says first: the subject, not the shape. */
  title: string;
  /** The conclusion in words, for the person who does not see the drawing. */
  description: string;
}

/**
 * The frame of a chart: as wide as its place, `height` CSS pixels high. There is no viewBox, so text
 * keeps its size on a phone; lines are drawn in `plane`, which stretches.
 */
export function chartFrame(labels: ChartLabels, height: number, content: string): string {
  const id = escapeXml(labels.id);
  return (
    `<svg class="chart-svg" role="img" width="100%" height="${at(height)}"` +
    ` aria-labelledby="${id}-title ${id}-description">` +
    `<title id="${id}-title">${escapeXml(labels.title)}</title>` +
    `<desc id="${id}-description">${escapeXml(labels.description)}</desc>${content}</svg>`
  );
}

/** A plane of 1000 by `height` units that stretches to the width of the chart. */
export const plane = (top: number, height: number, content: string): string =>
  `<svg y="${at(top)}" width="100%" height="${at(height)}" viewBox="0 0 1000 ${at(height)}"` +
  ` preserveAspectRatio="none" overflow="visible">${content}</svg>`;

/** A word in the chart; `x` is a percentage of the width. */
export function label(
  x: number,
  y: number,
  text: string,
  { anchor = 'start', kind = '' }: { anchor?: 'start' | 'middle' | 'end'; kind?: string } = {},
): string {
  const name = kind && ` class="${kind}"`;
  return `<text${name} x="${at(x)}%" y="${at(y)}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
}
