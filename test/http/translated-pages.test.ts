import { beforeAll, describe, expect, test } from "vitest";
import { answers } from "../fixtures/answers.ts";
import { firstClause, firstVersion } from "../fixtures/content.ts";
import { englishIn, setIn, setOtherwise } from "../fixtures/foreign-words.ts";
import { madeClient } from "./accounts.ts";
import { ownSite, referenceOf } from "./site.ts";
import { staffMember } from "./staff-member.ts";
import { Visitor } from "./visitor.ts";

const site = ownSite();
const visitors = {} as Record<"nobody" | "client" | "staff", Visitor>;
const sent = { contact: "", order: "" };

const { date } = firstVersion;

/** Pages by who opens them; `{name}` stands for the reference of what was sent. */
const pages: Record<keyof typeof visitors, readonly string[]> = {
  nobody:
    `. policy/ policy/${date}/ policy/versions/ policy/clause/${firstClause}/ policy/kept/ policy/record/ policy/at/
    policy/compare/${date}/${date}/ policy/at/${date}/ contact/ order/ feedback/ newsletter/ policy-changes/
    data-request/ receipt/ statistics/ partners/ cookies/ accessibility/ nothing-here/ sent/{contact}/ register/
    register/sent/ sign-in/?done=signed-out forgot-password/ forgot-password/sent/ confirm/gone/ guardian/gone/
    unsubscribe/gone/ answer/gone/ link-used/ erased/`.split(/\s+/),
  client:
    `. details/ orders/ order/ consents/ consents/accept/ newsletter/ disclosures/ security/ security/password/
    security/email/ security/two-factor/ export/ delete/`
      .split(/\s+/)
      .map((page) => `account/${page}`),
  staff:
    `. inbox/ inbox/?show=all inbox/{contact}/ orders/ orders/{order}/ data-requests/ clients/ clients/{contact}/
    disclosures/
    disclosures/propose/ inbox/enter/zh/ mail/ newsletter/ newsletter/write/ statistics/ policy/ acts/ audit/`
      .split(/\s+/)
      .map((page) => `staff/${page}`),
};
const forms = ["contact/", "order/", "feedback/", "newsletter/", "data-request/", "register/", "sign-in/"];

beforeAll(async () => {
  visitors.nobody = new Visitor(site.url);
  visitors.client = await madeClient(site.server, "reads.chinese@example.org");
  visitors.staff = (await staffMember(site.server, "owner")).visitor;
  const typed = {
    name: "李伟",
    message: "您好",
    goods: "杏干",
    quantity: "两吨",
    delivery: "喀什",
    company: "伟业贸易",
  };
  for (const form of ["contact", "order"] as const) {
    const answer = await visitors.nobody.fillIn(`/zh/${form}/`, { ...answers[form], ...typed });
    sent[form] = referenceOf(answer);
  }
});

describe.each(["zh", "ru"] as const)("in %s", (language) => {
  test.each(Object.entries(pages))(
    "every page of %s shows no English and is set as the language is",
    async (who, own) => {
      const found: Record<string, string[]> = {};
      for (const page of own) {
        const path = `/${language}/${page.replace(/(^|\/)\.$/, "$1").replace(/\{(\w+)\}/, (_, name: keyof typeof sent) => sent[name])}`;
        const answer = await visitors[who as keyof typeof visitors].open(path);
        const html = await answer.text();
        const asSet = setIn(html).match(setOtherwise[language]) ?? [];
        const english = [...englishIn(html), ...asSet];
        if (answer.status >= 300 && answer.status !== 404) english.push(`status ${answer.status}`);
        if (english.length > 0) found[path] = [...new Set(english)];
      }
      expect(found).toEqual({});
    },
  );

  test("no refused form does", async () => {
    const found: Record<string, string[]> = {};
    for (const form of forms) {
      const answer = await visitors.nobody.fillIn(`/${language}/${form}`, {});
      const english = englishIn(await answer.text());
      if (answer.status !== 422) english.push(`status ${answer.status}`);
      if (english.length > 0) found[form] = [...new Set(english)];
    }
    expect(found).toEqual({});
  });
});

test("English would be found", () => {
  const page =
    '<html lang="en"><p>订单 <b>Place an</b> order</p><p lang="en">Good day</p><img alt="Our mark" src="x">';
  expect(englishIn(page).map((run) => run.replace(/\s+/g, " "))).toEqual(["Place an order", "Our mark"]);
});
