import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { examine } from "../../local/doctor/examine.ts";
import { lookupAt } from "../../local/doctor/lookup.ts";
import { resolverOf, type Zone } from "../fixtures/resolver.ts";
import { command } from "./command.ts";

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = publicKey.export({ type: "spki", format: "der" }).toString("base64");
const cloudflare: [number, string][] = [1, 2, 3].map((n) => [n * 10, `route${n}.mx.cloudflare.net`]);
const spf = "v=spf1 include:_spf.mx.cloudflare.net ~all";

/** A domain that was onboarded to sending and routing. */
const ready: Zone = {
  "firm.example": { MX: cloudflare, TXT: ["site-verification=1", spf] },
  "cf-bounce.firm.example": { MX: cloudflare, TXT: [spf] },
  "cf-bounce._domainkey.firm.example": { TXT: [`v=DKIM1; h=sha256; k=rsa; p=${key}`] },
  "_dmarc.firm.example": { TXT: ["v=DMARC1; p=reject; rua=mailto:dmarc@firm.example"] },
  "_spf.mx.cloudflare.net": { TXT: ["v=spf1 ip4:192.0.2.0/24 ~all"] },
};

async function statesOf(zone: Zone, domain = "firm.example"): Promise<Record<string, string>> {
  const { address, close } = await resolverOf(zone);
  try {
    const findings = await examine(lookupAt(address), domain);
    return Object.fromEntries(findings.map(({ about, state }) => [about, state]));
  } finally {
    close();
  }
}

const allGood = {
  MX: "good",
  "MX of bounces": "good",
  "SPF of bounces": "good",
  SPF: "good",
  DKIM: "good",
  DMARC: "good",
};

async function runDoctor(zone: Zone, ...args: string[]): Promise<{ code: number; said: string }> {
  const { address, close } = await resolverOf(zone);
  const { child, output } = command("mail.ts", ["doctor", ...args, "--resolver", address], { NO_COLOR: "1" });
  const [code] = (await once(child, "close")) as [number];
  close();
  return { code, said: output() };
}

describe("the mail doctor", () => {
  it("finds nothing to do where everything is there", async () => {
    expect(await statesOf(ready)).toEqual(allGood);
  });

  it.each<[string, Zone, Record<string, string>]>([
    ["no MX", { "firm.example": { TXT: [spf] } }, { MX: "missing" }],
    [
      "a domain that says it takes no mail",
      { "firm.example": { MX: [[0, "."]], TXT: [spf] } },
      { MX: "wrong" },
    ],
    [
      "two places for the same mail",
      { "firm.example": { MX: [...cloudflare, [5, "mx.other.example"]], TXT: [spf] } },
      { MX: "wrong" },
    ],
    [
      "mail somewhere else, and nobody named as sender",
      { "firm.example": { MX: [[5, "mx.other.example"]] } },
      { SPF: "missing" },
    ],
    [
      "an SPF record without Cloudflare",
      { "firm.example": { MX: cloudflare, TXT: ["v=spf1 -all"] } },
      { SPF: "wrong" },
    ],
    [
      "two SPF records",
      { "cf-bounce.firm.example": { MX: cloudflare, TXT: [spf, spf] } },
      { "SPF of bounces": "wrong" },
    ],
    [
      "an SPF record that passes everybody",
      { "cf-bounce.firm.example": { MX: cloudflare, TXT: [spf.replace("~", "+")] } },
      { "SPF of bounces": "wrong" },
    ],
    [
      "an SPF record with too many look-ups",
      { "firm.example": { MX: cloudflare, TXT: [spf.replace("~all", `${"a:x.example ".repeat(10)}~all`)] } },
      { SPF: "wrong" },
    ],
    [
      "nothing for bounces",
      { "cf-bounce.firm.example": {} },
      { "MX of bounces": "missing", "SPF of bounces": "missing" },
    ],
    ["no key", { "cf-bounce._domainkey.firm.example": 3 }, { DKIM: "missing" }],
    ["a withdrawn key", { "cf-bounce._domainkey.firm.example": { TXT: ["v=DKIM1; p="] } }, { DKIM: "wrong" }],
    [
      "a key whose end is missing",
      { "cf-bounce._domainkey.firm.example": { TXT: [`v=DKIM1; p=${key.slice(0, 200)}`] } },
      { DKIM: "wrong" },
    ],
    ["no DMARC", { "_dmarc.firm.example": 3 }, { DMARC: "missing" }],
    [
      "DMARC that only watches",
      { "_dmarc.firm.example": { TXT: ["v=DMARC1; p=none"] } },
      { DMARC: "advice" },
    ],
    [
      "DMARC without a policy",
      { "_dmarc.firm.example": { TXT: ["v=DMARC1; rua=mailto:a@firm.example"] } },
      { DMARC: "wrong" },
    ],
    [
      "two DMARC records",
      { "_dmarc.firm.example": { TXT: ["v=DMARC1; p=none", "v=DMARC1; p=reject"] } },
      { DMARC: "wrong" },
    ],
  ])("sees %s", async (_, change, expected) => {
    expect(await statesOf({ ...ready, ...change })).toEqual({ ...allGood, ...expected });
  });

  it("takes DMARC of the domain above where a domain has none of its own", async () => {
    const zone: Zone = { "_dmarc.firm.example": { TXT: ["v=DMARC1; p=reject; sp=none"] } };
    expect((await statesOf(zone, "news.firm.example")).DMARC).toBe("advice");
    expect(
      (
        await statesOf(
          { ...zone, "_dmarc.news.firm.example": { TXT: ["v=DMARC1; p=reject"] } },
          "news.firm.example",
        )
      ).DMARC,
    ).toBe("good");
  });
});

describe("npm run mail -- doctor", () => {
  it("ends with 0 when a domain is ready", async () => {
    const { code, said } = await runDoctor(ready, "Firm.Example");
    expect(said).toContain("firm.example has what mail needs.");
    expect(code).toBe(0);
  });

  it("says what is missing, and what to put where", async () => {
    const { code, said } = await runDoctor({ "firm.example": {} }, "firm.example");
    expect(code).toBe(1);
    expect(said).toContain("MX   cf-bounce.firm.example  route1.mx.cloudflare.net");
    expect(said).toContain(`TXT  cf-bounce.firm.example  ${spf}`);
    expect(said).toContain("TXT  cf-bounce._domainkey.firm.example");
    expect(said).toContain("TXT  _dmarc.firm.example  v=DMARC1; p=reject;");
    expect(said).toContain("firm.example is not ready: MX missing, MX of bounces missing,");
  });

  it("calls nothing missing when the resolver fails", async () => {
    const { code, said } = await runDoctor({ "firm.example": 2 }, "firm.example");
    expect(code).toBe(1);
    expect(said).toBe(
      "The resolver gave no answer about firm.example (it failed, SERVFAIL): try again later.\n",
    );
  });

  it.each([
    ["a@firm.example", '"a@firm.example" is not a domain'],
    ["https://firm.example/", "is not a domain"],
    ["firm", "is not a domain"],
    ["192.0.2.1", "is not a domain"],
  ])("does not ask about %s", async (domain, sentence) => {
    const { code, said } = await runDoctor(ready, domain);
    expect(code).toBe(2);
    expect(said).toContain(sentence);
  });
});
