import organization from "../../../content/organization.yaml";
import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { bindingLanguage, type Language } from "../../web/organization.ts";
import { loadPage, show, showProblem } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { router } from "../../web/router.ts";
import type { VersionText } from "../text/version-text.ts";
import { policyInForce } from "../versions/in-force.ts";
import { versions } from "../versions/lock.ts";
import { untilNextChange } from "../versions/states.ts";
import { VersionDate } from "../versions/version.ts";
import { comparisonListPage, comparisonPage } from "./changes.ts";
import { compareVersions } from "./comparison.ts";

/** Stands for the date of the version in force, so links need not know it. */
const current = "current";

/**
 * Compares any two versions on demand. Each version's clauses are one file of the build, so a build grows with
 * versions, not with pairs.
 */
export const comparisonRoutes = router()
  .get(`/${lang}/policy/compare/`, async (c) => {
    const { a, b } = c.req.query();
    const versions = `/${c.req.param("lang")}/policy/versions/#compare`;
    if (a === undefined || b === undefined) return c.redirect(versions, 302);
    return isName(a) && isName(b) ? c.redirect(addressOf(c, a, b), 302) : showProblem(c, 404);
  })
  .get(`/${lang}/policy/compare/:a/:b/`, (c) => showComparison(c, c.req.param("a"), c.req.param("b"), false))
  .get(`/${lang}/policy/compare/:a/:b/list/`, (c) =>
    showComparison(c, c.req.param("a"), c.req.param("b"), true),
  );

/**
 * Shows what changed from one version to a later one. The wrong order redirects to the right one; a pair that is not there
 * in the reader’s language, to that in the language that binds.
 */
async function showComparison(c: AppContext, a: string, b: string, isList: boolean): Promise<Response> {
  if (!isName(a) || !isName(b)) return showProblem(c, 404);
  const [from = "", to = ""] = [dateOf(c, a), dateOf(c, b)].sort();
  if (from !== a || to !== b) return c.redirect(addressOf(c, from, to, isList), 302);
  const language = comparedIn(c, [from, to]);
  if (language !== c.req.param("lang")) return c.redirect(addressOf(c, from, to, isList, language), 302);
  const at = now(c.env);
  return untilNextChange(c, c.req.path, at, () => compare(c, { from, to, isList, at }));
}

async function compare(
  c: AppContext,
  { from, to, isList, at }: { from: string; to: string; isList: boolean; at: Date },
): Promise<Response> {
  const [before, after] = await Promise.all([loadText(c, from), loadText(c, to)]);
  if (!before || !after) return showProblem(c, 404);
  const comparison = compareVersions(before.clauses, after.clauses, c.req.param("lang") as Language);
  return show(c, isList ? comparisonListPage : comparisonPage, { before, after, comparison, at });
}

async function loadText(c: AppContext, date: string): Promise<VersionText | undefined> {
  const file = await loadPage(c, `/${c.req.param("lang")}/policy/${date}/clauses.json`);
  return file.ok ? file.json<VersionText>() : undefined;
}

function dateOf(c: AppContext, name: string): string {
  return name === current ? provided(c, policyInForce).date : name;
}

function isName(name: string): boolean {
  return name === current || VersionDate.safeParse(name).success;
}

function comparedIn(c: AppContext, dates: readonly string[]): Language {
  const asked = c.req.param("lang") as Language;
  const compared = versions.filter(({ date }) => dates.includes(date));
  return compared.every(({ languages }) => languages[asked]) ? asked : bindingLanguage(organization);
}

function addressOf(
  c: AppContext,
  a: string,
  b: string,
  isList = false,
  language = c.req.param("lang"),
): string {
  return `/${language}/policy/compare/${a}/${b}/${isList ? "list/" : ""}`;
}
