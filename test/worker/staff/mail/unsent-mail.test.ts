import { describe, expect, it } from "vitest";
import { kindOf, withoutAddresses } from "../../../../worker/staff/mail/unsent-mail.ts";

describe("a mail that has not left", () => {
  it.each([
    ["M-0000-0000-0000/client", undefined],
    ["D-0000-0000-0000/erased", undefined],
    [`issue/spring/${"x".repeat(43)}`, "issue"],
    ["issue-test/U-1/abc", "issue-test"],
    ["statistics/2026-11-16/U-1", "statistics"],
    ["sign-in/7d1f", "account"],
    ["constructor/x", "account"],
  ])("is about what its id says: %s", (id, kind) => {
    expect(kindOf(id)).toBe(kind);
  });

  it.each([
    ["550 <li.wei@example.org>: mailbox full", "550 [address] mailbox full"],
    ["no mailbox 李伟@例子.中国 here, nor a@b", "no mailbox [address] here, nor [address]"],
    ["no answer within 10000 ms", "no answer within 10000 ms"],
  ])("says why without the address: %s", (reason, shown) => {
    expect(withoutAddresses(reason)).toBe(shown);
  });
});
