import { Injectable } from '@nestjs/common';

/** One command of `npm run academie -- <name> …`. */
export interface Command {
  /** `<noun>:<verb>`, e.g. `plan:load`. */
  name: string;
  /** One English line for the help. */
  summary: string;
  /** Writes its result to stdout, progress to stderr; throws to fail. */
  run(args: string[]): Promise<void>;
}

/** The command line's commands. A lib adds its own in onModuleInit. */
@Injectable()
export class Commands {
  private readonly known = new Map<string, Command>();

  add(command: Command): void {
    this.known.set(command.name, command);
  }

  get(name: string): Command | undefined {
    return this.known.get(name);
  }

  get all(): Command[] {
    return [...this.known.values()].sort((a, b) => a.name.localeCompare(b.name));
  }
}
