import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../editor/texts/settings.ts";
import { readTexts, wordsOf, writeTexts } from "../../editor/texts/write.ts";
import { catalogsIn } from "../../worker/texts/catalogs.ts";
import { htmlOf, plainOf, type Rich } from "../../worker/texts/rich.ts";
import { textsProject } from "../fixtures/texts-project.ts";

const language = { "content/texts/en/language.json": { locale: "en-GB" } };

/** What is reported about the texts of a project with these files. */
function said(files: Record<string, string | object>): string {
  const root = textsProject({ ...language, ...files });
  return wordsOf(readTexts(root, readSettings(root)).problems);
}

/** The compiled texts of one language of a project. */
async function compiled(files: Record<string, string | object>, tag = "en"): Promise<unknown> {
  const root = textsProject({ ...language, ...files });
  writeTexts(root);
  const { all } = (await import(pathToFileURL(join(root, "worker/texts/compiled/all.ts")).href)) as {
    all: { file: string };
  };
  return catalogsIn(all.file).get(tag)?.texts();
}

describe("compiled texts", () => {
  it("are made again when a text or the organization changes, and else left as they are", () => {
    const root = textsProject({ ...language, "content/texts/en/page.json": { title: "Before" } });
    const file = join(root, "worker/texts/compiled/all.ts");
    const write = () => {
      writeTexts(root);
      return readFileSync(file, "utf8");
    };
    expect(write()).toContain("Before");
    writeFileSync(file, "left");
    expect(write()).toBe("left");
    writeFileSync(join(root, "content/texts/en/page.json"), JSON.stringify({ title: "After" }));
    expect(write()).toContain("After");
    writeFileSync(file, "left");
    const organization = join(root, "content/organization.yaml");
    writeFileSync(organization, readFileSync(organization, "utf8").replace("Shanghai", "Urumqi"));
    expect(write()).toContain("After");
  });

  it("are made again after texts that could not be compiled", () => {
    const page = "content/texts/en/page.json";
    const root = textsProject({ ...language, [page]: { title: "Right" } });
    writeTexts(root);
    writeFileSync(join(root, page), JSON.stringify({ title: "{wrong" }));
    for (let run = 0; run < 2; run += 1) expect(() => writeTexts(root)).toThrow("page.json");
  });
});

