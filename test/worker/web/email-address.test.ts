import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emailOf, engineAddress } from "../../../worker/accounts/engine/engine-address.ts";
import { emailIndex, openKeyRing } from "../../../worker/vault/sealing.ts";
import { addressIn, comparable, isBeyondMail } from "../../../worker/web/email-address.ts";
import { keys } from "../../fixtures/vault.ts";

const cyrillic = "ivan@xn--e1afmkfd.xn--p1ai";
const chinese = "li@xn--fsqu00a.xn--fiqs8s";

describe("an email address", () => {
  it.each([
    ["ivan@пример.рф", cyrillic],
    ["ivan@xn--e1afmkfd.xn--p1ai", cyrillic],
    ["ivan@XN--E1AFMKFD.XN--P1AI", cyrillic],
    ["Ivan@ПРИМЕР.РФ", `I${cyrillic.slice(1)}`],
    ["li@例子.中国", chinese],
    ["li@例子。中国", chinese],
    ["li@例子．中国", chinese],
    ["ｌｉ＠例子｡中国", chinese],
    ["anna@bücher.example", "anna@xn--bcher-kva.example"],
    ["anna@bu\u0308cher.example", "anna@xn--bcher-kva.example"],
    ["anna@straße.example", "anna@xn--strae-oqa.example"],
    ["aigul@қазақ.қаз", "aigul@xn--80aau21bd.xn--80ao21a"],
    ["rock&roll@example.org", "rock&roll@example.org"],
    ["o'hara+x@example.org", "o'hara+x@example.org"],
    ["a!#$%&'*+-/=?^_`{|}~z@example.org", "a!#$%&'*+-/=?^_`{|}~z@example.org"],
    ["Anna@Example.ORG", "Anna@example.org"],
    ["\u202aanna@example.org\u202c", "anna@example.org"],
    ["an\u200bna@exam\u00adple.org\ufeff", "anna@example.org"],
    ["\u00a0anna@example.org\u3000\n", "anna@example.org"],
    ["ａｎｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "anna@example.org"],
    ["mailto:anna@example.org", "anna@example.org"],
    ["MAILTO:anna@example.org?subject=Hello", "anna@example.org"],
    ["<anna@example.org>", "anna@example.org"],
    ["<mailto:anna@example.org>", "anna@example.org"],
    ["<anna@example.org>,", "anna@example.org"],
    ['"anna@example.org"', "anna@example.org"],
    ["«anna@example.org».", "anna@example.org"],
    ["“<anna@example.org>”", "anna@example.org"],
    ["anna@example.org.", "anna@example.org"],
    ["anna@example.org。", "anna@example.org"],
    ["anna@example.org; ", "anna@example.org"],
    ["anna@example.org!", "anna@example.org"],
    ["‹anna@example.org›", "anna@example.org"],
    ["‘anna@example.org’", "anna@example.org"],
    ["'anna@example.org'", "anna@example.org"],
    ["(anna@example.org)", "anna@example.org"],
    ["[ anna@example.org ]", "anna@example.org"],
    ["【anna@example.org】", "anna@example.org"],
    ["《anna@example.org》。", "anna@example.org"],
    ["mailto://anna@example.org", "anna@example.org"],
    ["mailto:%61nna%40example.org", "anna@example.org"],
    ["o’hara@example.org", "o'hara@example.org"],
  ])("is taken as mail is sent to it: %s", (typed, address) => {
    expect(addressIn(typed)).toBe(address);
  });

  it.each([
    "",
    " ",
    "\u200b",
    "anna",
    "@example.org",
    "anna@",
    "anna@@example.org",
    "a@b@example.org",
    "anna@example",
    "anna@localhost",
    "anna@1.2.3.4",
    "anna@[203.0.113.7]",
    "anna@example..org",
    ".anna@example.org",
    "anna.@example.org",
    "an..na@example.org",
    "an na@example.org",
    "anna@exam ple.org",
    "anna@example.org, li@example.org",
    "anna@example.org\nBcc: li@example.org",
    "anna@-example.org",
    "anna@example-.org",
    "anna@exam_ple.org",
    "anna@example.org/x",
    "anna@example.org:25",
    "anna@example.org?x",
    "anna@exam%70le.org",
    `${"a".repeat(65)}@example.org`,
    `anna@${"a".repeat(64)}.org`,
    '"an na"@example.org',
    '"anna"@example.org',
    '"anna@example.org',
    "anna\\@example.org",
    "anna(li)@example.org",
    "Anna <anna@example.org>",
    "li@example.org <anna@example.org>",
  ])("is none: %j", (typed) => {
    expect(addressIn(typed)).toBeUndefined();
    expect(isBeyondMail(typed)).toBe(false);
  });

  it.each(["иван@пример.рф", "иван@example.org", "李@例子.中国", "zoë@example.org"])(
    "is one that our mail does not reach: %s",
    (typed) => {
      expect(addressIn(typed)).toBeUndefined();
      expect(isBeyondMail(typed)).toBe(true);
    },
  );

  it("is found by the blind index of either form", async () => {
    const ring = await openKeyRing(`${keys.one} index:${keys.index.split(":")[1]}`);
    const same = ["ivan@пример.рф", "\u200eIvan@Пример.РФ", cyrillic, `<${cyrillic}>`, `mailto:${cyrillic}.`];
    expect(new Set(await Promise.all(same.map((typed) => emailIndex(ring, typed)))).size).toBe(1);
    expect(await emailIndex(ring, "ivan@example.org")).not.toBe(await emailIndex(ring, cyrillic));
  });

  it("has the domain that a browser makes of it, or is none", () => {
    const hosts = fc.stringMatching(/^(?:[Xx]n--)?[A-Za-z\d-]{1,8}\.(?:[A-Za-z]{2,6}|xn--[a-z\d]{1,6})$/);
    fc.assert(
      fc.property(hosts, (host) => {
        const domain = addressIn(`anna@${host}`)?.split("@")[1];
        expect([undefined, URL.parse(`http://${host}`)?.hostname]).toContain(domain);
      }),
      { numRuns: 1000 },
    );
  });

  it("stays the same once taken, and is known to the engine of accounts", () => {
    const atoms = fc.stringMatching(/^[\w!#$%&'*+/=?^`{|}~-]{1,20}$/);
    const labels = fc.constantFrom("example", "пример", "例子", "bücher", "xn--e1afmkfd", "a-1");
    const zones = fc.constantFrom("org", "рф", "xn--p1ai", "中国", "museum");
    fc.assert(
      fc.property(atoms, labels, zones, (atom, label, zone) => {
        const address = addressIn(`${atom}@${label}.${zone}`) ?? "";
        expect(address).toMatch(/^[!-~]+@[a-z\d.-]+$/);
        expect(addressIn(address)).toBe(address);
        expect(comparable(`\u202d${atom}＠${label}。${zone}\u202c`)).toBe(address.toLowerCase());
        const row = { id: "U", email: engineAddress(address) };
        expect(emailOf(row)).toBe(address.toLowerCase());
      }),
    );
  });
});
