import { Injectable, type OnModuleInit } from '@nestjs/common';

import { declareMethod } from '../discovery/declaration';
import { Declarations } from '../discovery/declarations';
import { onlyOnce } from '../discovery/only-once';
import { inBackground } from '../work/current-work';

type Run = (args: string[]) => Promise<void>;

const declaration = declareMethod<{ name: string; text: string }, Run>();

/**
 * Makes the method a command of `npm run academie -- <name> …`. `name` is `<noun>:<verb>`, e.g.
 * `plan:load`; `text` is the key of its line in the help. The method writes its result to stdout and
 * progress to stderr; it throws to fail.
 */
export const Command = (name: string, text: string) => declaration({ name, text });

/** One command of the command line. */
export interface KnownCommand {
  name: string;
  /** Key of its line in the help. */
  text: string;
  run: Run;
  /** Class and method. */
  where: string;
}

/** The command line's commands. */
@Injectable()
export class Commands implements OnModuleInit {
  private known: readonly KnownCommand[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.known = this.declarations
      .methods(declaration)
      // Nobody waits in front of a browser: a statement may take longer than one of a request.
      .map(({ options, thing, where }) => ({
        ...options,
        run: (args: string[]) => inBackground(() => thing(args)),
        where,
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
    onlyOnce(this.known);
  }

  get(name: string): KnownCommand | undefined {
    return this.known.find((command) => command.name === name);
  }

  /** All commands, by name. */
  get all(): readonly KnownCommand[] {
    return this.known;
  }
}
