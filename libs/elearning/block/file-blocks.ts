import { IsOptional, IsUUID } from 'class-validator';

import { type InputProblem, MaybeText, Text, Ticked } from '../question/question-body';

/** A picture with what it shows in words. */
export class PictureBody {
  /** Of the store; a form sends the file itself. */
  @IsUUID()
  fileId!: string;

  /** For who does not see it. */
  @Text(500)
  alt!: string;

  @MaybeText(500)
  caption?: string;
}

/** A film that was uploaded, with what is said in it. */
export class VideoBody {
  @IsUUID()
  fileId!: string;

  @Text(200)
  title!: string;

  /** WebVTT. */
  @IsOptional()
  @IsUUID()
  captionsId?: string;

  /** Nobody speaks in it, so there is nothing to caption. */
  @Ticked()
  isSilent?: boolean;

  /** All that is said and seen, in Markdown: for who does not hear or see it. */
  @Text(20_000)
  transcript!: string;
}

/** Who does not hear a film has its captions: the transcript stands still. WCAG 1.2.2 asks for them. */
export const videoProblems = ({ captionsId, isSilent }: Partial<VideoBody>): InputProblem[] =>
  captionsId || isSilent ? [] : [{ field: 'captionsId', code: 'elearning.no-captions' }];

/** A file to download. */
export class FileBody {
  @IsUUID()
  fileId!: string;

  @Text(200)
  title!: string;
}