describe("a catalog", () => {
  it("sets Russian and Chinese as they are set, but for the plain text of mail", async () => {
    const ru = {
      "content/texts/ru/language.json": { locale: "ru-RU" },
      "content/texts/ru/page.json": {
        lead: "Мы пишем в срок — и кратко.",
        days: "до {days, plural, one {# дня} few {# дней} many {# дней} other {# дня}}",
      },
      "content/texts/ru/mail/order.json": { lead: "Мы пишем в срок." },
    };
    const en = {
      "content/texts/en/page.json": { lead: "We write.", days: "{days, plural, one {# day} other {# days}}" },
      "content/texts/en/mail/order.json": { lead: "We write." },
    };
    const { page, mail } = (await compiled({ ...en, ...ru }, "ru")) as {
      page: { lead: string; days: (a: { days: number }) => string };
      mail: { order: { lead: string } };
    };
    const zh = {
      "content/texts/zh/page.json": { lead: "我们写。", days: "{days, plural, other {# 天}}内，满 2 天" },
    };
    const { page: chinese } = (await compiled({ ...en, ...zh }, "zh")) as { page: typeof page };
    expect(chinese.days({ days: 5 })).toBe("5\u00A0天内，满 2\u00A0天");
    expect(page.lead).toBe("Мы\u00A0пишем в\u00A0срок\u00A0— и\u00A0кратко.");
    expect(page.days({ days: 5 })).toBe("до\u00A05\u00A0дней");
    expect(mail.order.lead).toBe("Мы пишем в срок.");
  });

  it("gives strings, and functions of the texts that take arguments", async () => {
    const texts = (await compiled({
      "content/texts/en/data-request.json": {
        title: "Your `data` \\ $x don't '{'",
        next: "We answer within {days, plural, one {# working day} other {# working days}}.",
        steps: ["Look into your mail.", "We answer {name} by {day, date, long}."],
        seen: "Seen on {at, date, ::dMMMMyHHmm}",
        topic: "{topic, select, goods {About goods} order {About an order} other {}}",
        figures: "{count, number} of {share, number, percent}",
      },
    })) as { dataRequest: Record<string, (values: object) => unknown> };
    const { title, next, steps, seen, topic, figures } = texts.dataRequest;
    expect(title).toBe("Your `data` \\ $x don't {");
    expect([next?.({ days: 1 }), next?.({ days: 1200 })]).toEqual([
      "We answer within 1\u00a0working day.",
      "We answer within 1,200\u00a0working days.",
    ]);
    expect(steps?.({ name: "Li", day: "2026-11-22" })).toEqual([
      "Look into your mail.",
      "We answer Li by 22 November 2026.",
    ]);
    expect(seen?.({ at: new Date("2026-11-22T22:05Z") })).toBe("Seen on 23 November 2026 at 06:05");
    expect(topic?.({ topic: "order" })).toBe("About an order");
    expect(figures?.({ count: 12345, share: 0.25 })).toBe("12,345 of 25%");
  });

  it("has nothing under a name that every object knows: addresses name texts", async () => {
    const files = { "content/texts/en/account.json": { done: { saved: "Saved." } } };
    const { done } = ((await compiled(files)) as { account: Record<string, object> }).account;
    const found = ["saved", "constructor", "toString", "__proto__"].map((name) =>
      Reflect.get(done ?? {}, name),
    );
    expect(found).toEqual(["Saved.", undefined, undefined, undefined]);
  });

  it("follows the plural rules of its own language", async () => {
    const files = {
      "content/texts/en/mail/order.json": { days: "{days, plural, one {# day} other {# days}}" },
      "content/texts/ru/language.json": { locale: "ru-RU" },
      "content/texts/ru/mail/order.json": {
        days: "{days, plural, one {# день} few {# дня} many {# дней} other {# дня}}",
      },
      "content/texts/zh/language.json": { locale: "zh-CN" },
      "content/texts/zh/mail/order.json": { days: "{days} 天" },
    };
    const ru = (await compiled(files, "ru")) as { mail: { order: { days: (values: object) => string } } };
    expect([1, 3, 5, 21].map((days) => ru.mail.order.days({ days }))).toEqual([
      "1 день",
      "3 дня",
      "5 дней",
      "21 день",
    ]);
    const zh = (await compiled(files, "zh")) as typeof ru;
    expect(zh.mail.order.days({ days: 1200 })).toBe("1,200 天");
  });

  it("keeps links and stressed words inside their sentence, and escapes what is put in", async () => {
    const { home } = (await compiled({
      "content/texts/en/home.json": {
        lead: "Dear {name}, read <policyLink>the <em>policy</em></policyLink> of <time>{day, date, long}</time>.",
      },
    })) as { home: { lead: (values: object) => Rich } };
    const rich = home.lead({ name: "<b>", policyLink: "/en/policy/", day: "2026-11-22" });
    const escaped = (text: string) => text.replaceAll("<", "&lt;");
    expect(htmlOf(rich, escaped)).toBe(
      'Dear &lt;b>, read <a href="/en/policy/">the <em>policy</em></a> of <time datetime="2026-11-22">22 November 2026</time>.',
    );
    expect(plainOf(rich)).toBe("Dear <b>, read the policy (/en/policy/) of 22 November 2026.");
  });
});

