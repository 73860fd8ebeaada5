import type { Language } from "../../web/organization.ts";
import type { Issue } from "./form.ts";
import type { SentIssue } from "./issue.ts";

/** An issue that is being put into the outbox. */
export interface WaitingIssue extends Issue {
  /** Reference of the last reader whose mail is in the outbox. */
  position: string;
}

interface IssueRow {
  id: string;
  language: Language;
  subject: string;
  paragraphs: string;
  position: string;
}

interface SentRow extends Omit<IssueRow, "position"> {
  created_at: string;
  queued_at: string | null;
  begins_at: string | null;
  paused_at: string | null;
  readers: number;
  waiting: number;
  failed: number;
}

/**
 * Adds an issue for every reader of its language; the same one again changes nothing.
 * @param beginsAt when it begins to go out; at once without it
 */
export function insertIssue(db: D1Database, issue: Issue, at: Date, beginsAt?: Date): D1PreparedStatement {
  return db
    .prepare(
      `insert into newsletter_issues (id, language, subject, paragraphs, created_at, begins_at)
       values (?1, ?2, ?3, ?4, ?5, ?6)
       on conflict (id) do nothing`,
    )
    .bind(
      issue.id,
      issue.language,
      issue.subject,
      JSON.stringify(issue.paragraphs),
      at.toISOString(),
      beginsAt?.toISOString() ?? null,
    );
}

/** Pauses an issue that still has readers left, or lets it go on. */
export function pauseIssue(db: D1Database, id: string, at: Date | null): D1PreparedStatement {
  return db
    .prepare("update newsletter_issues set paused_at = ?2 where id = ?1 and queued_at is null")
    .bind(id, at?.toISOString() ?? null);
}

/** The issues that have begun, are not paused and have readers left, oldest first. */
export async function waitingIssues(db: D1Database, at: Date, max: number): Promise<WaitingIssue[]> {
  const { results } = await db
    .prepare(
      `select id, language, subject, paragraphs, position from newsletter_issues
       where queued_at is null and paused_at is null and (begins_at is null or begins_at <= ?2)
       order by created_at limit ?1`,
    )
    .bind(max, at.toISOString())
    .all<IssueRow>();
  return results.map((row) => ({ ...row, paragraphs: JSON.parse(row.paragraphs) as string[] }));
}

/** Records an issue's progress and how many more readers it reached; the same again changes nothing. */
export function moveIssue(
  db: D1Database,
  id: string,
  position: string,
  readers: number,
): D1PreparedStatement {
  return db
    .prepare(
      "update newsletter_issues set position = ?2, readers = readers + ?3 where id = ?1 and position < ?2",
    )
    .bind(id, position, readers);
}

/** The latest issues, with the progress of their mail. */
export async function latestIssues(db: D1Database, max: number): Promise<SentIssue[]> {
  const { results } = await db
    .prepare(
      `select id, language, subject, paragraphs, created_at, readers, queued_at, begins_at, paused_at,
         waiting, failed
       from newsletter_issues order by created_at desc, id limit ?1`,
    )
    .bind(max)
    .all<SentRow>();
  return results.map(({ paragraphs, created_at, queued_at, begins_at, paused_at, ...row }) => ({
    ...row,
    paragraphs: JSON.parse(paragraphs) as string[],
    createdAt: new Date(created_at),
    isQueued: queued_at !== null,
    isPaused: paused_at !== null,
    ...(begins_at === null ? {} : { beginsAt: new Date(begins_at) }),
  }));
}

/** What an issue is called and in which language it is; undefined where none has this id. */
export async function findIssue(
  db: D1Database,
  id: string,
): Promise<Pick<SentIssue, "subject" | "language"> | undefined> {
  const row = await db
    .prepare("select subject, language from newsletter_issues where id = ?1")
    .bind(id)
    .first<Pick<SentIssue, "subject" | "language">>();
  return row ?? undefined;
}

/** Whether an issue with this id was sent. */
export async function hasIssue(db: D1Database, id: string): Promise<boolean> {
  return (await db.prepare("select 1 from newsletter_issues where id = ?1").bind(id).first()) !== null;
}

/** Notes that every reader's mail is in the outbox. */
export function finishIssue(db: D1Database, id: string, at: Date): D1PreparedStatement {
  return db
    .prepare("update newsletter_issues set queued_at = ?2 where id = ?1 and queued_at is null")
    .bind(id, at.toISOString());
}
