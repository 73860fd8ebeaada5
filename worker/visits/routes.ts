import { Hono } from "hono";
import organization from "../../content/organization.yaml";
import { dayOf } from "../policy/days.ts";
import { type AppEnv, lang } from "../web/app.ts";
import { now } from "../web/clock.ts";
import { showPage } from "../web/page.ts";
import { statisticsOf } from "./core.ts";
import { totalsBetween } from "./store.ts";

const days = 30;

export const visitRoutes = new Hono<AppEnv>().get(`/${lang}/statistics/`, async (c) => {
  const at = now(c.env);
  const to = dayOf(at, organization.timeZone);
  const from = dayOf(new Date(at.getTime() - (days - 1) * 24 * 60 * 60 * 1000), organization.timeZone);
  const { groups, asOf } = await totalsBetween(c.env.DB, from, to);
  const { smallestGroup } = c.get("policy").commitments;
  c.set("statistics", { from, to, asOf, smallestGroup, ...statisticsOf(groups, smallestGroup) });
  return showPage(c);
});
