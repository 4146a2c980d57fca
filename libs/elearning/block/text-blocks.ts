import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';

import { Lines, MaybeText, Text } from '../question/question-body';

/** Paragraphs, headings, lists and links. */
export class TextBody {
  /** Markdown. */
  @Text(20_000)
  text!: string;
}

/** Words of somebody else. */
export class QuoteBody {
  @Text(2000)
  text!: string;

  /** Who said it, or where it stands. */
  @MaybeText(200)
  source?: string;
}

/** One part of an accordion. */
export class AccordionPart {
  @Text(200)
  title!: string;

  /** Markdown. */
  @Text(5000)
  text!: string;
}

/** Parts that a reader opens one by one. */
export class AccordionBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => AccordionPart)
  parts!: AccordionPart[];
}

/** Things to tick off for oneself; nothing is stored. */
export class ChecklistBody {
  @Text(200)
  title!: string;

  @Lines(1, 30, 300)
  items!: string[];
}
