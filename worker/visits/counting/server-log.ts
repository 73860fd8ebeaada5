import { dayOf, hourOf } from "../../web/days.ts";
import { isRobotAgent } from "../../web/robots.ts";
import { browsers, deviceOf, familyOf, systems } from "../../web/user-agent.ts";
import { campaignsOf } from "./campaigns.ts";
import { capValues, errorAt, hourAt, referrerOf, siteNamed } from "./cells.ts";
import { type Cell, type Count, logRulesVersion } from "./counts.ts";
import { readLogLine, readLogTime, readTarget } from "./log-line.ts";
import { isPagePath, isStaffPath, pageAt } from "./pages.ts";

/** What a line is: a view, a request not counted for a reason, no request for a page, or no log line. */
export type LineKind = "counted" | "not-counted" | "other" | "refused";

/** What decides how a log is counted. */
export interface LogSite {
  languages: readonly string[];
  versions: readonly string[];
  timeZone: string;
  /** Host of the site that wrote the log, without a port. Links from it are no visits. */
  host: string;
  /** Lines of this day and later are left out, because the site counts itself from then on. */
  before: string | undefined;
}

/**
 * Counts the lines of a server log in Combined Log Format. A log names no signal, navigation or language, so here a
 * view is a page sent to no known robot, and a visit is a view whose referrer is another site or none.
 */
export class LogCounter {
  readonly #site: LogSite;
  readonly #sums = new Map<string, Cell>();
  readonly #times = new Map<string, When>();
  readonly #agents = new Map<string, Agent>();
  readonly #pages = new Map<string, string>();

  constructor(site: LogSite) {
    this.#site = site;
  }

  /** Counts a line and keeps nothing of it but the counts. */
  add(line: string): LineKind {
    const read = readLogLine(line);
    const time = read && readLogTime(read.time);
    if (!read || !time) return "refused";
    const when = remembered(this.#times, time.minute, () => this.#when(time.at));
    const isLate = this.#site.before !== undefined && when.day >= this.#site.before;
    const { status, userAgent, referrer } = read;
    const [method, asked = ""] = read.request.split(" ", 2);
    const target = isLate || method !== "GET" ? undefined : readTarget(asked, this.#site.host);
    if (!target || !isPageAnswer(target.path, status)) return "other";
    const { path, query } = target;
    const agent = remembered(this.#agents, userAgent, () => agentOf(userAgent));
    const reason = reasonOf(path, agent, status);
    if (reason) {
      this.#count(when.day, { indicator: "not-counted", value: reason, views: 1, visits: 0 });
      if (reason === "error")
        this.#count(when.day, { indicator: "error", value: errorAt(status, when.hour), views: 1, visits: 0 });
      return "not-counted";
    }
    this.#countView(when, path, query, referrer === "-" ? null : referrer, agent);
    return "counted";
  }

  /** All counts, capped per day. */
  cells(): Cell[] {
    return capValues([...this.#sums.values()]);
  }

  #countView(when: When, path: string, query: string, from: string | null, agent: Agent): void {
    const page = remembered(this.#pages, path, () => pageAt(path, this.#site));
    const visits = from !== null && siteOf(from) === siteNamed(this.#site.host) ? 0 : 1;
    const values: [Count["indicator"], string][] = [
      ["total", "all"],
      ["page", page],
      ["hour", hourAt(page, when.hour)],
      ["device", agent.device],
      ["browser", agent.browser],
      ["system", agent.system],
    ];
    if (visits === 1) {
      const campaigns = /utm/i.test(query) ? campaignsOf(new URLSearchParams(query)) : noCampaigns;
      values.push(["referrer", referrerOf(from, this.#site.host)], ...campaigns);
    }
    for (const [indicator, value] of values) this.#count(when.day, { indicator, value, views: 1, visits });
  }

  #when(at: Date): When {
    return { day: dayOf(at, this.#site.timeZone), hour: hourOf(at, this.#site.timeZone) };
  }

  #count(day: string, count: Count): void {
    const key = `${day} ${count.indicator} ${count.value}`;
    const sum = this.#sums.get(key);
    if (sum) {
      sum.views += 1;
      sum.visits += count.visits;
    } else {
      this.#sums.set(key, { day, rules: logRulesVersion, ...count });
    }
  }
}

const noCampaigns = campaignsOf(new URLSearchParams());

interface When {
  day: string;
  hour: number;
}

interface Agent {
  isRobot: boolean;
  device: string;
  browser: string;
  system: string;
}

/** How many distinct texts are remembered at once. The same few come again and again. */
const maxRemembered = 20_000;

function remembered<Value>(known: Map<string, Value>, key: string, work: () => Value): Value {
  if (known.has(key)) return known.get(key) as Value;
  if (known.size >= maxRemembered) known.clear();
  const value = work();
  known.set(key, value);
  return value;
}

/** Whether a line can be a page: sent, unchanged since it was sent, or an error in its place. */
function isPageAnswer(path: string, status: number): boolean {
  const isAnswer = status === 200 || status === 304 || status >= 400;
  return isAnswer && (isPagePath(path) || isStaffPath(path));
}

function agentOf(userAgent: string): Agent {
  return {
    isRobot: isRobotAgent(userAgent),
    device: deviceOf(userAgent),
    browser: familyOf(userAgent, browsers),
    system: familyOf(userAgent, systems),
  };
}

function reasonOf(path: string, { isRobot }: Agent, status: number): string | undefined {
  if (isStaffPath(path)) return "staff";
  if (isRobot) return "robot";
  return status >= 400 ? "error" : undefined;
}

function siteOf(referrer: string): string | undefined {
  const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(referrer)?.[1];
  return host && siteNamed(host.toLowerCase());
}
