import { SaxesParser } from 'saxes';

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: (Element | string)[];
}

/**
 * The HTML that the reader of Word documents makes, as Markdown of ours: headings, paragraphs, lists, links and
 * emphasis. A row of a table becomes an item of a list, since tables do not fit a phone; a picture a line of its own.
 * Whatever stood in the document is text: no sign of it becomes a command of Markdown.
 */
export function markdownOf(html: string): string {
  return blocksOf(treeOf(html).children)
    .filter((block) => block.trim() !== '')
    .join('\n\n')
    .trim();
}

function treeOf(html: string): Element {
  const root: Element = { name: 'root', attributes: {}, children: [] };
  const stack = [root];
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: { ...attributes }, children: [] };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => stack.pop());
  parser.on('text', (text) => stack.at(-1)?.children.push(text));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(`<root>${html}</root>`).close();
  const [read] = root.children;
  return typeof read === 'object' ? read : root;
}

function blocksOf(children: readonly (Element | string)[]): string[] {
  return children.flatMap((child) => {
    if (typeof child === 'string') return child.trim() === '' ? [] : [paragraph([child])].flat();
    const level = /^h([1-6])$/.exec(child.name)?.[1];
    if (level) {
      const pictures: string[] = [];
      const title = oneLine(inline(child.children, pictures));
      return [...(title ? [`${'#'.repeat(Number(level))} ${title}`] : []), ...pictures];
    }
    if (child.name === 'ul' || child.name === 'ol') return listOf(child, '');
    if (child.name === 'table') return tableOf(child);
    return paragraph(child.name === 'p' ? child.children : [child]);
  });
}

function paragraph(children: readonly (Element | string)[]): string[] {
  const pictures: string[] = [];
  const text = inline(children, pictures).trim();
  return [...(text ? [harmlessStart(text)] : []), ...pictures];
}

function listOf({ name, children }: Element, indent: string): string[] {
  const pictures: string[] = [];
  const lines = itemsOf(children).map((item, nth) => {
    const sign = name === 'ol' ? `${nth + 1}.` : '-';
    const inner = item.children.filter(isNotList);
    const text = oneLine(inline(inner, pictures));
    const below = `${indent}${' '.repeat(sign.length + 1)}`;
    const nested = item.children.filter((one): one is Element => !isNotList(one));
    return [
      `${indent}${sign} ${harmlessStart(text)}`,
      ...nested.flatMap((list) => listOf(list, below).slice(0, 1)),
    ].join('\n');
  });
  return [lines.join('\n'), ...pictures];
}

const itemsOf = (children: readonly (Element | string)[]): Element[] =>
  children.filter((one): one is Element => typeof one === 'object' && one.name === 'li');
const isNotList = (one: Element | string): boolean =>
  typeof one === 'string' || (one.name !== 'ul' && one.name !== 'ol');

/** With a first row as heads: "**first cell**, head: cell, head: cell". */
function tableOf(table: Element): string[] {
  const pictures: string[] = [];
  const rows = within(table, 'tr').map((row) =>
    row.children
      .filter((one): one is Element => typeof one === 'object' && /^t[dh]$/.test(one.name))
      .map((cell) => oneLine(inline(cell.children, pictures))),
  );
  const [heads = [], ...rest] = rows;
  const hasHeads = rest.length > 0 && heads.length > 1;
  const lines = (hasHeads ? rest : rows).flatMap((cells) => {
    const parts = cells.flatMap((cell, nth) => {
      if (cell === '') return [];
      if (nth === 0 && cells.length > 1) return [`**${cell.replaceAll('**', '')}**`];
      const head = hasHeads ? heads[nth]?.replaceAll('**', '') : undefined;
      return [head ? `${head}: ${cell}` : cell];
    });
    return parts.length > 0 ? [`- ${harmlessStart(parts.join(', '))}`] : [];
  });
  return [lines.join('\n'), ...pictures];
}

// Of this table, and not of one inside a cell, whose text belongs to the cell.
const within = (element: Element, name: string): Element[] =>
  element.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return child.name === name ? [child] : child.name === 'table' ? [] : within(child, name);
  });

function inline(children: readonly (Element | string)[], pictures: string[]): string {
  return children
    .map((child) => {
      if (typeof child === 'string') return escaped(child);
      const { name, attributes } = child;
      if (name === 'br') return '  \n';
      if (name === 'img') {
        if (attributes.src) pictures.push(`![${altOf(attributes.alt)}](${attributes.src})`);
        return '';
      }
      const text = inline(child.children, pictures);
      if (name === 'strong' || name === 'b') return around(text, '**');
      if (name === 'em' || name === 'i') return around(text, '*');
      if (name === 'a' && isAddress(attributes.href)) return linkOf(text, attributes.href);
      return /^(?:p|div|li|tr|table|td|th|h\d)$/.test(name) ? ` ${text} ` : text;
    })
    .join('');
}

const isAddress = (href: string | undefined): href is string =>
  href !== undefined && /^(?:https?:\/\/|mailto:)[^\s<>()[\]\\]+$/i.test(href);
const linkOf = (text: string, href: string): string =>
  text.trim() === '' ? '' : `[${text.trim()}](${href})`;
const altOf = (alt = ''): string =>
  alt
    .replace(/[[\]\\\n\r]/g, ' ')
    .trim()
    .slice(0, 500);

/** Signs of emphasis stand against the words, or they are none. */
function around(text: string, sign: string): string {
  const words = text.trim();
  if (words === '' || words.includes('\n')) return text;
  const at = text.indexOf(words);
  return `${text.slice(0, at)}${sign}${words}${sign}${text.slice(at + words.length)}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const escaped = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>~|!]/g, (sign) => `\\${sign}`);

/** What would begin a heading, a list or a quote at the start of a line is text here. */
const harmlessStart = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimStart().replace(/^(\d{0,9})([#+=.)-])/, '$1\\$2'))
    .join('\n');
