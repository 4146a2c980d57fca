import { Injectable } from '@nestjs/common';

/** How something stands: all well, to be looked at, or going wrong. */
export type HealthState = 'good' | 'attention' | 'bad';

/** What the page "Gezondheid" says of one thing; `href` is where more of it is. */
export interface HealthLine {
  what: string;
  state: HealthState;
  text: string;
  href?: string;
}

/** What libs have to say of how the academie runs, each of its own. */
@Injectable()
export class HealthLines {
  private readonly looks: (() => Promise<HealthLine>)[] = [];

  add(look: () => Promise<HealthLine>): void {
    this.looks.push(look);
  }

  lines(): Promise<HealthLine[]> {
    return Promise.all(this.looks.map((look) => look()));
  }
}
