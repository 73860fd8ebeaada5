import { getCookie } from "hono/cookie";
import type { Refusal } from "../../forms/receiving/again.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { hashOf } from "../../web/sha256.ts";
import {
  clearFailures,
  countFailure,
  failuresFrom,
  freeTries,
  pausedUntil,
  selectFailures,
} from "../engine/failures.ts";
import { sessionCookie } from "../engine/signed-in.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { tokenIn } from "../engine/tokens.ts";
import { startWork, type Work } from "../engine/work.ts";

/** Loads the rows of whoever is signed in, for the engine to act on with their session. */
export async function ownWork(c: AppContext, more: readonly D1PreparedStatement[] = []): Promise<Work> {
  const token = tokenIn(getCookie(c, sessionCookie) ?? "");
  return startWork(
    { env: c.env, headers: c.req.raw.headers },
    { tokenHash: await hashOf(token), token },
    more,
  );
}

/** Asks for the password again before something grave. Wrong ones slow down as they do at sign-in. */
export async function passwordAgain(
  c: AppContext,
  password: string,
  field = "password",
): Promise<{ work: Work } | Refusal> {
  const db = c.env.DB;
  const at = now(c.env);
  const bucket = `session:${signedInOf(c).sessionId}`;
  const work = await ownWork(c, [selectFailures(db, [bucket])]);
  const failures = failuresFrom(work.more[0], bucket);
  const until = pausedUntil(failures, freeTries.account);
  if (until && until > at) {
    const waitSeconds = Math.ceil((until.getTime() - at.getTime()) / 1000);
    return {
      status: 429,
      waitSeconds,
      notice: (t) => t.notices.accounts.paused({ seconds: waitSeconds }),
    };
  }
  const ran = await work.run((api, headers) =>
    api.verifyPassword({ body: { password }, headers, returnHeaders: true }),
  );
  if ("refused" in ran) {
    await countFailure(db, bucket, at).run();
    return { mistakes: [{ field, message: (t) => t.fields.account.password.wrong }] };
  }
  if (failures.failures > 0) await clearFailures(db, bucket).run();
  return { work };
}