describe("the texts are refused, by file and line, with", () => {
  it.each<[string, Record<string, string | object>, string]>([
    [
      "a key that a language lacks",
      {
        "content/texts/en/mail/order.json": { title: "Order", lead: "Thanks" },
        "content/texts/ru/language.json": { locale: "ru-RU" },
        "content/texts/ru/mail/order.json": { title: "Заказ" },
      },
      "content/texts/ru/mail/order.json:1  “mail.order.lead” is missing: translate content/texts/en/mail/order.json:3.",
    ],
    [
      "a key that English lacks",
      {
        "content/texts/en/mail/order.json": { title: "Order" },
        "content/texts/zh/mail/order.json": { title: "订单", lead: "谢谢" },
      },
      "content/texts/zh/mail/order.json:3  English has no “mail.order.lead”: remove it, or add it there.",
    ],
    [
      "a subject that a language of the site lacks",
      {
        "content/organization.yaml":
          "languages: [en, de]\ntimeZone: Europe/Berlin\noffers: []\nexamples: {}\n",
        "content/texts/en/contact.json": { title: "Contact us" },
        "content/texts/de/language.json": { locale: "de-DE" },
      },
      "content/texts/de  “contact” is missing: organization.yaml lists “de”, so translate content/texts/en/contact.json:1.",
    ],
    [
      "a language of the site that has no folder",
      {
        "content/organization.yaml":
          "languages: [en, de]\ntimeZone: Europe/Berlin\noffers: []\nexamples: {}\n",
      },
      "content/texts/de  organization.yaml lists “de”: add this folder.",
    ],
    [
      "arguments that differ between languages",
      {
        "content/texts/en/mail/order.json": { lead: "Order {reference}" },
        "content/texts/zh/mail/order.json": { lead: "订单 {number}" },
      },
      "content/texts/zh/mail/order.json:2  “mail.order.lead” takes {number: string}, and in English {reference: string} (content/texts/en/mail/order.json:2).",
    ],
    [
      "a message that cannot be read",
      { "content/texts/en/contact.json": { next: "Within {days, plural, one {# day}" } },
      "content/texts/en/contact.json:2  The message cannot be read",
    ],
    [
      "a plural form too few",
      { "content/texts/en/contact.json": { next: "Within {days, plural, other {# days}}" } },
      "content/texts/en/contact.json:2  {days, plural} needs one: “en-GB” has one, other.",
    ],
    [
      "a tag that nothing shows",
      { "content/texts/en/contact.json": { next: "<script>no</script>" } },
      "content/texts/en/contact.json:2  <script> is not known",
    ],
    [
      "a key that stands twice",
      { "content/texts/en/contact.json": '{\n  "title": "a",\n  "title": "b"\n}' },
      "content/texts/en/contact.json:3  Map keys must be unique",
    ],
    [
      "what is no JSON",
      { "content/texts/en/contact.json": '{\n  "title": "a",\n}' },
      "content/texts/en/contact.json  This is not JSON",
    ],
  ])("%s", (_, files, sentence) => {
    expect(said(files)).toContain(sentence);
  });
});

describe("nothing is said about", () => {
  it("a language that has mails only, when the site is not in it", () => {
    const files = {
      "content/texts/en/contact.json": { title: "Contact us" },
      "content/texts/en/mail/order.json": { title: "Order" },
      "content/texts/zh/language.json": { locale: "zh-CN" },
      "content/texts/zh/mail/order.json": { title: "订单" },
    };
    expect(said(files)).toBe("");
  });
});

it("says what the organization offers, and nothing of what it leaves out", async () => {
  const files = {
    "content/organization.yaml":
      "languages: [en]\ntimeZone: Asia/Shanghai\noffers: [orders]\nexamples: { phone: '123' }\n",
    "content/texts/en/page.json": {
      lead: "{orders, select, offered {Order <strong>now</strong>} other {Write}} to us, on {examplePhone}.",
      more: "{newsletter, select, offered {Read it for {days, number} days.} other {Call.}}",
    },
  };
  const { page } = (await compiled(files)) as {
    page: { lead: Rich; more: (a: { days: number }) => string };
  };
  expect(plainOf(page.lead)).toBe("Order now to us, on 123.");
  expect(page.more({ days: 3 })).toBe("Call.");
});

it("refuses a choice by an offer that has no words for one of the two cases", () => {
  const page = { lead: "{orders, select, yes {Order} other {Write}}" };
  expect(said({ "content/texts/en/page.json": page })).toContain(
    "{orders, select} has other, yes: write {orders, select, offered {…} other {…}}.",
  );
});
