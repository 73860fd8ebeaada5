import { keyRing } from "../../vault/ring.ts";
import type { Desk } from "../desk/item.ts";
import { type ItemRow, itemOf } from "../desk/items.ts";
import { selectWords, wordsIn } from "../desk/list-rows.ts";
import { namesIn, selectNames } from "../members/names.ts";
import { type ListExport, pageOf, rowsOnPage } from "./export.ts";

/**
 * A list of what people sent, oldest first: where each item stands, who sent it and what they wrote. What nobody may read,
 * or does not open, has a row without words.
 */
export function itemsOf(desk: Desk): ListExport {
  return {
    columns: [
      "reference",
      "form",
      "language",
      "state",
      "status",
      "topic",
      "kind",
      "rating",
      "receivedAt",
      "askedAt",
      "dueOn",
      "assignee",
      "who",
      "text",
    ],
    page: async (env, after) => {
      const [since = "", reference = ""] = after.split(" ");
      const { results } = await selectItemsAfter(env.DB, desk, since, reference).all<ItemRow>();
      const items = results.map(itemOf);
      const ring = await keyRing(env);
      const words = await wordsIn(await env.DB.batch(selectWords(env.DB, items)), ring);
      const { names } = await namesIn(await selectNames(env.DB).run(), ring);
      const rows = results.map((row) => ({
        reference: row.reference,
        form: row.form,
        language: row.language,
        state: row.state,
        status: row.status,
        topic: row.topic ?? "",
        kind: row.kind ?? "",
        rating: row.rating ?? "",
        receivedAt: row.received_at,
        askedAt: row.asked_at ?? "",
        dueOn: row.due_on ?? "",
        assignee: names[row.assignee ?? ""] ?? row.assignee ?? "",
        who: words.get(row.reference)?.who ?? "",
        text: words.get(row.reference)?.text ?? "",
      }));
      const last = results.at(-1);
      return pageOf(rows, last && `${last.since} ${last.reference}`);
    },
  };
}

function selectItemsAfter(db: D1Database, desk: Desk, since: string, reference: string): D1PreparedStatement {
  return db
    .prepare(
      `select *, null as suspicions, null as status_at, null as guardian_agreed_at, null as confirmed_at
       from desk_items where desk = ?1 and (since, reference) > (?2, ?3) and state <> 'unconfirmed'
       order by since, reference limit ?4`,
    )
    .bind(desk, since, reference, rowsOnPage);
}
