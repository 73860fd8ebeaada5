import { handle } from "@astrojs/cloudflare/handler";
import organization from "../../content/organization.yaml";
import type { AppContext } from "./app.ts";
import { type Language, staffLanguage } from "./organization.ts";
import { languageIn, pageLanguage } from "./page-languages.ts";
import { type ProblemStatus, problemPage } from "./problem.ts";
import { provide, providedIfAny } from "./provided.ts";
import { addressOf, type ShownPage } from "./shown-page.ts";

/** How to answer with a page, unless it is 200 at the request's own address. */
export interface Showing {
  status?: number | undefined;
  /** Seconds until a retry, for the header. */
  retryAfter?: number | undefined;
  /** Parameters of the page's address that the request lacks or has with another value. */
  params?: Readonly<Record<string, string>>;
}

/** Answers with a page that shows this data. The request fills in its address. */
export async function show<Data>(
  c: AppContext,
  page: ShownPage<Data>,
  data: NoInfer<Data>,
  { status, retryAfter, params }: Showing = {},
): Promise<Response> {
  provide(c, page, data);
  const answer = await showPage(c, addressOf(page.path, { ...c.req.param(), ...params }));
  if (!answer.ok) return answer;
  if (retryAfter !== undefined) answer.headers.set("retry-after", String(retryAfter));
  return status === undefined ? answer : new Response(answer.body, { status, headers: answer.headers });
}

/**
 * Answers with a page that shows no data of its own: the one at the request's address, or another. A refused form is
 * shown this way too, so the page is requested with GET.
 */
export async function showPage(c: AppContext, path?: string): Promise<Response> {
  const url = new URL(c.req.url);
  if (path !== undefined) url.pathname = path;
  const headers = new Headers(c.req.raw.headers);
  for (const name of ["content-length", "content-type", "transfer-encoding"]) headers.delete(name);
  return checked(c, await handle(new Request(url, { headers }), c.env, c.executionCtx as ExecutionContext));
}

/** Answers with a page of the build, whatever the request's own headers say. */
export async function showBuilt(c: AppContext, path: string): Promise<Response> {
  return checked(c, await loadPage(c, path));
}

async function checked(c: AppContext, answer: Response): Promise<Response> {
  // A page that fails shows nothing: its error is logged, and the problem page takes its place.
  if (answer.status >= 500) throw new Error("a page could not be shown");
  if (answer.status === 404) return showProblem(c, 404);
  const page = new Response(answer.body, { status: answer.status, headers: answer.headers });
  if (page.headers.get("content-type") === "text/html")
    page.headers.set("content-type", "text/html; charset=utf-8");
  return page;
}

/** Requests a file of the build, whatever the request's own headers say. */
export async function loadPage(c: AppContext, path: string): Promise<Response> {
  return handle(new Request(new URL(path, c.req.url)), c.env, c.executionCtx as ExecutionContext);
}

/** The language that a request is answered in: that of its address, else the organization's own. */
export function languageOf(c: AppContext): Language {
  return languageIn(c.req.path) ?? providedIfAny(c, pageLanguage) ?? staffLanguage(organization);
}

/** Answers with the page that says what went wrong and what to do next. */
export async function showProblem(c: AppContext, status: ProblemStatus): Promise<Response> {
  const page = await show(c, problemPage, { status, language: languageOf(c) }, { status });
  if (status === 405) page.headers.set("allow", "GET, HEAD");
  if (status === 429) page.headers.set("retry-after", "60");
  return page;
}
