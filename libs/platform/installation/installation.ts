import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock } from '../time/clock';
import { t } from '../pages/i18n';
import { Database, rows } from '../database/database';

/** What an installation says of itself, on pages, in mails and in its statements. */
export interface InstallationTexts {
  /** Name of the academie. */
  name: string;
  /** Who runs it, as the foot of each page names it. */
  owner: string;
  /** One sentence below the name, at the foot of each page. */
  slogan: string;
  /** Where people ask for help. Address without a name. */
  contactAddress: string;
  /** Where people ask what is kept of them. */
  privacyAddress: string;
  /** Where people tell of a weakness in the security. */
  securityAddress: string;
  /** Said on the page that signs people in; empty for nothing. */
  signInText: string;
  /** Said first on the privacy page, a paragraph a line; empty for nothing. */
  privacyText: string;
  /** Said on the page about the academie, below who runs it, a paragraph a line; empty for nothing. */
  aboutText: string;
}

/** What is said until somebody sets it. */
export const INSTALLATION_DEFAULTS: InstallationTexts = {
  name: 'NHVeilig academie',
  owner: 'NHVeilig',
  slogan: t('platform.installation.slogan'),
  contactAddress: 'academie@nhveilig.example',
  privacyAddress: 'privacy@nhveilig.example',
  securityAddress: 'security@nhveilig.example',
  signInText: '',
  privacyText: '',
  aboutText: '',
};

/** One change of a setting. */
export interface SettingChange {
  key: string;
  value: string;
  changedAt: Date;
  changedBy: string | null;
}

/** Another process uses the old settings for this long after a change. */
const STALE_MS = 5000;
/** Its value is a picture of some 100 kB: it is read only where it is shown. */
const LOGO = 'logo';

/** The settings of this installation. What is read on every page is kept in memory. */
@Injectable()
export class Installation implements OnModuleInit {
  private readonly log = new Logger('installation');
  private texts = INSTALLATION_DEFAULTS;
  private values: ReadonlyMap<string, string> = new Map();
  private logo: string | undefined;
  private readAt = -STALE_MS;
  private reading: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.read();
  }

  /** What holds now, at most five seconds late when another process changed it. */
  get current(): InstallationTexts {
    this.refresh();
    return this.texts;
  }

  /** Changes with each new logo; undefined without one. */
  get logoVersion(): string | undefined {
    this.refresh();
    return this.logo;
  }

  /** A setting that another lib keeps here; undefined until somebody sets it. */
  value(key: string): string | undefined {
    this.refresh();
    return this.values.get(key);
  }

  /** Whether somebody has set this, be it to what it was. */
  isSet(key: string): boolean {
    return this.values.has(key);
  }

  /**
   * Writes new values, in the caller's transaction, and gives back which of them differ from before. Values
   * of keys that are no text (`logo`, `mailTested`) are the caller's own.
   */
  async change(
    tx: EntityManager,
    values: Partial<InstallationTexts> & Record<string, string>,
    actorId: string | undefined,
  ): Promise<string[]> {
    const changed = await rows<{ key: string }>(
      tx,
      `INSERT INTO platform.installation_setting (key, value, changed_at, changed_by)
       SELECT given.key, given.value, $3, $4 FROM unnest($1::text[], $2::text[]) AS given (key, value)
        WHERE given.value IS DISTINCT FROM (
          SELECT s.value FROM platform.installation_setting s
           WHERE s.key = given.key ORDER BY s.id DESC LIMIT 1)
       RETURNING key`,
      [Object.keys(values), Object.values(values), this.clock.now(), actorId ?? null],
    );
    return changed.map(({ key }) => key);
  }

  /** Reads all anew: after a change, so that the next page of this process shows it. */
  async read(): Promise<void> {
    const found = await this.database.rows<{ key: string; value: string; id: string }>(
      `SELECT DISTINCT ON (key) key, CASE key WHEN '${LOGO}' THEN left(value, 1) ELSE value END AS value, id
         FROM platform.installation_setting ORDER BY key, id DESC`,
    );
    const values = new Map(found.map(({ key, value }) => [key, value]));
    const logo = found.find(({ key }) => key === LOGO);
    this.logo = logo?.value ? logo.id : undefined;
    this.values = values;
    this.texts = Object.fromEntries(
      Object.entries(INSTALLATION_DEFAULTS).map(([key, text]) => [key, values.get(key) ?? text]),
    ) as unknown as InstallationTexts;
    this.readAt = performance.now();
  }

  /** The logo as PNG; undefined without one. */
  async logoFile(): Promise<Buffer | undefined> {
    const row = await this.database.first<{ value: string }>(
      `SELECT value FROM platform.installation_setting WHERE key = '${LOGO}' ORDER BY id DESC LIMIT 1`,
    );
    return row?.value ? Buffer.from(row.value, 'base64') : undefined;
  }

  /** Changes of all settings, newest first; of a logo the value is left out. */
  history(limit: number): Promise<SettingChange[]> {
    return this.database.rows<SettingChange>(
      `SELECT key, CASE key WHEN '${LOGO}' THEN '' ELSE value END AS value,
              changed_at AS "changedAt", changed_by AS "changedBy"
         FROM platform.installation_setting ORDER BY id DESC LIMIT $1`,
      [limit],
    );
  }

  // A page does not wait for this: it shows what is known, and the next one what is new.
  private refresh(): void {
    if (this.reading || performance.now() - this.readAt < STALE_MS) return;
    this.reading = this.read()
      .catch((error: unknown) => {
        this.readAt = performance.now();
        this.log.warn(error instanceof Error ? error.message : String(error));
      })
      .finally(() => {
        this.reading = undefined;
      });
  }
}
