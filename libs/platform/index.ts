export * from './time/amsterdam';
export { readAssets, readWorker } from './pages/assets';
export { ChainAnchors, readAnchors } from './chain/chain-anchor';
export { ChainSealer } from './chain/chain-sealer';
export { ChainVerifier } from './chain/chain-verifier';
export { type ChainedTable, KeepsInChain } from './chain/chained';
export { dutchNumber } from './charts/dutch-number';
export { type Grade, gradeChart, type GradeRow } from './charts/grade-chart';
export { type ProgressChart, progressChart } from './charts/progress-chart';
export { qrCode } from './charts/qr-code';
export { type ValueBar, valueBars } from './charts/value-bars';
export { type SeriesChart, seriesChart, type SeriesPoint } from './charts/series-chart';
export { LargeForm } from './http/body-limits';
export { Clock } from './time/clock';
export { Command, Commands } from './jobs/commands';
export { CONFIG, type Config, ConfigError, readConfig } from './config/config';
export { dutchCsv, dutchCsvStream } from './files/csv';
export { sendTable, TABLE_TYPES } from './files/send-table';
export { FromReplica } from './work/request-work';
export { Database, databaseOptions, padList, insertRows, rows } from './database/database';
export { joining } from './database/joined-transaction';
export { dayIn, laterDay, momentOn, workingDay, workingDayInMonth } from './time/working-days';
export { IfMatch, setEtag } from './http/etag';
export { readYaml, ROOT } from './files/files';
export { expandNames } from './pages/form-names';
export { emptyForm, Form, LOOK_AGAIN, readForm, refusalText } from './pages/form';
export {
  Installation,
  INSTALLATION_DEFAULTS,
  type InstallationTexts,
  type SettingChange,
} from './installation/installation';
export { keepDemoApart, WrongDatabase } from './installation/demo-apart';
export { MailTrial, type TrialResult } from './mail/mail-trial';
export { Batcher } from './database/batcher';
export { type PageView, type PreparedPage, Views } from './pages/handlebars';
export { hasText, type Language, readLocales, t } from './pages/i18n';
export { forgetAnswers, IDEMPOTENCY_KEY, IdempotencyInterceptor } from './http/idempotency';
export { insertUnlessThere } from './database/insert-unless-there';
export { demoId, isId, newId } from './config/ids';
export { declareClass, declareMethod } from './discovery/declaration';
export { Declarations } from './discovery/declarations';
export { type JobRun, JobRunsQueries } from './jobs/job-runs.queries';
export { Job, Jobs } from './jobs/jobs';
export { type ImportFacts, Journal, type JournalEntry, type PastEntry } from './journal/journal';
export {
  type JournalConsumer,
  JournalConsumers,
  type JournalEvent,
  OnJournal,
  OnJournalAndPast,
  OnJournalTogether,
} from './journal/journal-consumers';
export * from './journal/journal-events';
export { JournalRetry } from './journal/journal-retry';
export { JournalWorker } from './journal/journal-worker';
export { DiskUpload, type DiskUploaded } from './file-store/disk-upload';
export { type FileRow, FileStore } from './file-store/file-store';
export { StoredFile } from './file-store/stored-file.entity';
export { mediaTypeOf } from './file-store/media-type';
export { rangeOf, sendFile } from './file-store/send-file';
export { Outgoing } from './outgoing/outgoing';
export { Tracing } from './tracing/tracing';
export { withLine } from './work/action-line';
export { commandLog, createLog, NestLog } from './operations/log';
export { markdownHtml } from './pages/markdown';
export { Mail, type MailRequest } from './mail/mail';
export { MailRetry } from './mail/mail-retry';
export { MailDelivery, WITHDRAWN } from './mail/mail-delivery';
export { CheckBeforeMail, type QueuedMail, MailChecks } from './mail/mail-checks';
export { apart, currentWork, inBackground } from './work/current-work';
export { isAway, isOutOfTime } from './database/away';
export { NotInTime } from './database/outcome';
export { asOwner, grantToApplication } from './database/application-role';
export { checkPooler, DatabaseUnusable, unusable } from './database/start-check';
export { withoutQueryTimeout } from './database/long-queries';
export { ShortCache } from './database/short-cache';
export { type Backlog, type FailingEvent, HealthQueries } from './operations/health.queries';
export { Metrics } from './operations/metrics';
export { mayReadMetrics } from './operations/metrics-access';
export { writeBackup } from './backup/backup';
export { BackupUnusable, readManifest } from './backup/backup-manifest';
export { checkBackup, mustBeEmpty, restoreRows } from './backup/restore';
export { Readiness } from './operations/readiness';
export { aboutText, eventText, loadedText, Overview } from './operations/overview';
export { helpText, overviewSections } from './operations/overview-text';
export { scheduleText } from './operations/schedule-text';
export { cursorOf, keyOf, madeUpCursor, type Page, pageOf, PageQuery } from './database/paging';
export { toInstance } from './errors/input';
export { PlatformModule } from './platform.module';
export { ApiProblems, PROBLEM_CONTENT, ProblemResponse, REFUSED } from './errors/problem';
export { FairShare } from './jobs/fair-share';
export { inOwnThread } from './jobs/own-thread';
export { type Progress, progressBar } from './jobs/progress';
export { Public, PUBLIC } from './http/public';
export * from './errors/refusal';
export { Forgets } from './retention/forgets';
export { type Kept, MOST_COUNTED, type Overdue, Retention } from './retention/retention';
export { RefusalFilter, wantsJson } from './http/refusal.filter';
export { LimitByAddress, networkOf } from './http/rate-limit';
export { type Flash, localPathOrHome, seeOther, takeFlash } from './pages/reply';
export { sheetOptions } from './pages/sheet-choice';
export { DemoSeed, Seed, Seeds } from './database/seeds';
export { pageAsked, trimmedText } from './http/query-text';
export { untilText } from './pages/until-text';
export { newPdf } from './files/pdf-document';
export { heightOf, type TextStyle, writeText } from './files/pdf-text';
export { Upload, type UploadedFile } from './files/upload';
export { inputPipe, IsDay, IsInstant, IsTime, problemsOf, Trimmed } from './errors/validation';
export { isContentHost, listenForContent } from './http/content-host';
export { installWeb, type PageContext } from './http/web';
export { HEADERS_MS, LONGEST_REQUEST_MS } from './http/slow-bodies';
export { dutchWorkbook, dutchXlsx, type Sheet, type SheetCell } from './files/spreadsheet';
export { readAddress } from './names/address';
export { type PastedPerson, readPastedPeople } from './names/pasted-people';
export { INITIALS_HEADINGS, PERSON_HEADINGS, type PersonColumn } from './names/person-headings';
export { type PersonName, readName, type ReadName, readNameParts } from './names/person-name';
export { bareText, unaccented, visibleText } from './names/plain-text';
export { tellOutcome } from './pages/told-outcome';
export { withoutNumber } from './names/phone-number';
export { withPrefix } from './names/prefix';
export { IsAddress, VisibleText } from './names/typed-person';
export { dutchDate, isAmericanDate, isCalendarDay, isDayOrMonthFirst } from './tables/dutch-date';
export { dutchInteger, dutchYesNo, hasDecimalPoint, isGroupOrFraction } from './tables/dutch-value';
export { cellName, isFailedCell } from './tables/failed-cell';
export { keepTableThreadReady, type OpenTable, openTable } from './tables/open-table';
export type { TableHead, TableQuestion, TableRow } from './tables/table';
export { decodeText, LOST_LETTER } from './tables/text-encoding';
export { UnreadableTable } from './tables/unreadable-table';
