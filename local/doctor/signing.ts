import { createPublicKey } from "node:crypto";
import type { Finding } from "./finding.ts";
import type { Lookup } from "./lookup.ts";

/** The selector under which Cloudflare Email Sending publishes the key of its signatures (30 October 2026). */
const selector = "cf-bounce._domainkey";

/** Looks at the key that receivers check the signature of each mail with. */
export async function dkimOf(dns: Lookup, domain: string): Promise<Finding> {
  const name = `${selector}.${domain}`;
  const records = (await dns.txt(name)).filter((text) => /(?:^|;)\s*p=/i.test(text));
  const finding = (state: "good" | "missing" | "wrong", says: string): Finding => {
    const put = [{ type: "TXT" as const, name, value: "the line that Cloudflare shows for this domain" }];
    return { about: "DKIM", state, says, ...(state === "good" ? {} : { put }) };
  };
  const where = "Compute > Email Service > Email Sending > Settings > DNS records";
  if (records.length === 0)
    return finding(
      "missing",
      `No key is published for Cloudflare's signatures. Onboard ${domain}: ${where}.`,
    );
  if (records.length > 1)
    return finding(
      "wrong",
      `${name} has ${records.length} keys: leave the one that Cloudflare shows (${where}).`,
    );
  const key = tagsOf(records[0] ?? "").get("p") ?? "";
  if (key === "")
    return finding("wrong", `The key is withdrawn (p= is empty): put the present one (${where}).`);
  const bits = bitsOf(key);
  if (bits === undefined)
    return finding("wrong", `The key cannot be read; perhaps its end is missing (${where}).`);
  return bits < 1024
    ? finding("wrong", `The key has ${bits} bits, and receivers take 1,024 or more (${where}).`)
    : finding("good", `A key of ${new Intl.NumberFormat("en").format(bits)} bits.`);
}

/**
 * Looks at what receivers are to do with mail that fails. The domain's own record counts, else that of the nearest
 * domain above it.
 */
export async function dmarcOf(dns: Lookup, domain: string): Promise<Finding> {
  const put = [{ type: "TXT" as const, name: `_dmarc.${domain}`, value: "v=DMARC1; p=reject;" }];
  const { at, records } = await nearest(dns, domain);
  const [record = ""] = records;
  if (records.length === 0)
    return {
      about: "DMARC",
      state: "missing",
      says: `Nothing says what receivers do with mail that only pretends to come from ${domain}. Large ones refuse mail without it. Begin with p=none if others send for you, too.`,
      put,
    };
  if (records.length > 1)
    return {
      about: "DMARC",
      state: "wrong",
      says: `${at} has ${records.length} DMARC records: leave one.`,
      put,
    };
  const tags = tagsOf(record);
  const isAbove = at !== `_dmarc.${domain}`;
  const policy = (isAbove ? (tags.get("sp") ?? tags.get("p")) : tags.get("p"))?.toLowerCase();
  if (policy === undefined || !["none", "quarantine", "reject"].includes(policy))
    return {
      about: "DMARC",
      state: "wrong",
      says: `“${record}” has no policy that receivers know (p=).`,
      put,
    };
  const said = `“${record}”${isAbove ? `, from ${at}` : ""}`;
  return policy === "none"
    ? {
        about: "DMARC",
        state: "advice",
        says: `${said}. It only watches: once your mail passes, ask for p=quarantine or p=reject.`,
      }
    : { about: "DMARC", state: "good", says: said };
}

async function nearest(dns: Lookup, domain: string): Promise<{ at: string; records: string[] }> {
  const labels = domain.split(".");
  for (let first = 0; first < labels.length - 1; first += 1) {
    const at = `_dmarc.${labels.slice(first).join(".")}`;
    const records = (await dns.txt(at)).filter((text) => /^v=DMARC1\s*(?:;|$)/i.test(text));
    if (records.length > 0) return { at, records };
  }
  return { at: `_dmarc.${domain}`, records: [] };
}

/** `v=DKIM1; k=rsa; p=…` by its names. */
function tagsOf(record: string): Map<string, string> {
  return new Map(
    record.split(";").map((tag) => {
      const [name = "", ...value] = tag.split("=");
      return [name.trim().toLowerCase(), value.join("=").replace(/\s/g, "")];
    }),
  );
}

/** How long a public key is; an Ed25519 key counts as what it is worth. Undefined when it is no key. */
function bitsOf(base64: string): number | undefined {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === 32) return 3072;
  try {
    const key = createPublicKey({ key: bytes, format: "der", type: "spki" });
    return key.asymmetricKeyDetails?.modulusLength;
  } catch {
    return undefined;
  }
}
