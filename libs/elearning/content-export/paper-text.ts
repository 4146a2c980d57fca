/** A piece of text on paper. */
export interface PaperText {
  as: 'heading' | 'paragraph' | 'item';
  text: string;
}

/** A paragraph that is longer goes on in a next one, so that it fits on a page. */
const LONGEST = 1200;

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const ENDS_PIECE = /^(?:p|h[2-4]|li|ul|ol|pre|blockquote|hr|br)$/;

/** What `markdownHtml` makes, as pieces of text one below the other; a link has its address behind it. */
export function paperText(html: string): PaperText[] {
  const pieces: PaperText[] = [];
  const lists: { next: number | undefined }[] = [];
  let [text, mark, href]: [string, string, string] = ['', '', ''];
  let as: PaperText['as'] = 'paragraph';
  let isKept = false;
  const flush = (): void => {
    for (const line of linesOf(text)) {
      pieces.push({ as, text: `${mark}${line}` });
      mark = '';
    }
    text = '';
  };
  for (const [, sign, name = '', attributes = '', words] of html.matchAll(
    /<(\/?)([a-z]+\d?)((?: [^>]*)?)>|([^<]+)/g,
  )) {
    if (words !== undefined) {
      // Lines of what was typed are no lines of the page, except where they are kept as they are.
      text += unescaped(isKept ? words : words.replace(/\s+/g, ' '));
      continue;
    }
    const isEnd = sign === '/';
    if (name === 'pre') isKept = !isEnd;
    if (ENDS_PIECE.test(name)) flush();
    if (/^h[2-4]$/.test(name)) as = isEnd ? 'paragraph' : 'heading';
    else if (name === 'ul' || name === 'ol') {
      if (isEnd) lists.pop();
      else lists.push({ next: name === 'ol' ? 1 : undefined });
    } else if (name === 'li') {
      const list = lists.at(-1);
      as = isEnd ? 'paragraph' : 'item';
      mark = isEnd ? '' : list?.next ? `${list.next++}. ` : '• ';
    } else if (name === 'a' && !isEnd)
      href = unescaped(/href="([^"]*)"/.exec(attributes)?.[1] ?? '');
    else if (name === 'a' && /^https?:/.test(href) && !text.endsWith(href)) text += ` (${href})`;
  }
  flush();
  return pieces;
}

/** A text in lines that each fit on a page. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const whole of text.split(/[\n\r]+/)) {
    let line = whole.trim();
    while (line.length > LONGEST) {
      const at = line.lastIndexOf(' ', LONGEST);
      const end = at > 0 ? at : LONGEST;
      lines.push(line.slice(0, end));
      line = line.slice(end).trim();
    }
    if (line) lines.push(line);
  }
  return lines;
}

const unescaped = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
