import { isbot } from "isbot";
import { dayOf, hourOf } from "../policy/core.ts";
import type { Commitments } from "../policy/schema.ts";
import type { Cell, Count, Group, Reason, StatisticsPage } from "./schema.ts";
import { indicators, rulesVersion } from "./schema.ts";

/** What the counter looks at in a request for a page; nothing else of it is read. */
export interface Seen {
  url: URL;
  headers: Headers;
  /** Two-letter country from the network, where it is known. */
  country: string | undefined;
  /** Status of the answer. */
  status: number;
  /** The opt-out signals that the policy in force promises to honour. */
  signals: Commitments["signals"];
}

/** The header in which each opt-out signal comes, as `1` (W3C Global Privacy Control, Tracking Preference Expression). */
const signalHeaders = { gpc: "sec-gpc", dnt: "dnt" } as const;

/** Why a request is not counted, in the order in which the reasons are asked; undefined when it is. */
export function reasonNotCounted({ headers, status, signals }: Seen): Reason | undefined {
  if (signals.some((signal) => headers.get(signalHeaders[signal]) === "1")) return "opted-out";
  if (/prefetch|prerender/.test(`${headers.get("sec-purpose")}${headers.get("purpose")}`)) return "prefetch";
  const agent = headers.get("user-agent");
  if (!agent || isbot(agent)) return "robot";
  if (headers.get("sec-fetch-dest") !== "document") return "no-navigation-headers";
  return status >= 400 ? "error" : undefined;
}

/** The cells to which a request adds one: what a view was, or why it is none. */
export function cellsOf(seen: Seen, at: Date, timeZone: string): Cell[] {
  const day = dayOf(at, timeZone);
  const reason = reasonNotCounted(seen);
  const counts: Count[] = reason
    ? [{ indicator: "not-counted", value: reason, views: 1, visits: 0 }]
    : countsOf(seen, hourOf(at, timeZone));
  return counts.map((count) => ({ day, rules: rulesVersion, ...count }));
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

/**
 * Folds values seen fewer than `smallest` times into one group that is never a single value: where only one
 * is that small, the next larger is folded with it.
 * @param groups most views first
 */
export function foldSmallGroups(
  groups: readonly Group[],
  smallest: number,
): { shown: Group[]; folded: boolean } {
  let shown = groups.filter(({ views }) => views >= smallest);
  if (groups.length - shown.length === 1) shown = shown.slice(0, -1);
  return { shown, folded: shown.length < groups.length };
}

/** What the statistics page shows of a period's totals; every view has exactly one page, so pages add up to all. */
export function statisticsOf(
  totals: ReadonlyMap<string, Group[]>,
  smallest: number,
): Pick<StatisticsPage, "views" | "visits" | "groups" | "notCounted"> {
  const pages = totals.get("page") ?? [];
  const groups = Object.fromEntries(
    Object.keys(indicators).map((indicator) => [
      indicator,
      foldSmallGroups(totals.get(indicator) ?? [], smallest),
    ]),
  ) as StatisticsPage["groups"];
  return {
    views: pages.reduce((sum, { views }) => sum + views, 0),
    visits: pages.reduce((sum, { visits }) => sum + visits, 0),
    groups,
    notCounted: totals.get("not-counted") ?? [],
  };
}

function countsOf({ url, headers, country }: Seen, hour: number): Count[] {
  const agent = headers.get("user-agent") ?? "";
  const isVisit = headers.get("sec-fetch-site") !== "same-origin";
  const page = pageOf(url.pathname);
  const values: [Count["indicator"], string][] = [
    ["page", page],
    ["hour", `${page} ${String(hour).padStart(2, "0")}`],
    ["country", country && /^[A-Z][A-Z0-9]$/.test(country) ? country : "unknown"],
    ["language", languageOf(headers.get("accept-language"))],
    ["device", deviceOf(agent)],
    ["browser", family(agent, browsers)],
    ["system", family(agent, systems)],
  ];
  if (isVisit) {
    values.push(["referrer", referrerOf(headers.get("referer"), url)], ["campaign", campaignOf(url)]);
  }
  return values.map(([indicator, value]) => ({ indicator, value, views: 1, visits: isVisit ? 1 : 0 }));
}

/** Browser and system of a user agent, without versions: "Firefox on Windows". */
export function deviceInWords(agent: string): string {
  return `${family(agent, browsers)} on ${family(agent, systems)}`;
}

/** The page's address without what is in it about one person or one form; unknown pages are `other`. */
function pageOf(path: string): string {
  const secret = /^(\/[a-z]{2}\/(?:sent|confirm|unsubscribe|reset|verify|invitation)\/)[^/]+\/$/.exec(path);
  if (secret) return `${secret[1]}…/`;
  return /^\/(?:[a-z]{2}\/(?:[a-z0-9-]+\/){0,4})?$/.test(path) ? path : "other";
}

function languageOf(accepted: string | null): string {
  return /^\s*([a-zA-Z]{2,3})\b/.exec(accepted ?? "")?.[1]?.toLowerCase() ?? "unknown";
}

function referrerOf(referrer: string | null, own: URL): string {
  if (!referrer || !URL.canParse(referrer)) return "none";
  const { host, hostname, protocol } = new URL(referrer);
  if (!protocol.startsWith("http") || host === own.host) return "none";
  return hostname.replace(/^www\./, "").slice(0, 100);
}

function campaignOf(url: URL): string {
  const source = url.searchParams.get("utm_source") ?? "";
  if (source === "") return "none";
  return /^[a-z0-9][a-z0-9._-]{0,39}$/.test(source) ? source : "other";
}

function deviceOf(agent: string): string {
  if (/iPad|Tablet|Android(?!.*Mobile)/i.test(agent)) return "tablet";
  if (/Mobi|iPhone|iPod|Android|HarmonyOS/i.test(agent)) return "phone";
  return /Windows|Macintosh|X11|Linux|CrOS/.test(agent) ? "desktop" : "other";
}

/** First match wins, so a browser built on another stands before it. No version is ever read. */
const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger/, "WeChat"],
  [/QQBrowser|QQ\//, "QQ"],
  [/UCBrowser|UCWEB/, "UC Browser"],
  [/MiuiBrowser/, "Mi Browser"],
  [/HuaweiBrowser/, "Huawei Browser"],
  [/YaBrowser|YaApp/, "Yandex"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/OPR\/|Opera/, "Opera"],
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS|Chromium/, "Chrome"],
  [/Safari/, "Safari"],
];

const systems: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad|iPod/, "iOS"],
  [/Windows/, "Windows"],
  [/Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux|X11/, "Linux"],
];

function family(agent: string, families: readonly [RegExp, string][]): string {
  return families.find(([pattern]) => pattern.test(agent))?.[1] ?? "other";
}
