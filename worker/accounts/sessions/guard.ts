import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { typedBefore } from "../../forms/receiving/typed-before.ts";
import { keyRing } from "../../vault/ring.ts";
import { unseal } from "../../vault/sealing.ts";
import { textOrNone } from "../../vault/set-aside.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { logWarning } from "../../web/log.ts";
import { languageOf, showProblem } from "../../web/page.ts";
import { inLanguage } from "../../web/page-languages.ts";
import { provide, providedIfAny } from "../../web/provided.ts";
import { hashOf } from "../../web/sha256.ts";
import { type DraftRow, deleteDraft, draftsIn, selectDraftsAt } from "../drafts/drafts.ts";
import { draftWasKept, keepForLater } from "../drafts/keeping.ts";
import { pageOfForm } from "../drafts/page-of-form.ts";
import { type Role, type SignedIn, sessionCookie, signedInPerson, staffRoles } from "../engine/signed-in.ts";
import { isAlive, lifetimesOf, tokenIn } from "../engine/tokens.ts";
import { notSavedSignedOut, notSavedUnknown } from "../form/not-saved.ts";
import { type SessionRow, selectSession, touchSession } from "./sessions.ts";

/** Files of ours below a closed path. */
const downloads = ["/staff/statistics.csv", "/staff/statistics.json"];

/**
 * Closes everything below a path to all roles but those named. Visitors are sent to sign in, other roles get 403, and
 * no cache stores the answers.
 */
export function only(...roles: readonly Role[]): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    // A cache in between could take a name that ends like a file's for one and store it.
    const isFile = c.req.path.includes(".") && !downloads.includes(c.req.path);
    const page = isFile ? showProblem(c, 404) : undefined;
    const refused = page ?? refusal(c, roles).catch((error: unknown) => notSavedUnknown(c, error));
    const answer = await refused;
    if (answer) c.res = answer;
    else {
      await next();
      await forgetSent(c);
    }
    c.header("cache-control", "no-store");
    return undefined;
  };
}

/** Forgets what was typed into a form before, now that it is sent. */
async function forgetSent(c: AppContext): Promise<void> {
  const isSent = c.req.method === "POST" && c.res.status === 303 && !providedIfAny(c, draftWasKept);
  const isKept = providedIfAny(c, typedBefore)?.some(({ action }) => action === c.req.path);
  const who = providedIfAny(c, signedInPerson);
  if (isSent && isKept && who) await deleteDraft(c.env.DB, who.userId, c.req.path).run();
}

/**
 * The person whom the session cookie names, if the session is alive, and what they typed into this page's forms before.
 * One D1 round trip.
 */
export async function whoIsSignedIn(c: AppContext): Promise<SignedIn | undefined> {
  const token = tokenIn(getCookie(c, sessionCookie) ?? "");
  if (!token) return undefined;
  const at = now(c.env);
  const tokenHash = await hashOf(token);
  const idle = (role: Role) => new Date(at.getTime() - lifetimesOf(role).idle);
  const page = c.req.method === "POST" ? pageOfForm(c.req.path) : c.req.path;
  const [found, , drafts] = await c.env.DB.batch([
    selectSession(c.env.DB, tokenHash),
    touchSession(c.env.DB, tokenHash, at, { client: idle("client"), staff: idle("owner") }),
    selectDraftsAt(c.env.DB, tokenHash, page),
  ]);
  const [row] = (found?.results ?? []) as SessionRow[];
  if (!row) return undefined;
  const times = { createdAt: new Date(row.created_at), seenAt: new Date(row.seen_at) };
  if (!isAlive(times, row.role, at)) return undefined;
  provide(c, typedBefore, await draftsIn((drafts?.results ?? []) as DraftRow[], await keyRing(c.env)));
  return signedIn(c.env, row);
}

async function refusal(c: AppContext, roles: readonly Role[]): Promise<Response | undefined> {
  const who = providedIfAny(c, signedInPerson) ?? (await whoIsSignedIn(c));
  const language = languageOf(c);
  if (!who) {
    const unkept = await keepForLater(c);
    const shownAgain = unkept && (await notSavedSignedOut(c, unkept));
    if (shownAgain) return shownAgain;
    return c.redirect(
      `/${language}/sign-in/?next=${encodeURIComponent(inLanguage(whereTo(c), language))}`,
      303,
    );
  }
  if (!roles.includes(who.role)) {
    logWarning("sessions: refused", { method: c.req.method, route: c.req.routePath, role: who.role });
    return showProblem(c, 403);
  }
  if (c.req.path.startsWith("/staff/") && isStaff(who.role) && !who.twoFactor)
    return c.redirect(`/${language}/account/security/two-factor/`, 303);
  provide(c, signedInPerson, who);
  return undefined;
}

/** Where to go on after signing in: the page that was asked for with its filters, or the page of the form that was sent. */
function whereTo(c: AppContext): string {
  return c.req.method === "POST" ? pageOfForm(c.req.path) : c.req.path + new URL(c.req.url).search;
}

function isStaff(role: Role): boolean {
  return (staffRoles as readonly Role[]).includes(role);
}

async function signedIn(env: Env, row: SessionRow): Promise<SignedIn> {
  const ring = await keyRing(env);
  const opened = (column: "sealed_email" | "sealed_name") =>
    unseal(ring, { table: "users", column, row: row.user_id }, row[column]);
  const [email, name] = await Promise.all([
    textOrNone(row.user_id, () => opened("sealed_email")),
    textOrNone(row.user_id, () => opened("sealed_name")),
  ]);
  return {
    userId: row.user_id,
    sessionId: row.id,
    email,
    emailIndex: row.email_index,
    name,
    role: row.role,
    twoFactor: row.two_factor_enabled === 1,
    ...(row.erase_at === null ? {} : { eraseAt: new Date(row.erase_at) }),
  };
}
