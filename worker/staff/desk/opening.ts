import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { doneJustNow } from "../../web/just-done.ts";
import { dueDayOf } from "./due.ts";
import type { RefusedForm } from "./item.ts";
import type { ItemPage } from "./item-page.ts";
import type { Loaded } from "./loading.ts";
import { recordOpening } from "./showing.ts";

/** What the page of an item shows, after an entry of the audit log that says who reads it. */
export async function openItem(
  c: AppContext,
  { submission, context, tip }: Loaded,
  refused?: RefusedForm,
): Promise<ItemPage> {
  const { item } = submission;
  await recordOpening(c, item.reference, tip);
  const due = item.state === "waiting" ? dueDayOf(item, organization) : undefined;
  return {
    submission,
    context,
    me: signedInOf(c).userId,
    today: dayOf(now(c.env), organization.timeZone),
    ...(due ? { due } : {}),
    done: doneJustNow(c),
    refused,
  };
}
