import { expect, it } from "vitest";
import { mailboxOf } from "../../../worker/mail/mailbox.ts";

it.each([
  ["li.wei@example.org", "li.wei@example.org"],
  [" Li.Wei@Example.ORG. ", "li.wei@example.org"],
  ["li.wei+shop@example.org", "li.wei@example.org"],
  ["li.wei+a+b@example.org", "li.wei@example.org"],
  ["L.i.Wei+x@gmail.com", "liwei@gmail.com"],
  ["liwei@googlemail.com", "liwei@gmail.com"],
  ["li-wei@ya.ru", "liwei@yandex.ru"],
  ["li.wei@yandex.com", "liwei@yandex.ru"],
  ["li_wei@pm.me", "liwei@proton.me"],
  ["liwei@me.com", "liwei@icloud.com"],
  ["liwei-shop@yahoo.com", "liwei@yahoo.com"],
  ["li-wei@example.org", "li-wei@example.org"],
])("%s leads to the mailbox %s", (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
});

it("keeps apart what only looks alike", () => {
  const mailboxes = ["li.wei@example.org", "liwei@example.org", "li-wei@gmail.com", "liwei@example.com"];
  expect(new Set(mailboxes.map(mailboxOf)).size).toBe(mailboxes.length);
});
