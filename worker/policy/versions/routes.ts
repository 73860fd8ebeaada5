import { textsIn } from "../../texts/texts.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import type { Language } from "../../web/organization.ts";
import { show, showPage, showProblem } from "../../web/page.ts";
import { providedIfAny } from "../../web/provided.ts";
import { router } from "../../web/router.ts";
import { firstToCome, isStanding } from "./history.ts";
import { policyInForce } from "./in-force.ts";
import { linksOf, type VersionFile } from "./links.ts";
import { versions } from "./lock.ts";
import { type LookupPage, lookupPage } from "./pages.ts";
import { proofOfText } from "./proving.ts";
import { fresh, showWithStates } from "./states.ts";
import { VersionDate } from "./version.ts";

const date = ":date{\\d{4}-\\d{2}-\\d{2}}";

export const policyRoutes = router()
  .get(`/${lang}/policy/`, showInForce)
  .get(`/${lang}/policy/versions/`, (c) => showWithStates(c))
  .get(`/${lang}/policy/clause/:id/`, (c) => showWithStates(c))
  .get(`/${lang}/policy/${date}/`, (c) => showVersion(c, c.req.param("date")))
  .get(`/${lang}/policy/${date}/policy.md`, (c) => showDownload(c, c.req.param("date"), "policy.md"))
  .get(`/${lang}/policy/${date}/policy.txt`, (c) => showDownload(c, c.req.param("date"), "policy.txt"))
  .get(`/${lang}/policy/${date}/policy.pdf`, (c) => showDownload(c, c.req.param("date"), "policy.pdf"))
  .get(`/${lang}/policy/${date}/policy.tlog-proof`, (c) => showProof(c, c.req.param("date")))
  .get(`/${lang}/policy/at/`, async (c) => {
    const day = c.req.query("date")?.trim();
    if (day === undefined) return showLookup(c, {}, 200);
    if (!VersionDate.safeParse(day).success) return showLookup(c, { day, problem: "not-a-date" }, 400);
    return c.redirect(`/${c.req.param("lang")}/policy/at/${day}/`, 302);
  })
  .get(`/${lang}/policy/at/:day/`, async (c) => {
    const day = c.req.param("day");
    if (!VersionDate.safeParse(day).success) return showLookup(c, { day, problem: "not-a-date" }, 400);
    const version = versions.findLast((one) => one.date <= day && isStanding(one));
    if (!version) return showLookup(c, { day, problem: "before-the-first" }, 404);
    return showVersion(c, version.date, day);
  });

/**
 * Shows the version in force at the address that always does, and that search engines should keep; before any is, the
 * one that will be first.
 */
async function showInForce(c: AppContext): Promise<Response> {
  const language = c.req.param("lang") as Language;
  const version = providedIfAny(c, policyInForce) ?? firstToCome(versions);
  if (!version) return showProblem(c, 404);
  const { date } = version;
  const lasting = {
    address: `/${language}/policy/`,
    description: textsIn(language).policy.page.description,
  };
  const answer = await showWithStates(c, { path: `/${language}/policy/${date}/`, lasting });
  return withLinks(c, answer, date, "");
}

/** Shows a version. One that is not in the lock is a draft, which only a local build has. */
async function showVersion(c: AppContext, date: string, asked?: string): Promise<Response> {
  const answer = await showWithStates(c, { path: `/${c.req.param("lang")}/policy/${date}/`, asked });
  return answer.status === 404 ? showProblem(c, 404) : withLinks(c, answer, date, "");
}

const contentTypes = {
  "policy.md": "text/markdown; charset=utf-8",
  "policy.txt": "text/plain; charset=utf-8",
  "policy.pdf": "application/pdf",
} as const;

async function showDownload(c: AppContext, date: string, file: Exclude<VersionFile, "">): Promise<Response> {
  const answer = await showPage(c);
  if (!answer.ok) return answer.status === 404 ? showProblem(c, 404) : answer;
  const [, extension = ""] = file.split(".");
  answer.headers.set("content-type", contentTypes[file]);
  answer.headers.set(
    "content-disposition",
    `inline; filename="policy-${date}-${c.req.param("lang")}.${extension}"`,
  );
  return withLinks(c, fresh(c, answer), date, file);
}

/** The proof of a text from the log, which has it a minute after it was published. */
async function showProof(c: AppContext, date: string): Promise<Response> {
  const language = c.req.param("lang") as Language;
  const isPublished = versions.find((one) => one.date === date)?.languages[language];
  const proof = isPublished && (await proofOfText(c.env.DB, date, language));
  if (!proof) return showProblem(c, 404);
  return c.body(proof, 200, {
    "content-type": "text/plain; charset=utf-8",
    "content-disposition": `inline; filename="policy-${date}-${language}.tlog-proof"`,
  });
}

function withLinks(c: AppContext, answer: Response, date: string, file: VersionFile): Response {
  const version = versions.find((one) => one.date === date);
  const language = c.req.param("lang") as Language;
  if (version) answer.headers.set("link", linksOf(versions, version, language, file, now(c.env)));
  return answer;
}

async function showLookup(c: AppContext, page: LookupPage, status: 200 | 400 | 404): Promise<Response> {
  return show(c, lookupPage, page, { status });
}
