import { handle } from "@astrojs/cloudflare/handler";
import type { AppContext } from "./app.ts";
import { type ProblemStatus, problemPage } from "./problem.ts";
import { provide } from "./provided.ts";
import { addressOf, type ShownPage } from "./shown-page.ts";

/** How a page is answered, where it is not with 200 at its own request. */
export interface Showing {
  status?: number | undefined;
  /** Seconds until it may be tried again, for the header. */
  retryAfter?: number | undefined;
  /** Parameters of the page's address that the request does not have, or has otherwise. */
  params?: Readonly<Record<string, string>>;
}

/** Answers with a page that shows this. Its address is filled in from the request. */
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
 * Answers with a page of the site that shows nothing of its own: the one at the request's address, or at another.
 * A form that was refused is shown this way too, so the page is asked for with GET.
 */
export async function showPage(c: AppContext, path?: string): Promise<Response> {
  const url = new URL(c.req.url);
  if (path !== undefined) url.pathname = path;
  const headers = new Headers(c.req.raw.headers);
  for (const name of ["content-length", "content-type", "transfer-encoding"]) headers.delete(name);
  const answer = await handle(new Request(url, { headers }), c.env, c.executionCtx as ExecutionContext);
  // A page that fails has nothing to show: what it threw is logged, and the page about errors is shown in its place.
  if (answer.status >= 500) throw new Error("a page could not be shown");
  const page = new Response(answer.body, { status: answer.status, headers: answer.headers });
  if (page.headers.get("content-type") === "text/html")
    page.headers.set("content-type", "text/html; charset=utf-8");
  return page;
}

/** Asks for a file of the build, whatever the request's own headers are. */
export async function loadPage(c: AppContext, path: string): Promise<Response> {
  return handle(new Request(new URL(path, c.req.url)), c.env, c.executionCtx as ExecutionContext);
}

/** Answers with the page that says what went wrong and what to do next. */
export async function showProblem(c: AppContext, status: ProblemStatus): Promise<Response> {
  const page = await show(c, problemPage, { status }, { status });
  if (status === 405) page.headers.set("allow", "GET, HEAD");
  return page;
}
