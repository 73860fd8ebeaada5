import type { ZodError } from "zod";
import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { inWords } from "../../forms/form/checking.ts";
import { wordsOf } from "../../forms/form/words.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { textsIn } from "../../texts/texts.ts";
import { statisticsCsv } from "../../visits/figures/csv.ts";
import { dashboardPage, type RefusedEntry } from "../../visits/figures/figures.ts";
import { loadStatistics } from "../../visits/figures/loading.ts";
import { deleteNote, insertNote } from "../../visits/figures/notes.ts";
import { onlyOf, StatisticsQuery } from "../../visits/figures/query.ts";
import { ratingsIn, selectRatings } from "../../visits/figures/ratings.ts";
import { wantsWeeklyMail } from "../../visits/figures/weekly-readers.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { languageOf, show, showProblem } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { readForm } from "../../web/read-form.ts";
import { router } from "../../web/router.ts";
import { recordExport } from "../exports/taking.ts";
import { noteForm } from "./note.ts";

/**
 * The dashboard, its exports and its notes. Mount it behind the guards of `/staff` and of the roles that may see it.
 */
export const staffStatisticsRoutes = router()
  .get("/staff/statistics/", async (c) => {
    const query = c.req.query();
    const asked = StatisticsQuery.safeParse(query);
    return asked.success
      ? showDashboard(c, asked.data)
      : showDashboard(c, {}, { values: query, mistakes: mistakesInDays(c, asked.error) });
  })
  .get("/staff/statistics.json", async (c) => {
    const asked = StatisticsQuery.safeParse(c.req.query());
    if (!asked.success) return showProblem(c, 400);
    await recordExport(c, "statistics", "json");
    return c.json(await loadStatistics(c, asked.data));
  })
  .get("/staff/statistics.csv", async (c) => {
    const asked = StatisticsQuery.safeParse(c.req.query());
    if (!asked.success) return showProblem(c, 400);
    await recordExport(c, "statistics", "csv");
    const statistics = await loadStatistics(c, asked.data);
    const { from, to } = statistics.period;
    return c.body(statisticsCsv(statistics), 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="statistics-${from}-${to}.csv"`,
    });
  })
  .post("/staff/statistics/", async (c) => {
    const sent = await readForm(c);
    if (sent instanceof Response) return sent;
    const values = { day: sent.get("day") ?? "", note: sent.get("note") ?? "" };
    const note = noteForm(dayOf(now(c.env), organization.timeZone)).safeParse(values);
    const asked = StatisticsQuery.safeParse(c.req.query());
    const query = asked.success ? asked.data : {};
    if (!note.success) return showDashboard(c, query, { values, mistakes: mistakesInNote(c, note.error) });
    await insertNote(c.env.DB, crypto.randomUUID(), note.data, now(c.env));
    return c.redirect(`/staff/statistics/${new URL(c.req.url).search}#notes`, 303);
  })
  .post("/staff/statistics/notes/delete/", async (c) => {
    const sent = await readForm(c);
    if (sent instanceof Response) return sent;
    const id = sent.get("id");
    if (!id) return showProblem(c, 400);
    await deleteNote(c.env.DB, id);
    return c.redirect(`/staff/statistics/${new URL(c.req.url).search}#notes`, 303);
  });

async function showDashboard(
  c: AppContext,
  query: StatisticsQuery,
  refused?: RefusedEntry,
): Promise<Response> {
  const today = dayOf(now(c.env), organization.timeZone);
  const [statistics, rated, weekly] = await Promise.all([
    loadStatistics(c, query),
    selectRatings(c.env.DB, today).run(),
    wantsWeeklyMail(c.env.DB, signedInOf(c).userId),
  ]);
  const { by, of } = query;
  const { unused } = onlyOf(query);
  const ratings = ratingsIn(rated, statistics.smallestGroup);
  const dashboard = {
    statistics,
    ratings,
    weekly,
    unused,
    chart: { by, of },
    ...(refused ? { refused } : {}),
  };
  return show(c, dashboardPage, dashboard, refused ? { status: 422 } : {});
}

/** An address is refused only for its days. */
function mistakesInDays(c: AppContext, { issues }: ZodError): RefusedEntry["mistakes"] {
  const { from, to } = textsIn(languageOf(c)).fields.statistics;
  return issues.map(({ path: [field] }) =>
    field === "from" ? { field, message: from } : { field: "to", message: to },
  );
}

function mistakesInNote(c: AppContext, { issues }: ZodError): RefusedEntry["mistakes"] {
  const mistakes = issues.map((issue) => ({ field: String(issue.path[0]), message: wordsOf(issue) }));
  return inWords(mistakes, languageOf(c), provided(c, policyInForce).commitments);
}
