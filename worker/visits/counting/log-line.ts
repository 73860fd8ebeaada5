import { siteNamed } from "./cells.ts";

/** The fields of a log line that are read. Address and user are skipped, not even captured. */
export interface LogLine {
  time: string;
  request: string;
  status: number;
  referrer: string;
  userAgent: string;
}

/** An instant in a log, in the zone it was written in. */
export interface LogTime {
  at: Date;
  /** The time without its seconds: lines of one minute share day and hour. */
  minute: string;
}

/**
 * Reads a line in Combined Log Format, as Apache and nginx write it: quotes within a field are escaped (`\"`, `\x22`),
 * or, with nginx's `escape=none`, not at all.
 * @returns undefined when it is no such line
 */
export function readLogLine(line: string): LogLine | undefined {
  const match = combined.exec(line) ?? (line.length > longestRequest ? null : unescaped.exec(line));
  if (!match) return undefined;
  const [, time = "", request = "", status = "", referrer = "", userAgent = ""] = match;
  return {
    time,
    request: asSent(request),
    status: Number(status),
    referrer: asSent(referrer),
    userAgent: asSent(userAgent),
  };
}

/**
 * Path and query that a request line asks this site for. Undefined where it asks another site through a proxy that this
 * one is not (`GET http://proxy-check.example/`), or for nothing that could be a page.
 * @param host the site's own, without a port
 */
export function readTarget(target: string, host: string): { path: string; query: string } | undefined {
  const isAbsolute = /^https?:\/\//i.test(target);
  if (!isAbsolute && !/^\/(?!\/)/.test(target)) return undefined;
  if (isAbsolute || /\/(?:\.|%2e)/i.test(target)) {
    const url = URL.parse(target, `http://${host}`);
    if (!url || siteNamed(url.hostname) !== siteNamed(host)) return undefined;
    return { path: url.pathname, query: url.search.slice(1) };
  }
  const [path = "", query = ""] = (target.split("#", 1)[0] ?? "").split("?", 2);
  return { path, query };
}

/** Reads `01/Dec/2026:01:30:00 +0000`; undefined when there is no such day or time. */
export function readLogTime(time: string): LogTime | undefined {
  const match = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/.exec(time);
  if (!match) return undefined;
  const [, date = "", name = "", year = "", ...clock] = match;
  const [hour, minute, second] = clock.slice(0, 3).map(Number) as [number, number, number];
  const [zoneHours, zoneMinutes] = clock.slice(4).map(Number) as [number, number];
  const day = new Date(Date.UTC(Number(year), months.indexOf(name), Number(date)));
  const isDay =
    months.includes(name) && day.toISOString().startsWith(`${year}-`) && day.getUTCDate() === Number(date);
  // The sixtieth second is a leap second.
  if (!isDay || hour > 23 || minute > 59 || second > 60 || zoneHours > 14 || zoneMinutes > 59)
    return undefined;
  const east = (clock[3] === "-" ? -1 : 1) * (zoneHours * 60 + zoneMinutes);
  const at = new Date(day.getTime() + ((hour * 60 + minute - east) * 60 + Math.min(second, 59)) * 1000);
  return { at, minute: time.slice(0, 17) + time.slice(20) };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A request may be anything that somebody sent, even empty. The name of a user may contain what it likes. */
const combined =
  /^\S+ \S+ .*?\[(\d\d\/[^\]]+)\] "([^"\\]*(?:\\.[^"\\]*)*)" (\d{3}) (?:\d+|-) "([^"\\]*(?:\\.[^"\\]*)*)" "([^"\\]*(?:\\.[^"\\]*)*)"(?:\s|$)/;

/** The same with quotes and backslashes as they were sent: what stands between two fields shows where they end. */
const unescaped = /^\S+ \S+ .*?\[(\d\d\/[^\]]+)\] "(.*?)" (\d{3}) (?:\d+|-) "(.*?)" "(.*?)(?:" ".*|"[^"]*)$/;

/** Longer than servers accept a request: such a line is not searched for fields whose end has to be guessed. */
const longestRequest = 32_768;

/** A field without its escapes; one that names a byte gives the character of that number, as the log is read. */
function asSent(field: string): string {
  if (!field.includes("\\")) return field;
  return field.replace(/\\(?:x([\dA-Fa-f]{2})|(.))/g, (_, code: string | undefined, character: string) =>
    code === undefined ? character : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
