import { atCloudflare, type Finding, routesOf } from "./finding.ts";
import type { Lookup } from "./lookup.ts";
import { dkimOf, dmarcOf } from "./signing.ts";
import { spfOfBounces, spfOfDomain } from "./spf.ts";

/**
 * Looks at everything that mail from and to a domain needs with Cloudflare Email Service, which asks for MX, SPF, DKIM
 * and DMARC (https://developers.cloudflare.com/email-service/configuration/domains/, 30 October 2026).
 * @throws Problem when nobody answers
 */
export async function examine(dns: Lookup, domain: string): Promise<Finding[]> {
  const bounces = `cf-bounce.${domain}`;
  const servers = await dns.mx(domain);
  return [
    inbound(domain, servers),
    await bouncing(dns, bounces),
    await spfOfBounces(dns, bounces),
    await spfOfDomain(dns, domain, servers),
    await dkimOf(dns, domain),
    await dmarcOf(dns, domain),
  ];
}

/** Mail to the domain: answers of people, and what they write by themselves. */
function inbound(domain: string, servers: readonly string[]): Finding {
  const about = "MX";
  const put = routesOf(domain);
  if (servers.length === 0)
    return {
      about,
      state: "missing",
      says: `${domain} receives no mail, so nobody can write to an address there. Put your mail provider's servers, or with Cloudflare Email Routing:`,
      put,
    };
  if (servers.includes(""))
    return {
      about,
      state: "wrong",
      says: `${domain} says that it takes no mail (RFC 7505). Put your mail provider's servers, or with Cloudflare Email Routing:`,
      put,
    };
  if (atCloudflare(servers) === "some")
    return {
      about,
      state: "wrong",
      says: `Mail to ${domain} goes to Cloudflare and to others (${servers.join(", ")}): a part of it is lost. Leave one of the two.`,
    };
  return { about, state: "good", says: `Mail to ${domain} goes to ${servers.join(", ")}.` };
}

async function bouncing(dns: Lookup, name: string): Promise<Finding> {
  const servers = await dns.mx(name);
  const about = "MX of bounces";
  if (atCloudflare(servers) === "all")
    return { about, state: "good", says: `What cannot be delivered comes back to ${servers.join(", ")}.` };
  return {
    about,
    state: servers.length === 0 ? "missing" : "wrong",
    says: `Cloudflare does not learn what could not be delivered${servers.length === 0 ? "" : `: it goes to ${servers.join(", ")}`}.`,
    put: routesOf(name),
  };
}
