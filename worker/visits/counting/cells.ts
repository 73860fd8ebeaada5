import { acceptedLanguages } from "../../web/accepted-languages.ts";
import { dayOf, hourOf } from "../../web/days.ts";
import { isRobotAgent, isSignedByRobot } from "../../web/robots.ts";
import { browsers, deviceOf, familyOf, systems } from "../../web/user-agent.ts";
import { campaignsOf } from "./campaigns.ts";
import {
  type Cell,
  type Count,
  indicators,
  type Place,
  type Reason,
  reasons,
  rulesVersion,
  type Seen,
} from "./counts.ts";
import { isStaffPath, pageAt, versionShown } from "./pages.ts";
import { hasOwnPlace } from "./reserved.ts";

/** Why a request is not counted, by the first reason that applies; undefined when it is. */
export function reasonNotCounted(seen: Seen): Reason | undefined {
  return reasons.find((reason) => isAbout[reason](seen));
}

/**
 * The cells a request adds one to: the view, the reason why it is none, or the outcome of a submitted form. Empty where
 * a submitted form is not counted: only requests for pages are totalled by reason.
 */
export function cellsOf(seen: Seen, at: Date, place: Place): Cell[] {
  const { day, hour } = minuteOf(at, place.timeZone);
  const reason = reasonNotCounted(seen);
  const counts = reason ? notCounted(seen, reason, hour) : countsOf(seen, hour, place);
  return counts.map(({ indicator, value, views, visits }) => ({
    day,
    rules: rulesVersion,
    indicator,
    value,
    views,
    visits,
  }));
}

/** Sums cells of the same day, rules, indicator and value. */
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
 * Caps the distinct values per day of each indicator in a batch, keeping those with most views; the rest become
 * `other`. Well-known values have places of their own. The database applies the same cap to the day.
 */
export function capValues(cells: readonly Cell[]): Cell[] {
  const places = new Map<string, number>();
  const byViews = cells.toSorted((a, b) => b.views - a.views);
  return mergeCells(
    byViews.map((cell) => {
      if (cell.indicator === "not-counted" || cell.value === "other" || hasOwnPlace(cell)) return cell;
      const taken = places.get(groupOf(cell)) ?? 0;
      places.set(groupOf(cell), taken + 1);
      return taken < indicators[cell.indicator].cap ? cell : { ...cell, value: "other" };
    }),
  );
}

/** Cells sorted by name, so that their order does not reveal which came together. */
export function sortCells(cells: readonly Cell[]): Cell[] {
  const key = (cell: Cell) => `${groupOf(cell)} ${cell.value}`;
  return cells
    .map((cell) => ({ cell, key: key(cell) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ cell }) => cell);
}

/**
 * The site that a referrer names, without `www.`. `none` for this site and for anything that is no site; `other` for
 * what could be one person's own: a network address, a name without a domain, a home or office name, a very long name.
 * @param own the host of this site, without a port
 */
export function referrerOf(referrer: string | null, own: string): string {
  if (!referrer || !URL.canParse(referrer)) return "none";
  const { hostname, protocol } = new URL(referrer);
  const name = siteNamed(hostname);
  if (!protocol.startsWith("http") || name === siteNamed(own)) return "none";
  return name.length <= 100 && publicName.test(name) && !privateName.test(name) ? name : "other";
}

/** The name of a host's site, without `www.` or a trailing dot. */
export function siteNamed(host: string): string {
  return host.replace(/^www\./, "").replace(/\.$/, "");
}

/** The value of the cell for an hour of the day at a page. */
export function hourAt(page: string, hour: number): string {
  return `${page} ${String(hour).padStart(2, "0")}`;
}

/** The value of the cell for an error in an hour of the day: `4xx 09` where a request was refused, `5xx 09` where the site failed. */
export function errorAt(status: number, hour: number): string {
  return hourAt(`${Math.floor(status / 100)}xx`, hour);
}

const publicName = /^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/;

/** Names that are reserved for private use: RFC 6762, RFC 8375, RFC 6761, and what routers and offices use. */
const privateName = /\.(?:local|home\.arpa|localhost|internal|intranet|lan|home|corp|private|fritz\.box)$/;

/** Caches the last minute, because a busy site asks for it again and again. Zones differ by whole minutes. */
let last = { key: "", day: "", hour: 0 };

function minuteOf(at: Date, timeZone: string): { day: string; hour: number } {
  const key = `${Math.floor(at.getTime() / 60_000)} ${timeZone}`;
  if (last.key !== key) last = { key, day: dayOf(at, timeZone), hour: hourOf(at, timeZone) };
  return last;
}

/** The cells that share a cap: one day, rules and indicator. */
function groupOf({ day, rules, indicator }: Cell): string {
  return `${day} ${rules} ${indicator}`;
}

/** The requests to which each reason applies. */
const isAbout: Record<Reason, (seen: Seen) => boolean> = {
  staff: ({ url }) => isStaffPath(url.pathname),
  "opted-out": ({ signals, headers }) => signals.some((signal) => headers.get(headerOf[signal]) === "1"),
  prefetch: ({ headers }) =>
    purposeHeaders.some((name) => /prefetch|prerender|preview/i.test(headers.get(name) ?? "")),
  robot: ({ headers }) => isRobotAgent(headers.get("user-agent")) || isSignedByRobot(headers),
  "no-navigation-headers": ({ headers }) => headers.get("sec-fetch-dest") !== "document",
  error: ({ status, outcome }) => status >= 400 && !outcome,
};

/** Where browsers of different makes and ages say that nobody may look at the page: `x-moz` is Firefox, the rest WebKit. */
const purposeHeaders = ["sec-purpose", "purpose", "x-purpose", "x-moz"] as const;

const headerOf = { gpc: "sec-gpc", dnt: "dnt" } as const;

function notCounted(seen: Seen, reason: Reason, hour: number): Count[] {
  if (seen.method !== "GET") return [];
  const one = (indicator: Count["indicator"], value: string) => ({ indicator, value, views: 1, visits: 0 });
  const error = reason === "error" ? [one("error", errorAt(seen.status, hour))] : [];
  return [one("not-counted", reason), ...error];
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
    ["language", acceptedLanguages(headers.get("accept-language"))[0] ?? "unknown"],
    ["device", deviceOf(agent)],
    ["browser", familyOf(agent, browsers)],
    ["system", familyOf(agent, systems)],
  ];
  if (version) values.push(["policy", version]);
  if (isVisit) {
    values.push(
      ["referrer", referrerOf(headers.get("referer"), url.hostname)],
      ...campaignsOf(url.searchParams),
    );
  }
  return [
    ...values.map(([indicator, value]) => ({ indicator, value, views: 1, visits: isVisit ? 1 : 0 })),
    ...sent,
  ];
}
