import { expect, test } from "vitest";
import { answers, formIds, registration } from "../fixtures/answers.ts";
import { englishIn } from "../fixtures/foreign-words.ts";
import { allMail, eventually, sharedSite } from "./site.ts";
import { totp } from "./totp.ts";
import { mailsTo, Visitor } from "./visitor.ts";

const site = sharedSite();
const { password } = registration;
const nextPassword = "восемь сушёных абрикосов";
const typed = {
  name: "李伟",
  message: "您好",
  goods: "杏干",
  quantity: "两吨",
  delivery: "喀什",
  company: "伟业贸易",
  feedback: "很好",
  details: "请删除",
};

/** Somebody who registered on pages in a language, which is then the one to write to them in. */
async function registered(email: string, language: string): Promise<Visitor> {
  const visitor = new Visitor(site.url);
  await visitor.fillIn(`/${language}/register/`, { ...registration, email });
  const link = await eventually(async () => {
    const [mail] = mailsTo(site.server.mailbox, email);
    return mail?.text.match(new RegExp(`/${language}/verify/\\S+/`))?.[0];
  });
  await visitor.fillIn(link, { password });
  return visitor;
}

/** Waits for an address's mail, and gives the English in it. */
async function englishTo(address: string, mails: number): Promise<string[]> {
  const texts = await eventually(async () => {
    const own = mailsTo(site.server.mailbox, address);
    return own.length >= mails ? own.map(({ subject, text }) => `${subject}\n${text}`) : undefined;
  });
  expect(texts).toHaveLength(mails);
  return texts.flatMap((text) => englishIn(text));
}

test.each(["zh", "ru"])("every form answers in the language of its page: %s", async (language) => {
  const address = `forms.${language}@translated-mails.example.org`;
  const visitor = new Visitor(site.url);
  for (const form of formIds) {
    await visitor.fillIn(`/${language}/${form}/`, {
      ...answers[form],
      ...typed,
      email: address,
      address: "喀什",
    });
  }
  await visitor.fillIn(`/${language}/register/`, { ...registration, ...typed, email: address });
  expect(await englishTo(address, formIds.length + 1)).toEqual([]);
});

test.each(["zh", "ru"])("an account warns its owner in the language of the page: %s", async (language) => {
  const address = `account.${language}@translated-mails.example.org`;
  const owner = await registered(address, language);
  const page = (path: string) => `/${language}/account/security/${path}`;
  const shown = await (await owner.fillIn(page("two-factor/"), { password })).text();
  const secret = /secret=([A-Z2-7]+)/.exec(shown)?.[1] ?? "";
  await owner.fillIn(page("two-factor/confirm/"), { code: totp(secret, new Date()) });
  await owner.fillIn(page("two-factor/"), { password });
  await owner.fillIn(page("email/"), { email: `next.${address}`, password });
  await owner.fillIn(page("password/"), { current: password, password: nextPassword });
  const elsewhere = new Visitor(site.url, { "user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/143.0" });
  await elsewhere.fillIn(`/${language}/sign-in/`, { email: address, password: nextPassword });
  await elsewhere.fillIn(`/${language}/forgot-password/`, { email: address });
  await allMail(site.server);
  // The registration, the second step on and off, a new address, a new password, a new device, a link for another.
  expect(await englishTo(address, 7)).toEqual([]);
  expect(await englishTo(`next.${address}`, 1)).toEqual([]);
});
