import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { e164Of } from "../../../worker/web/e164.ts";
import { isPhone } from "../../../worker/web/phone.ts";
import { givenOrganization } from "../given-organization.ts";

describe("a phone number, as people of an organization in China write it,", () => {
  givenOrganization({ jurisdiction: "CN" });

  it.each([
    ["+86 991 555 0100", "+869915550100"],
    ["\u202d+86 991 555 0100\u202c", "+869915550100"],
    ["\u2066+86\u00a0991\u202f555\u20110100\u2069", "+869915550100"],
    ["（0991）5550100", "+869915550100"],
    ["０９９１－５５５０１００", "+869915550100"],
    ["＋８６ ９９１ ５５５０１００", "+869915550100"],
    ["0991 555 0100", "+869915550100"],
    ["138 0013 8000", "+8613800138000"],
    ["138.0013.8000", "+8613800138000"],
    ["电话：0991-5550100", "+869915550100"],
    ["0991-5550100转12", "+869915550100"],
    ["0991-5550100 分机 12", "+869915550100"],
    ["+7 727 250-00-00 доб. 12", "+77272500000"],
    ["+7 (727) 250–00–00, вн. 12", "+77272500000"],
    ["тел. +7 (727) 250-00-00", "+77272500000"],
    ["+7 701 555 01 00 (доб. 3)", "+77015550100"],
    ["+998 (90) 123-45-67", "+998901234567"],
    ["+996 312 900-000 ext. 7", "+996312900000"],
    ["00 49 30 123456", "+4930123456"],
    ["+49 (0)30/123456-0", "+49301234560"],
    ["+1 212 555 0123 x45", "+12125550123"],
    ["tel:+86-991-555-0100", "+869915550100"],
    ["tel:+86-991-555-0100;ext=12", "+869915550100"],
    ["（＋８６）9915550100", "+869915550100"],
    ["+86 991 555 0100 (WeChat)", "+869915550100"],
    ["+998 90 123 45 67（моб.）", "+998901234567"],
    ["+86 991 555 0100 内线 8", "+869915550100"],
    ["+49 30 123456 Durchwahl 12", "+4930123456"],
    ["٠٩٩١ ٥٥٥ ٠١٠٠", "+869915550100"],
    ["Тел.: +7 (727) 250-00-00", "+77272500000"],
    ["моб. тел.: +7 701 555 01 00", "+77015550100"],
    ["☎ +86 991 555 0100", "+869915550100"],
    ["📞+86 991 555 0100", "+869915550100"],
    ["+7 727 250-00-00 ( доб. 12 )", "+77272500000"],
    ["+7 727 250-00-00 доб. # 12", "+77272500000"],
    ["+7 (727) 250-00-00 (с 9 до 18)", "+77272500000"],
    ["+86 991 555 0100 (24h)", "+869915550100"],
    ["13800138000（微信同号）", "+8613800138000"],
    ["13800138000 微信同号", "+8613800138000"],
    ["0991ー5550100", "+869915550100"],
  ])("is taken as it is written, and is the same for every program: %s", async (typed, e164) => {
    expect(isPhone(typed)).toBe(true);
    expect(await e164Of(typed)).toBe(e164);
  });

  it.each(["030/123456", "8 (727) 250-00-00", "555-0100", "12345"])(
    "is taken without a country or a form for programs: %s",
    async (typed) => {
      expect(isPhone(typed)).toBe(true);
      expect(await e164Of(typed)).toMatch(/^(?:\+86\d{5,13})?$/);
    },
  );

  it.each([
    "",
    "\u200b",
    "call me",
    "1234",
    "+",
    "12 Example Road",
    "12345 Example Road",
    "call me before 12345",
    "++86 991 5550100",
    "(WeChat)",
    "li@example.org",
    "https://shop.example/12345",
    "+86 991 555 0100\nBcc: 12345",
    "<b>12345</b>",
    "12345678901234567890123",
    "0991 555 0100 or 0991 555 0101",
  ])("is none: %j", async (typed) => {
    expect(isPhone(typed)).toBe(false);
    expect(await e164Of(typed)).toBe("");
  });

  it("is read the same with unseen marks, in full width and with other dashes", async () => {
    const mark = fc.constantFrom("", "\u202d", "\u202c", "\u200e", "\u2060", "\ufeff");
    const dash = fc.constantFrom("-", " ", "\u2011", "\u2013", "－", "\u00a0", ".", "");
    await fc.assert(
      fc.asyncProperty(mark, dash, fc.boolean(), async (around, between, isWide) => {
        const groups = ["+86", "991", "555", "0100"].join(between);
        const wide = Array.from(groups, (sign) =>
          /[+\d]/.test(sign) ? String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0) : sign,
        ).join("");
        expect(await e164Of(`${around}${isWide ? wide : groups}${around}`)).toBe("+869915550100");
      }),
    );
  });
});
