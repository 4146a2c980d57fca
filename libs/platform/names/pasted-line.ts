/** A piece of a pasted line: words, a comma between them, or what stands where an address does. */
export interface Piece {
  kind: 'words' | 'comma' | 'address';
  text: string;
  /** Stood between < and >, so the words before it are its name. */
  bracketed?: boolean;
}

/**
 * The pieces of a line by the cells it has: cells end at a semicolon or a tab that stands outside quotes and
 * angle brackets. Reads every character once, however the line is made.
 */
export function piecesOf(line: string): Piece[][] {
  const cells: Piece[][] = [[]];
  const lastBracket = line.lastIndexOf('>');
  const lastQuote = line.lastIndexOf('"');
  let words = '';
  const end = (): void => {
    if (words) cells.at(-1)?.push(...wordsOf(words));
    words = '';
  };
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? '';
    if (sign === ';' || sign === '\t') {
      end();
      cells.push([]);
    } else if (sign === '<' && at < lastBracket) {
      end();
      const close = line.indexOf('>', at);
      const text = line.slice(at + 1, close).trim();
      cells.at(-1)?.push({ kind: 'address', text, bracketed: true });
      at = close;
    } else if (sign === '"' && at < lastQuote) {
      end();
      const close = line.indexOf('"', at + 1);
      const text = line.slice(at + 1, close);
      // "sam@x.nl" in quotes, as programs write a list of them.
      const isAddress = text.includes('@') && !/\s/.test(text);
      cells.at(-1)?.push({ kind: isAddress ? 'address' : 'words', text });
      at = close;
    } else words += sign;
  }
  end();
  return cells.map(withoutRepeats);
}

// Addresses among the words are what has an @. A comma ends a word when a space follows, and between two
// addresses; "x,ander@" is one word, and no address.
function* wordsOf(text: string): Generator<Piece> {
  for (const word of text.split(/\s+/)) {
    if (!word) continue;
    const bare = withoutCommas(word);
    const parts = bare.split(',');
    const listed = parts.every((part) => part.includes('@')) ? parts : [bare];
    for (const [nth, part] of listed.entries()) {
      if (nth > 0) yield COMMA;
      if (part.includes('@')) yield { kind: 'address', text: part.replace(/^'(.*)'$/, '$1') };
      else yield* commasIn(part);
    }
    if (bare !== word) yield COMMA;
  }
}

// The commas at its end.
function withoutCommas(word: string): string {
  let end = word.length;
  while (word[end - 1] === ',') end -= 1;
  return word.slice(0, end);
}

function* commasIn(text: string): Generator<Piece> {
  for (const [nth, part] of text.split(',').entries()) {
    if (nth > 0) yield COMMA;
    if (part) yield { kind: 'words', text: part };
  }
}

const COMMA: Piece = { kind: 'comma', text: ',' };

// "sam@x.nl <sam@x.nl>" is how a mail program writes somebody without a name.
const withoutRepeats = (pieces: Piece[]): Piece[] =>
  pieces.filter((piece, at) => {
    const next = pieces[at + 1];
    return !(piece.kind === 'address' && next?.bracketed && next.text === piece.text);
  });

const LINK = '<mailto:';

/** "sam@x.nl<mailto:sam@x.nl>", as Outlook copies a page: the link says nothing more. */
export function withoutLinks(line: string): string {
  let plain = '';
  let from = 0;
  for (let at = line.indexOf(LINK); at >= 0; at = line.indexOf(LINK, at + 1)) {
    const end = line.indexOf('>', at);
    const address = line.slice(at + LINK.length, end);
    if (end < 0 || !address || !line.slice(from, at).endsWith(address)) continue;
    plain += line.slice(from, at);
    from = end + 1;
  }
  return plain + line.slice(from);
}
