import { Injectable } from '@nestjs/common';

import { readYaml } from '@academie/platform';

import type { ActKind } from './act-kind';
import { readActKinds } from './act-kind-file';

/** The kinds of act, from act-kinds.yaml; a mistake in that file stops the start. */
@Injectable()
export class ActKinds {
  /** In the order of the file. */
  readonly all: readonly ActKind[] = readActKinds(
    readYaml<unknown>('libs/acts/kind/act-kinds.yaml'),
  );
  private readonly byCode = new Map(this.all.map((kind) => [kind.kind, kind]));

  /** The kind with this code, or undefined. */
  get(kind: string): ActKind | undefined {
    return this.byCode.get(kind);
  }
}
