import { Injectable } from '@nestjs/common';

import { Database } from '../database/database';

/** How a job went the last time. */
export interface JobRun {
  name: string;
  endedAt: Date;
  isDone: boolean;
}

/** What pg-boss, which runs the jobs, has stored of them: it keeps a week. */
@Injectable()
export class JobRunsQueries {
  constructor(private readonly database: Database) {}

  /** The last run of each job, by name. Empty before a worker has ever started on this database. */
  async last(): Promise<Map<string, JobRun>> {
    const made = await this.database.first<{ there: boolean }>(
      `SELECT to_regclass('pgboss.archive') IS NOT NULL AS there`,
    );
    if (!made?.there) return new Map();
    const found = await this.database.rows<JobRun & Record<string, unknown>>(
      `SELECT DISTINCT ON (name) name, completed_on AS "endedAt", state = 'completed' AS "isDone"
         FROM (SELECT name, state, completed_on FROM pgboss.job
               UNION ALL SELECT name, state, completed_on FROM pgboss.archive) run
        WHERE completed_on IS NOT NULL ORDER BY name, completed_on DESC`,
    );
    return new Map(found.map((run) => [run.name, run]));
  }
}
