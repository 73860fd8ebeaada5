import { atCloudflare, type Finding } from "./finding.ts";
import type { Lookup } from "./lookup.ts";

/** Names Cloudflare's servers as senders. */
const theirs = "include:_spf.mx.cloudflare.net";

const whole = `v=spf1 ${theirs} ~all`;

/** RFC 7208, 4.6.4: receivers give up after as many look-ups. */
const maxLookups = 10;

/**
 * Looks at the SPF record of the name that bounces go to. Receivers check that name, not the sender's.
 * @param name `cf-bounce.` and the domain
 */
export async function spfOfBounces(dns: Lookup, name: string): Promise<Finding> {
  return judged(dns, name, { about: "SPF of bounces", needsCloudflare: true });
}

/** Looks at the SPF record of the domain itself, which Email Routing needs where it takes the domain's mail. */
export async function spfOfDomain(dns: Lookup, domain: string, servers: readonly string[]): Promise<Finding> {
  const needsCloudflare = atCloudflare(servers) !== "none";
  const finding = await judged(dns, domain, { about: "SPF", needsCloudflare });
  if (finding.state !== "missing" || needsCloudflare) return finding;
  const [put] = [{ type: "TXT" as const, name: domain, value: "v=spf1 -all" }];
  return {
    about: "SPF",
    state: "missing",
    says: `Nothing says who may send mail in the name of ${domain} itself. Put what your mail provider asks for; if nothing else sends mail from it, say so:`,
    put: [put],
  };
}

async function judged(
  dns: Lookup,
  name: string,
  { about, needsCloudflare }: { about: string; needsCloudflare: boolean },
): Promise<Finding> {
  const records = (await dns.txt(name)).filter((text) => /^v=spf1(?: |$)/i.test(text));
  const [record] = records;
  const put = [{ type: "TXT" as const, name, value: mergedInto(record) }];
  if (record === undefined)
    return { about, state: "missing", says: `No record says who may send mail for ${name}.`, put };
  if (records.length > 1)
    return {
      about,
      state: "wrong",
      says: `${name} has ${records.length} SPF records, and receivers then take none: make them one.`,
      put: [{ type: "TXT", name, value: mergedInto(records.map(withoutEnds).join(" ")) }],
    };
  if (/(?:^|\s)\+?all(?:\s|$)/i.test(record))
    return { about, state: "wrong", says: `“${record}” lets everybody send in the name of ${name}.`, put };
  if (needsCloudflare && !record.toLowerCase().split(/\s+/).includes(theirs))
    return {
      about,
      state: "wrong",
      says: `“${record}” does not name Cloudflare's servers: their mail fails the check.`,
      put,
    };
  const lookups = await lookupsOf(dns, record, new Set([name]));
  if (lookups > maxLookups)
    return {
      about,
      state: "wrong",
      says: `“${record}” asks for more than ${maxLookups} look-ups, and receivers then take it for broken: leave out what no longer sends.`,
    };
  return { about, state: "good", says: `“${record}”` };
}

/** A record with Cloudflare's servers in it, and an end that does not pass everybody. */
function mergedInto(record: string | undefined): string {
  if (record === undefined) return whole;
  const terms = withoutEnds(record).split(" ").filter(Boolean);
  const others = terms.filter((term) => term.toLowerCase() !== theirs);
  const end = /\s([-~?]all)(?:\s|$)/i.exec(record)?.[1] ?? "~all";
  return ["v=spf1", theirs, ...others, end].join(" ");
}

function withoutEnds(record: string): string {
  return record
    .split(/\s+/)
    .filter((term) => !/^v=spf1$/i.test(term) && !/^[+~?-]?all$/i.test(term))
    .join(" ");
}

/** How many look-ups a record causes, with those of the records that it includes. */
async function lookupsOf(dns: Lookup, record: string, seen: Set<string>): Promise<number> {
  let count = 0;
  for (const term of record.split(/\s+/).slice(1)) {
    const [, mechanism = "", target] =
      /^[+~?-]?(include|a|mx|ptr|exists|redirect)(?:[:=/](.*))?$/i.exec(term) ?? [];
    if (mechanism === "") continue;
    count += 1;
    const isNested = /^(?:include|redirect)$/i.test(mechanism) && target !== undefined && !seen.has(target);
    if (count > maxLookups || !isNested) continue;
    seen.add(target);
    const nested = (await dns.txt(target)).find((text) => /^v=spf1(?: |$)/i.test(text));
    if (nested !== undefined) count += await lookupsOf(dns, nested, seen);
  }
  return count;
}
