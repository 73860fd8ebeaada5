import type { Language } from "../../web/organization.ts";
import { sha256 } from "../../web/sha256.ts";

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

/** Saves an answer in place of one with the same name and language; nothing once there are too many. */
export async function insertSavedAnswer(
  db: D1Database,
  { language, title, text }: Omit<SavedAnswer, "id">,
  at: Date,
): Promise<D1PreparedStatement> {
  return db
    .prepare(
      `insert into saved_answers (id, language, title, text, saved_at)
       select ?1, ?2, ?3, ?4, ?5 where (select count(*) from saved_answers) < ?6
       on conflict (id) do update set text = excluded.text, saved_at = excluded.saved_at`,
    )
    .bind(
      (await sha256(`${language} ${title}`)).slice(0, 16),
      language,
      title,
      text,
      at.toISOString(),
      maxAnswers,
    );
}

/** Deletes a saved answer. */
export function deleteSavedAnswer(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("delete from saved_answers where id = ?1").bind(id);
}
