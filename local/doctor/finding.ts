/** A DNS record as somebody types it into the form of their DNS. */
export interface DnsRecord {
  type: "MX" | "TXT";
  name: string;
  value: string;
}

/** What the doctor says of one thing that a mail domain needs. */
export interface Finding {
  /** What was looked at: `MX`, `SPF of bounces`. */
  about: string;
  /** `advice` is no fault: mail leaves without it. */
  state: "good" | "advice" | "missing" | "wrong";
  /** One or two sentences. */
  says: string;
  /** What to put into the DNS. */
  put?: readonly DnsRecord[];
}

/** The mail servers of Cloudflare Email Service, for mail to a domain and for what bounces (30 October 2026). */
export const routes = [1, 2, 3].map((number) => `route${number}.mx.cloudflare.net`);

/** The records that name Cloudflare's mail servers for a name. */
export function routesOf(name: string): DnsRecord[] {
  return routes.map((value) => ({ type: "MX", name, value }));
}

/** Whether all, some or none of the servers are Cloudflare's. */
export function atCloudflare(servers: readonly string[]): "all" | "some" | "none" {
  const theirs = servers.filter((server) => server.endsWith(".mx.cloudflare.net"));
  if (theirs.length === 0) return "none";
  return theirs.length === servers.length ? "all" : "some";
}
