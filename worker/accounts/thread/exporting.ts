import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { ofCopies, takeShares } from "../../web/limits.ts";
import type { Language } from "../../web/organization.ts";
import { showProblem } from "../../web/page.ts";
import { exportOf } from "../own/exporting.ts";
import { heldUnder } from "../own/holdings.ts";
import type { LoadedThread } from "./loading.ts";

/** A copy of everything held about the sender of a data request, and of nobody else. */
export async function exportOfThread(
  c: AppContext,
  { email, emailIndex, language }: LoadedThread,
): Promise<Response> {
  if (await takeShares(c, [ofCopies(emailIndex)], now(c.env))) return showProblem(c, 429);
  const { account, held } = await heldUnder(c.env, emailIndex);
  const whole = { email, ...(account ? account.opened : {}), ...held };
  return exportOf(c, whole, (c.req.param("lang") as Language | undefined) ?? language);
}
