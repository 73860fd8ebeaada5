import { type Context, Hono } from "hono";
import { decodeForm } from "../forms/core.ts";
import type { AppEnv } from "../web/app.ts";
import { now } from "../web/clock.ts";
import { showPage, showProblem } from "../web/page.ts";
import { asCsv } from "./core.ts";
import { loadStatistics } from "./loading.ts";
import { NoteForm, StatisticsQuery } from "./schema.ts";
import { deleteNote, insertNote, setWeeklyMail } from "./store.ts";

/**
 * The dashboard for staff. Mount it behind the guard of `/staff` only.
 * @param personOf who is signed in: the weekly mail is asked for by them
 */
export function staffStatisticsRoutes(personOf: (c: Context<AppEnv>) => string | undefined): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/staff/statistics/", async (c) => {
      c.set("statistics", await loadStatistics(c, StatisticsQuery.parse(c.req.query())));
      return showPage(c);
    })
    .get("/staff/statistics.json", async (c) => {
      return c.json(await loadStatistics(c, StatisticsQuery.parse(c.req.query())));
    })
    .get("/staff/statistics.csv", async (c) => {
      const statistics = await loadStatistics(c, StatisticsQuery.parse(c.req.query()));
      const { from, to } = statistics.period;
      return c.body(asCsv(statistics), 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="statistics-${from}-${to}.csv"`,
      });
    })
    .post("/staff/statistics/", async (c) => {
      const sent = await fieldsOf(c);
      if (!sent) return showProblem(c, 400);
      const note = NoteForm.safeParse({ day: sent.get("day") ?? "", note: sent.get("note") ?? "" });
      if (note.success) {
        await insertNote(c.env.DB, crypto.randomUUID(), note.data, now(c.env));
        return c.redirect("/staff/statistics/#notes", 303);
      }
      const mistakes = note.error.issues.map(({ path, message }) => ({ field: String(path[0]), message }));
      const refused = { note: { day: sent.get("day") ?? "", note: sent.get("note") ?? "" }, mistakes };
      c.set("statistics", { ...(await loadStatistics(c, {})), refused });
      const page = await showPage(c);
      return new Response(page.body, { status: 422, headers: page.headers });
    })
    .post("/staff/statistics/notes/delete/", async (c) => {
      const id = (await fieldsOf(c))?.get("id");
      if (!id) return showProblem(c, 400);
      await deleteNote(c.env.DB, id);
      return c.redirect("/staff/statistics/#notes", 303);
    })
    .post("/staff/statistics/mail/", async (c) => {
      const [sent, person] = [await fieldsOf(c), personOf(c)];
      if (!sent || person === undefined) return showProblem(c, 400);
      await setWeeklyMail(c.env.DB, person, sent.get("weekly") === "yes", now(c.env));
      return c.redirect("/staff/statistics/#mail", 303);
    });
}

async function fieldsOf(c: Context<AppEnv>): Promise<ReadonlyMap<string, string> | undefined> {
  const fields = decodeForm(new Uint8Array(await c.req.arrayBuffer()));
  return fields && new Map(fields);
}
