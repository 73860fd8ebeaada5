import organization from "../../../content/organization.yaml";
import { textsIn } from "../../texts/texts.ts";
import { notOpened } from "../../vault/not-opened.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { ofCopies, takeShares } from "../../web/limits.ts";
import type { Language } from "../../web/organization.ts";
import { showProblem } from "../../web/page.ts";
import { providedIfAny } from "../../web/provided.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import type { Exported } from "./held.ts";
import { holdingsOf } from "./holdings.ts";
import { exportVersion, meaningsIn } from "./meanings.ts";
import { readablePage } from "./readable.ts";
import { tableCsv, tablesOf } from "./tables.ts";

/** Answers with everything that is held, as a ZIP of JSON, CSV and a readable page. */
export async function exportAnswer(c: AppContext): Promise<Response> {
  if (await takeShares(c, [ofCopies(signedInOf(c).userId)], now(c.env))) return showProblem(c, 429);
  const holdings = await holdingsOf(c.env, signedInOf(c), -1);
  return exportOf(c, holdings, c.req.param("lang") as Language);
}

/** The same for anybody, with or without an account. */
export async function exportOf(c: AppContext, holdings: Exported, language: Language): Promise<Response> {
  const { strToU8, zipSync } = await import("fflate");
  const at = now(c.env);
  const tables = tablesOf(holdings);
  const sheets = Object.entries(tables).map(([name, rows]) => [
    `${name}.csv`,
    // The mark tells spreadsheets that this is UTF-8.
    strToU8(`\uFEFF${tableCsv(rows)}`),
  ]);
  const meanings = meaningsIn(textsIn(language));
  const data = {
    version: exportVersion,
    madeAt: at,
    meanings,
    ...holdings,
    notOpened: providedIfAny(c, notOpened) ?? [],
  };
  const files = {
    "data.json": strToU8(JSON.stringify(data, undefined, 2)),
    "read-me.html": strToU8(readablePage(tables, { language, madeAt: at })),
    ...Object.fromEntries(sheets),
  };
  return new Response(zipSync(files, { level: 6, mtime: at }), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="my-data-${dayOf(at, organization.timeZone)}.zip"`,
      "cache-control": "no-store",
    },
  });
}
