import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { commitmentsAreNoConstants } from "./architecture/commitment-rules.ts";
import * as fileRules from "./architecture/file-rules.ts";
import * as pageRules from "./architecture/page-rules.ts";
import * as houseRules from "./architecture/rules.ts";
import { readSources } from "./architecture/sources.ts";

const rules = { ...houseRules, ...fileRules, ...pageRules, commitmentsAreNoConstants };

const sources = readSources(fileURLToPath(new URL("../", import.meta.url)));

/** For each rule, files that break it, as somebody might write them one day. */
const mistakes: Record<Exclude<keyof typeof rules, "wings">, Record<string, string>[]> = {
  wingsHaveOneOrder: [
    { "worker/mail/outbox.ts": `import { insertOrder } from "../submissions/order/orders.ts";` },
    { "worker/web/page.ts": `import type { Sealed } from "../vault/schema.ts";` },
    { "worker/submissions/order/orders.ts": `const load = () => import("../../staff/desk/item.ts");` },
    { "worker/forms/form/ticket.ts": `export { app } from "../../app.ts";` },
    { "worker/shipping/routes.ts": `import { now } from "../web/clock.ts";` },
  ],
  roomsHaveNoCircle: [
    {
      "worker/forms/form/ticket.ts": `import "../consents/record.ts";`,
      "worker/forms/consents/giving.ts": `import type { Receipt } from "../receipts/receipt.ts";`,
      "worker/forms/receipts/issuing.ts": `import "../form/form.ts";`,
    },
  ],
  objectsSayNothing: [
    {
      "worker/mail/queue.ts": `import { words } from "./words.ts";\nexport class Queue extends DurableObject {}`,
      "worker/mail/words.ts": `import { textsIn } from "../texts/texts.ts";`,
    },
  ],
  siteShowsOnly: [
    {
      "site/pages/x.astro": `---\nimport { hasMessage } from "../../worker/contact/messages.ts";\n---\n<p />`,
      "worker/contact/messages.ts": `export const hasMessage = (db) => db.prepare("select * from messages");`,
    },
    {
      "site/shown.ts": `import { total } from "../worker/order/total.ts";`,
      "worker/order/total.ts": `import { at } from "./at.ts";`,
      "worker/order/at.ts": `export const at = () => new Date();`,
    },
    {
      "site/shown.ts": `import { origin } from "../worker/order/origin.ts";`,
      "worker/order/origin.ts": `export const origin = (c) => c.env.ORIGIN;`,
    },
    { "site/shown.ts": `import { env } from "cloudflare:workers";` },
    { "site/shown.ts": `import { startServer } from "../local/server.ts";` },
  ],
  clockAndChanceComeFromOutside: [
    { "worker/order/total.ts": "export const at = () => new Date();" },
    { "worker/order/total.ts": "export const at = () => Date.now();" },
    { "worker/order/total.ts": "export const id = () => Math.random();" },
    { "worker/order/total.ts": "export const id = () => crypto.randomUUID();" },
    { "worker/order/total.ts": "export const rate = () => fetch('https://bank.example');" },
    { "worker/order/total.ts": "export const secret = process.env.SECRET;" },
  ],
  deadlineIsInOnePlace: [
    { "worker/submissions/order/taking.ts": `await reach("orders: reading", orderOf(db));` },
  ],
  sqlStandsBesideItsTable: [
    {
      "worker/submissions/order/routes.ts": `import { router } from "../../web/router.ts";\ndb.prepare("select * from orders")`,
    },
    { "site/pages/x.astro": `---\nawait db.exec("DELETE FROM orders");\n---\n` },
    { "worker/submissions/order/orders.ts": `db.prepare(\`select * from orders where id = '\${id}'\`)` },
    {
      "worker/mail/outbox.ts": `db.prepare("update outbox set sent_at = ?1")`,
      "worker/staff/mail/unsent.ts": `db.prepare("delete from outbox where id = ?1")`,
    },
  ],
  toolsStayOutside: [
    { "worker/web/x.ts": `import { organization } from "../../editor/organization.ts";` },
    { "site/pages/x.astro": `---\nimport { startServer } from "../../local/server.ts";\n---\n` },
  ],
  terminalStandsAlone: [
    { "terminal/terminal.ts": `import { organization } from "../editor/organization.ts";` },
  ],
  noCycles: [
    {
      "worker/a/core.ts": `import "../b/core.ts";`,
      "worker/b/core.ts": `import type { C } from "../c/core.ts";`,
      "worker/c/core.ts": `import "../a/core.ts";`,
    },
    { "site/a.ts": `import "./a.ts";` },
  ],
  pagesShowTheirOwn: [
    {
      "worker/submissions/order/form.ts": `export const orderPage = page<FormPage>("/[lang]/order/");`,
      "site/pages/[lang]/contact.astro": `---\nexport const prerender = false;\nconst { filled } = shown(orderPage);\n---\n`,
    },
    {
      "site/pages/[lang]/order.astro": `---\nexport const prerender = false;\nconst { filled } = shown("form");\n---\n`,
    },
    {
      "worker/submissions/order/form.ts": `export const orderPage = page<FormPage>("/[lang]/order/");`,
      "site/pages/[lang]/order.astro": `---\nconst { filled } = shown(orderPage);\n---\n`,
    },
    { "site/pages/[lang]/partners.astro": `---\nconst policy = provided(policyInForce);\n---\n` },
    { "site/components/forms/Form.astro": `---\nconst { filled } = shown(orderPage);\n---\n` },
  ],
  declaredPagesAreShown: [
    {
      "worker/submissions/order/form.ts": `export const orderPage = page<FormPage>("/[lang]/order/");`,
      "worker/submissions/order/routes.ts": `formRoutes({ page: orderPage });`,
    },
    {
      "worker/submissions/order/form.ts": `export const orderPage = page<FormPage>("/[lang]/order/");`,
      "worker/submissions/order/routes.ts": `import { orderPage } from "./form.ts";`,
      "site/pages/[lang]/order.astro": `---\nconst { filled } = shown(orderPage);\n---\n`,
    },
  ],
  wordsStandInCatalogs: [
    { "site/pages/x.astro": "<p>Read the policy</p>" },
    { "site/shown.ts": `export const hint = "Write it as it stands in your passport";` },
    { "worker/forms/form/fields.ts": `export const line = z.string().min(1, "Enter your name");` },
  ],
  stylesAreUsed: [{ "site/pages/x.astro": `<p class="lead" />\n<style>\n.old {\n  margin: 0;\n}\n</style>` }],
  commitmentsAreNoConstants: [
    { "worker/forms/form/fields.ts": "export const minimumAge = 14;" },
    { "worker/visits/figures/reading.ts": "const query = { smallestGroup: 5 };" },
    { "worker/visits/counting/recording.ts": `const signals = ["gpc"] as const;` },
    { "worker/lifetimes/erasure.ts": "const days = (commitments?.backupDays ?? 30) + 1;" },
    { "worker/submissions/order/sweep.ts": `const kept = keptFrom("P5Y", today);` },
    { "worker/submissions/order/sweep.ts": "const kept = keptFrom(`P5Y`, today);" },
    { "worker/submissions/order/orders.ts": "const over = sql`received_at < date(?1, '-90 days')`;" },
    { "worker/forms/form/age.ts": "const mayAsk = (age: number, minimumAge = 14) => age >= minimumAge;" },
    { "worker/forms/form/age.ts": "const { minimumAge = 14 } = commitments;" },
    { "worker/forms/form/age.ts": "const isYoung = commitments.minimumAge < 14;" },
    { "worker/accounts/notices/announcing.ts": "const NOTICE_DAYS = 3 * 10;" },
    { "worker/visits/figures/reading.ts": "const size = commitments?.smallestGroup || 5;" },
    { "worker/visits/counting/recording.ts": `const signals = new Set(["gpc", "dnt"]);` },
    { "site/pages/x.astro": "---\nconst noticeDays = 30;\n---\n<p />" },
    { "editor/check/notice.ts": "const noticeDays = 30;" },
  ],
  testsHaveTheirTime: [
    { "test/worker/x.test.ts": `it("sends it", { timeout: 30_000 }, async () => {});` },
    { "test/worker/x.test.ts": "beforeAll(async () => {\n}, 60_000);" },
  ],
  clicksWait: [
    { "test/browser/forms.test.ts": `await page.click("main a");` },
    { "test/trial/sheet/looks.ts": `await page.getByRole("button").first().click();` },
  ],
  commandsLoadNoYaml: [
    { "editor/policy.ts": `import organization from "../content/organization.yaml";` },
    {
      "local/vault.ts": `import { sealedOutbox } from "../worker/mail/outbox.ts";`,
      "worker/mail/outbox.ts": `import { refusalOf } from "./refusal.ts";`,
      "worker/mail/refusal.ts": `import organization from "../../content/organization.yaml";`,
    },
  ],
  logIsInOnePlace: [
    { "worker/submissions/order/taking.ts": `console.log("an order", name);` },
    { "worker/submissions/order/taking.ts": `throw new Error("no order of " + name);` },
  ],
  requestsAreStoredInOnePlace: [
    { "worker/app.ts": `import { contextStorage } from "hono/context-storage";` },
    { "site/seen.ts": `import { AsyncLocalStorage } from "node:async_hooks";` },
  ],
  wordsAreNoUnits: [
    { "site/pages/x.astro": `---\nconst list = new Intl.ListFormat(lang, { type: "unit" });\n---\n` },
    { "worker/mail/x.ts": `new Intl.ListFormat(locales[language], { style: "narrow", type: "unit" })` },
  ],
  filesAreShort: [
    { "worker/submissions/order/routes.ts": "// x\n".repeat(201) },
    { "site/pages/x.astro": "<p />\n".repeat(201) },
  ],
};

const named = Object.entries(rules).filter(
  (rule): rule is [keyof typeof mistakes, houseRules.Rule] => typeof rule[1] === "function",
);

describe.each(named)("the rule %s", (name, rule) => {
  it("is kept", () => {
    expect(rule(sources)).toEqual([]);
  });

  it.each(mistakes[name].map((files) => [Object.values(files)[0]?.slice(0, 80), files]))(
    "catches somebody who writes %j",
    (_, files) => {
      expect(rule(new Map(Object.entries(files as Record<string, string>)))).not.toEqual([]);
    },
  );
});

describe("the rules", () => {
  it("read the project that they are about", () => {
    expect(sources.has("worker/index.ts")).toBe(true);
    expect(sources.has("site/layouts/Page.astro")).toBe(true);
    expect(sources.size).toBeGreaterThan(70);
  });

  it("take no offence at words in a comment or a text", () => {
    const file = `/** Not \`Date.now()\`; see fetch(). */\nexport const t = new Fault("Select your country, or env.X");`;
    for (const [, rule] of named)
      expect(rule(new Map([["worker/submissions/order/total.ts", file]]))).toEqual([]);
  });
});
