import { applyDecorators } from '@nestjs/common';
import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';

import { VisibleText } from '@academie/platform';

/**
 * Letters and what stands between them in a name: "van der Berg-d’Ancona", "J.P.". No address of a page and no
 * sentence: a name comes into mails that the academie sends, so it may not be a message of somebody else.
 */
const NAME = /^(?!.*\p{L}{2}\.\p{L}{2})[\p{L}\p{M}'’. -]+$/u;

/** Whether a text can be a name. */
export const isPersonName = (text: string): boolean => NAME.test(text);

/** A given or a family name, at most 100 signs, as people type it of themselves or of others. */
export const IsPersonName = (): PropertyDecorator =>
  applyDecorators(VisibleText(), IsString(), IsNotEmpty(), MaxLength(100), Matches(NAME));
