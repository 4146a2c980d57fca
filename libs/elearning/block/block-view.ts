import { LRUCache } from 'lru-cache';

import { markdownHtml as makeHtml } from '@academie/platform';

import type { Block } from './block';
import type { ReadKind } from './block-kinds';
import type { FileBody, PictureBody, VideoBody } from './file-blocks';
import type { AccordionBody, ChecklistBody, QuoteBody, TextBody } from './text-blocks';
import { isQuestionKind } from '../question-types/question-types';

/**
 * A block as the view `elearning/block/<kind>` shows it; undefined for a question, which needs its reader. `fileHref`
 * says where a file of the store is.
 */
export function readBlockView(
  { id, kind, body }: Block,
  fileHref: (id: string) => string = contentOf,
): object | undefined {
  if (isQuestionKind(kind)) return undefined;
  return { id, view: `elearning/block/${kind}`, ...shown(kind, body, fileHref) };
}

function shown(kind: ReadKind, body: unknown, fileHref: (id: string) => string): object {
  switch (kind) {
    case 'text':
      return { html: markdownHtml((body as TextBody).text) };
    case 'quote':
      return quoteView(body as QuoteBody);
    case 'accordion':
      return {
        parts: (body as AccordionBody).parts.map(({ title, text }) => ({
          title,
          html: markdownHtml(text),
        })),
      };
    case 'checklist': {
      const { title, items } = body as ChecklistBody;
      return { title, items };
    }
    case 'picture': {
      const { fileId, alt, caption } = body as PictureBody;
      return { src: fileHref(fileId), alt, caption };
    }
    case 'video': {
      const { fileId, title, captionsId, transcript } = body as VideoBody;
      return {
        src: fileHref(fileId),
        title,
        captionsSrc: captionsId && fileHref(captionsId),
        html: markdownHtml(transcript),
      };
    }
    case 'file': {
      const { fileId, title } = body as FileBody;
      return { src: fileHref(fileId), title };
    }
    default:
      return kind satisfies never;
  }
}

// A published text never changes and is read by hundreds; its HTML is made once for as long as it is read.
const made = new LRUCache<string, string>({
  maxSize: 4_000_000,
  sizeCalculation: (html, text) => html.length + text.length + 1,
});
function markdownHtml(text: string): string {
  const before = made.get(text);
  if (before !== undefined) return before;
  const html = makeHtml(text);
  made.set(text, html);
  return html;
}

const quoteView = ({ text, source }: QuoteBody): object => ({ text, source });

const contentOf = (id: string): string => `/leren/bestanden/${id}/inhoud`;
