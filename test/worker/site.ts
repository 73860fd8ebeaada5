import { env } from "cloudflare:workers";
import { app } from "../../worker/app.ts";
import { router } from "../../worker/web/router.ts";
import { afterwards } from "../workerd/afterwards.ts";
import { makeClient, ticketFor } from "./client.ts";
import { countedDatabase } from "./counted-database.ts";

/** What somebody else does just before a given round trip to D1, counted from 1. */
export const meanwhile = { before: 0, act: async (): Promise<void> => undefined };

const { trips, database } = countedDatabase(env.DB, async (trip) => {
  if (trip === meanwhile.before) await meanwhile.act();
});
const last = { shown: "" };

/** All routes of the site in this isolate, with stand-ins for pages that record what a page would show. */
const site = router()
  .use(async (c, next) => {
    await next();
    last.shown = JSON.stringify(Object.fromEntries(c.get("values") ?? []));
  })
  .route("/", app);

/** The trips to D1 since this list was emptied. */
export { trips };

/** What the last request's route left for its page. */
export const lastShown = (): string => last.shown;

/** Opens an address of the site, or sends a form there as one of its own pages would. */
export async function ask(
  path: string,
  {
    cookie = "",
    fields,
    bindings = {},
    says = {},
  }: {
    cookie?: string;
    fields?: Readonly<Record<string, string>>;
    bindings?: Partial<Env>;
    /** More headers. */
    says?: Readonly<Record<string, string>>;
  } = {},
): Promise<Response> {
  const context = {
    waitUntil: (work: Promise<unknown>) => afterwards.push(work),
    passThroughOnException: () => undefined,
    props: {},
  };
  const headers = { cookie, "cf-connecting-ip": "203.0.113.1", ...says };
  const init = fields
    ? { method: "POST", body: new URLSearchParams(fields), headers: { ...headers, origin: env.ORIGIN } }
    : { headers };
  return site.fetch(new Request(env.ORIGIN + path, init), { ...env, DB: database, ...bindings }, context);
}

/** Sends a form with the ticket on its page right now. */
export async function fillIn(
  form: string,
  path: string,
  fields: Readonly<Record<string, string>>,
  cookie = "",
  bindings: Partial<Env> = {},
): Promise<Response> {
  return ask(path, { cookie, fields: { ...fields, ticket: await ticketFor(env, form) }, bindings });
}

/** Somebody with an account who is signed in. */
export async function makeSignedIn(
  email: string,
  password: string,
): Promise<{ userId: string; cookie: string }> {
  const userId = await makeClient(env, email, password);
  const answer = await fillIn("sign-in", "/en/sign-in/", { email, password });
  if (answer.headers.get("location") !== "/en/account/") throw new Error(`${email} could not sign in`);
  return { userId, cookie: cookiesOf(answer) };
}

/** The cookies that an answer sets, as a browser sends them back. */
export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

/** The site's routes below a folder, with methods: `/staff/inbox/:reference/`. */
export function routesBelow(folder: RegExp): { method: "GET" | "POST"; path: string }[] {
  const found = app.routes
    .filter(({ method, path }) => (method === "GET" || method === "POST") && folder.test(path))
    .map(({ method, path }) => `${method} ${path.replace(/^\/:lang\{[^}]*\}/, "/en")}`);
  return [...new Set(found)].map((route) => {
    const [method, path = ""] = route.split(" ");
    return { method: method as "GET" | "POST", path };
  });
}

/** Every row of every table, as text. */
export async function allRows(): Promise<string[]> {
  const { results: tables } = await env.DB.prepare(
    "select name from sqlite_schema where type = 'table' and name not like '\\_%' escape '\\' and name not glob 'sqlite_*' and name <> 'd1_migrations'",
  ).all<{ name: string }>();
  const found = await env.DB.batch<Record<string, unknown>>(
    tables.map(({ name }) => env.DB.prepare(`select * from "${name}"`)),
  );
  return found.flatMap(({ results }, index) =>
    results.map((row) => `${tables[index]?.name} ${JSON.stringify(row)}`),
  );
}
