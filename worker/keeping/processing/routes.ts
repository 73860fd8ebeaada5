import organization from "../../../content/organization.yaml";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import type { Language } from "../../web/organization.ts";
import { show } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { router } from "../../web/router.ts";
import { linkedData } from "./linked-data.ts";
import { recordOf, recordPage } from "./record.ts";

/** The record of processing activities as the version in force has it, for people and as JSON-LD. */
export const recordRoutes = router()
  .get(`/${lang}/policy/record/`, (c) => show(c, recordPage, recordNow(c, c.req.param("lang") as Language)))
  .get(`/${lang}/policy/record.json`, (c) => {
    const language = c.req.param("lang") as Language;
    const data = linkedData(recordNow(c, language), organization.site, language);
    return c.body(JSON.stringify(data, undefined, 2), 200, { "content-type": "application/ld+json" });
  });

function recordNow(c: AppContext, language: Language) {
  const today = dayOf(now(c.env), organization.timeZone);
  return recordOf(organization, provided(c, policyInForce), today, language);
}
