/** One piece of a description as a page shows it. */
export interface Block {
  heading?: string;
  paragraph?: string;
  bullets?: string[];
}

/**
 * Splits the plain text of a description into blocks. An empty line parts blocks, "- " begins a
 * bullet, and a few words with a colon at the start of a block are its heading: "Voor wie: juristen".
 */
export function blocksOf(text: string): Block[] {
  return text
    .split(/\r?\n\s*\r?\n/)
    .map((block) => block.trim())
    .filter(Boolean)
    .map(blockOf);
}

function blockOf(block: string): Block {
  const heading = /^(\p{Lu}[\p{L} -]{2,50}):\s*/u.exec(block);
  const body = heading ? block.slice(heading[0].length) : block;
  const lines = body.split(/\r?\n/).map((line) => line.trim());
  const bullets = lines.flatMap((line) =>
    line.startsWith('- ') ? [line.slice(2).replace(/[;.]$/, '')] : [],
  );
  const paragraph = lines.filter((line) => line && !line.startsWith('- ')).join(' ');
  return {
    ...(heading?.[1] && { heading: heading[1] }),
    ...(paragraph && { paragraph: capital(paragraph) }),
    ...(bullets.length > 0 && { bullets }),
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
