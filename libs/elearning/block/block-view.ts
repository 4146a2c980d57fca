import { markdownHtml } from '@academie/platform';

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

const quoteView = ({ text, source }: QuoteBody): object => ({ text, source });

const contentOf = (id: string): string => `/leren/bestanden/${id}/inhoud`;
