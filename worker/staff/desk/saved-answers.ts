import type { Language } from "../../web/organization.ts";

/** A text that staff insert into answers. */
export interface SavedAnswer {
  id: string;
  language: Language;
  title: string;
  text: string;
}

/** How many there may be: a page shows them all. */
const maxAnswers = 100;

/** Every saved answer, by title. Read them with `savedAnswersIn`. */
export function selectSavedAnswers(db: D1Database): D1PreparedStatement {
  return db.prepare("select id, language, title, text from saved_answers order by title, id");
}

/** The result of `selectSavedAnswers`. */
export function savedAnswersIn(result: D1Result | undefined): SavedAnswer[] {
  return (result?.results ?? []) as unknown as SavedAnswer[];
}

/** Saves an answer; nothing once there are too many. */
export function insertSavedAnswer(
  db: D1Database,
  { id, language, title, text }: SavedAnswer,
  at: Date,
): D1PreparedStatement {
  return db
    .prepare(
      `insert into saved_answers (id, language, title, text, saved_at)
       select ?1, ?2, ?3, ?4, ?5 where (select count(*) from saved_answers) < ?6`,
    )
    .bind(id, language, title, text, at.toISOString(), maxAnswers);
}

/** Deletes a saved answer. */
export function deleteSavedAnswer(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("delete from saved_answers where id = ?1").bind(id);
}
