import { isbot } from "isbot";
import { browsers, deviceOf, familyOf, systems } from "../agents/core.ts";
import { isStaffPath, pageAt, versionShown } from "../pages/core.ts";
import { dayOf, hourOf } from "../policy/days.ts";
import type { Cell, Count, Place, Reason, Seen } from "./schema.ts";
import { indicators, rulesVersion } from "./schema.ts";

/** Why a request is not counted, in the order in which the reasons are asked; undefined when it is. */
export function reasonNotCounted({ url, headers, status, signals, outcome }: Seen): Reason | undefined {
  if (isStaffPath(url.pathname)) return "staff";
  if (signals.some((signal) => headers.get(headerOf[signal]) === "1")) return "opted-out";
  if (/prefetch|prerender/.test(`${headers.get("sec-purpose")}${headers.get("purpose")}`)) return "prefetch";
  const agent = headers.get("user-agent");
  if (!agent || isbot(agent)) return "robot";
  if (headers.get("sec-fetch-dest") !== "document") return "no-navigation-headers";
  return status >= 400 && !outcome ? "error" : undefined;
}

/**
 * The cells to which a request adds one: what a view was, why it is none, or what became of a form that was sent.
 * None where a sent form is not counted: only requests for pages are totals of what is not.
 */
export function cellsOf(seen: Seen, at: Date, place: Place): Cell[] {
  const { day, hour } = minuteOf(at, place.timeZone);
  const reason = reasonNotCounted(seen);
  const counts = reason ? notCounted(seen, reason) : countsOf(seen, hour, place);
  return counts.map(({ indicator, value, views, visits }) => ({
    day,
    rules: rulesVersion,
    indicator,
    value,
    views,
    visits,
  }));
}

/** Adds up the cells of the same day, rules, indicator and value. */
export function mergeCells(cells: Iterable<Cell>): Cell[] {
  const merged = new Map<string, Cell>();
  for (const cell of cells) {
    const key = `${groupOf(cell)} ${cell.value}`;
    const sum = merged.get(key);
    if (sum) {
      sum.views += cell.views;
      sum.visits += cell.visits;
    } else {
      merged.set(key, { ...cell });
    }
  }
  return [...merged.values()];
}

/**
 * Holds each indicator to its cap of distinct values a day: past it a value is `other`.
 * @param known the values that have a place already, by `groupOf` their cell; new ones are added to it
 */
export function capValues(cells: readonly Cell[], known: Map<string, Set<string>>): Cell[] {
  return cells.map((cell) => {
    if (cell.indicator === "not-counted") return cell;
    const values = known.get(groupOf(cell)) ?? new Set();
    known.set(groupOf(cell), values);
    if (!values.has(cell.value) && values.size >= indicators[cell.indicator].cap)
      return { ...cell, value: "other" };
    values.add(cell.value);
    return cell;
  });
}

/** The cells that share a cap: those of one day, rules and indicator. Sorts by day. */
export function groupOf({ day, rules, indicator }: Cell): string {
  return `${day} ${rules} ${indicator}`;
}

/** The site that a referrer names, without `www.`; `none` for this site and for what is no site. */
export function referrerOf(referrer: string | null, ownHost: string): string {
  if (!referrer || !URL.canParse(referrer)) return "none";
  const { host, hostname, protocol } = new URL(referrer);
  if (!protocol.startsWith("http") || host === ownHost) return "none";
  return hostname.replace(/^www\./, "").slice(0, 100);
}

/** The campaign that a link names with `utm_source`, where it has the shape of a name and not of a person. */
export function campaignOf(url: URL): string {
  const source = url.searchParams.get("utm_source") ?? "";
  if (source === "") return "none";
  return /^[a-z][a-z0-9._-]{0,39}$/.test(source) && !/\d{5}/.test(source) ? source : "other";
}

/** The cells' value for an hour of the day at a page. */
export function hourAt(page: string, hour: number): string {
  return `${page} ${String(hour).padStart(2, "0")}`;
}

/** The last minute that was asked for: a busy site asks for it again and again, and zones differ by whole minutes. */
let last = { key: "", day: "", hour: 0 };

function minuteOf(at: Date, timeZone: string): { day: string; hour: number } {
  const key = `${Math.floor(at.getTime() / 60_000)} ${timeZone}`;
  if (last.key !== key) last = { key, day: dayOf(at, timeZone), hour: hourOf(at, timeZone) };
  return last;
}

const headerOf = { gpc: "sec-gpc", dnt: "dnt" } as const;

function notCounted({ method }: Seen, reason: Reason): Count[] {
  return method === "GET" ? [{ indicator: "not-counted", value: reason, views: 1, visits: 0 }] : [];
}

function countsOf(seen: Seen, hour: number, place: Place): Count[] {
  const { method, url, headers, country, outcome } = seen;
  const sent: Count[] = outcome
    ? [{ indicator: "form", value: `${outcome.form} ${outcome.outcome}`, views: 1, visits: 0 }]
    : [];
  if (method !== "GET") return sent;
  const agent = headers.get("user-agent") ?? "";
  const isVisit = headers.get("sec-fetch-site") !== "same-origin";
  const page = pageAt(url.pathname, place);
  const version = versionShown(page, place.inForce);
  const values: [Count["indicator"], string][] = [
    ["total", "all"],
    ["page", page],
    ["hour", hourAt(page, hour)],
    ["country", country && /^[A-Z][A-Z0-9]$/.test(country) ? country : "unknown"],
    ["language", languageOf(headers.get("accept-language"))],
    ["device", deviceOf(agent)],
    ["browser", familyOf(agent, browsers)],
    ["system", familyOf(agent, systems)],
  ];
  if (version) values.push(["policy", version]);
  if (isVisit) {
    values.push(["referrer", referrerOf(headers.get("referer"), url.host)], ["campaign", campaignOf(url)]);
  }
  return [
    ...values.map(([indicator, value]) => ({ indicator, value, views: 1, visits: isVisit ? 1 : 0 })),
    ...sent,
  ];
}

function languageOf(accepted: string | null): string {
  return /^\s*([a-zA-Z]{2,3})\b/.exec(accepted ?? "")?.[1]?.toLowerCase() ?? "unknown";
}
