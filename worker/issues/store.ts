import type { Issue } from "../newsletter/schema.ts";
import type { Language } from "../policy/schema.ts";

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

/** Adds an issue, to be sent to every reader of its language; the same again changes nothing. */
export function insertIssue(db: D1Database, issue: Issue, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `insert into newsletter_issues (id, language, subject, paragraphs, created_at) values (?1, ?2, ?3, ?4, ?5)
       on conflict (id) do nothing`,
    )
    .bind(issue.id, issue.language, issue.subject, JSON.stringify(issue.paragraphs), at.toISOString());
}

/** The oldest issue that has readers left. */
export async function nextIssue(db: D1Database): Promise<WaitingIssue | undefined> {
  const row = await db
    .prepare(
      `select id, language, subject, paragraphs, position from newsletter_issues
       where queued_at is null order by created_at limit 1`,
    )
    .first<IssueRow>();
  return row ? { ...row, paragraphs: JSON.parse(row.paragraphs) as string[] } : undefined;
}

/** Notes how far an issue has come. */
export function moveIssue(db: D1Database, id: string, position: string): D1PreparedStatement {
  return db
    .prepare("update newsletter_issues set position = ?2 where id = ?1 and position < ?2")
    .bind(id, position);
}

/** Notes that every reader's mail is in the outbox. */
export function finishIssue(db: D1Database, id: string, at: Date): D1PreparedStatement {
  return db
    .prepare("update newsletter_issues set queued_at = ?2 where id = ?1 and queued_at is null")
    .bind(id, at.toISOString());
}
