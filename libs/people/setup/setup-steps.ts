import { Injectable } from '@nestjs/common';

import { Database, Installation } from '@academie/platform';

/** Something to set up before an academie opens. */
export interface SetupStep {
  /** Its page. */
  href: string;
  /** Key of the texts: `<key>.label` and `<key>.description`. */
  text: string;
  /** Lower comes first. */
  position: number;
  isDone(): Promise<boolean>;
}

/** What is to be set up. Libs to the right add theirs (a plan) in onModuleInit. */
@Injectable()
export class SetupSteps {
  private readonly steps: SetupStep[] = [];

  constructor(
    private readonly installation: Installation,
    private readonly database: Database,
  ) {
    this.setting('naam', 'name', 10);
    this.setting('logo', 'logo', 20);
    this.setting('adressen', 'contactAddress', 30);
    this.setting('teksten', 'signInText', 40);
    this.setting('mail', 'mailTested', 50);
    this.add({
      href: '/beheer/organisaties',
      text: 'people.setup.organisations',
      position: 60,
      isDone: () =>
        this.exists(
          `people.organisation WHERE valid_to IS NULL AND mail_domain NOT LIKE '%.example'`,
        ),
    });
    this.add({
      href: '/beheer/rollen',
      text: 'people.setup.people',
      position: 70,
      isDone: () =>
        this.exists(`people.role_grant WHERE role <> 'administrator' AND revoked_at IS NULL`),
    });
  }

  add(step: SetupStep): void {
    this.steps.push(step);
  }

  /** All steps in order, with whether each is done. */
  async all(): Promise<(SetupStep & { done: boolean })[]> {
    const done = await Promise.all(this.steps.map((step) => step.isDone()));
    return this.steps
      .map((step, index) => ({ ...step, done: done[index] ?? false }))
      .sort((a, b) => a.position - b.position);
  }

  private setting(page: string, key: string, position: number): void {
    this.add({
      href: `/beheer/inrichten/${page}`,
      text: `people.setup.${key}`,
      position,
      isDone: () => Promise.resolve(this.installation.isSet(key)),
    });
  }

  private async exists(rows: string): Promise<boolean> {
    const row = await this.database.first<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM ${rows}) AS found`,
    );
    return row?.found ?? false;
  }
}
