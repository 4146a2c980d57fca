import MarkdownIt from 'markdown-it';

/**
 * Text of authors: paragraphs, headings, lists, links, emphasis, code. HTML in it is shown as it was typed.
 * Pictures are blocks with a description of their own, and tables would not fit a phone.
 */
const engine = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable([
  'image',
  'table',
]);

type Token = ReturnType<typeof engine.parse>[number];

/** The first heading inside a page, below its h1. */
const FIRST_LEVEL = 2;

/**
 * Markdown as HTML that may stand in a page. Only what the library makes itself reaches the page, so that no
 * text can bring a script, a style or an address that is not http, https or mailto. The headings are those
 * below the title of the page, without gaps, whatever the author began with.
 */
export function markdownHtml(text: string): string {
  const tokens = engine.parse(text, {});
  arrangeHeadings(tokens);
  secureLinks(tokens);
  return engine.renderer.render(tokens, engine.options, {});
}

function arrangeHeadings(tokens: readonly Token[]): void {
  const headings = tokens.filter(({ type }) => type.startsWith('heading_'));
  const levels = [...new Set(headings.map(({ tag }) => tag))].sort();
  for (const heading of headings)
    heading.tag = `h${Math.min(4, FIRST_LEVEL + levels.indexOf(heading.tag))}`;
}

function secureLinks(tokens: readonly Token[]): void {
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    if (token.type !== 'link_open') continue;
    if (!isAllowed(String(token.attrGet('href')))) token.attrSet('href', '#');
    token.attrSet('rel', 'noopener noreferrer');
  }
}

const isAllowed = (address: string): boolean =>
  /^(?:https?:\/\/|mailto:|\/(?![/\\])|#)/i.test(address);
