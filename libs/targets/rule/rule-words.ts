import { Injectable, Logger } from '@nestjs/common';

import { TagService } from '@academie/catalogue';
import { FunctionService } from '@academie/people';

/** How often at most the lists are read anew for a word that is not known. */
const REST_MS = 1000;

/**
 * Labels and functions that were made here, beside those of the release, by code. Held in memory, since
 * every sentence about a rule names them.
 */
@Injectable()
export class RuleWords {
  private readonly log = new Logger('rule-words');
  private tags: ReadonlyMap<string, string> = new Map();
  private functions: ReadonlyMap<string, string> = new Map();
  private readAt = -REST_MS;

  constructor(
    private readonly tagService: TagService,
    private readonly functionService: FunctionService,
  ) {}

  /** Reads the lists: before their words are checked or offered. */
  async read(): Promise<{
    tags: ReadonlyMap<string, string>;
    functions: ReadonlyMap<string, string>;
  }> {
    this.readAt = performance.now();
    const [tags, functions] = await Promise.all([
      this.tagService.list(),
      this.functionService.list(),
    ]);
    this.tags = namesOf(tags);
    this.functions = namesOf(functions);
    return { tags: this.tags, functions: this.functions };
  }

  /** The name of a label; until the list was read its code. */
  tag(code: string): string {
    return this.tags.get(code) ?? this.unknown(code);
  }

  /** The name of a function; until the list was read its code. */
  jobFunction(code: string): string {
    return this.functions.get(code) ?? this.unknown(code);
  }

  // Another process made it: the page does not wait, and the next one has the name.
  private unknown(code: string): string {
    if (performance.now() - this.readAt >= REST_MS)
      void this.read().catch((error: unknown) => this.log.warn(String(error)));
    return code;
  }
}

const namesOf = (list: readonly { code: string; name: string }[]): ReadonlyMap<string, string> =>
  new Map(list.map(({ code, name }) => [code, name]));
