import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as rules from "./architecture/rules.ts";
import { readSources } from "./architecture/sources.ts";

const sources = readSources(fileURLToPath(new URL("../", import.meta.url)));

/** For each rule files that break it, as somebody might write them one day. */
const mistakes: Record<keyof typeof rules, Record<string, string>[]> = {
  directionOfWorker: [
    { "worker/orders/core.ts": `import { insertOrder } from "./store.ts";` },
    { "worker/orders/core.ts": `import type { AppEnv } from "../web/app.ts";` },
    { "worker/orders/store.ts": `import { orderRoutes } from "./routes.ts";` },
    { "worker/orders/store.ts": `import { insertConsent } from "../consents/store.ts";` },
    { "worker/orders/schema.ts": `export { total } from "./core.ts";` },
    { "worker/orders/schema.ts": `const load = () => import("./core.ts");` },
  ],
  bordersOfDomains: [
    { "worker/orders/routes.ts": `import { contactRoutes } from "../contacts/routes.ts";` },
    { "worker/orders/routes.ts": `import { VisitCounter } from "../visits/visit-counter.ts";` },
    { "worker/orders/routes.ts": `import worker from "../index.ts";` },
    { "worker/orders/routes.ts": `import { app } from "../app.ts";` },
    { "worker/web/page.ts": `import { hasMessage } from "../contacts/store.ts";` },
  ],
  siteShowsOnly: [
    { "site/pages/x.astro": `---\nimport { hasMessage } from "../../worker/contacts/store.ts";\n---\n<p />` },
    { "site/shown.ts": `import { now } from "../worker/web/clock.ts";` },
    { "site/shown.ts": `import { env } from "cloudflare:workers";` },
  ],
  coresArePure: [
    { "worker/orders/core.ts": "export const at = () => new Date();" },
    { "worker/orders/core.ts": "export const at = () => Date.now();" },
    { "worker/orders/core.ts": "export const id = () => Math.random();" },
    { "worker/orders/core.ts": "export const id = () => crypto.randomUUID();" },
    { "worker/orders/core.ts": "export const rate = () => fetch('https://bank.example');" },
    { "worker/orders/core.ts": "export const origin = (c: { env: Env }) => c.env.ORIGIN;" },
    { "worker/orders/core.ts": "export const secret = process.env.SECRET;" },
    { "worker/orders/schema.ts": `import { env } from "cloudflare:workers";` },
    { "worker/orders/core.ts": `import { Hono } from "hono";` },
  ],
  sqlStaysInStores: [
    { "worker/orders/routes.ts": `db.prepare("select * from orders")` },
    { "worker/orders/core.ts": "const sql = `\n  insert into orders (id) values (?1)`;" },
    { "site/pages/x.astro": `---\nawait db.exec("DELETE FROM orders");\n---\n` },
    { "worker/orders/store.ts": `db.prepare(\`select * from orders where id = '\${id}'\`)` },
  ],
  toolsStayOutside: [
    { "worker/orders/core.ts": `import { organization } from "../../editor/organization.ts";` },
    { "site/pages/x.astro": `---\nimport { startServer } from "../../local/server.ts";\n---\n` },
  ],
  noCycles: [
    {
      "worker/a/core.ts": `import "../b/core.ts";`,
      "worker/b/core.ts": `import type { C } from "../c/core.ts";`,
      "worker/c/core.ts": `import "../a/core.ts";`,
    },
    { "site/a.ts": `import "./a.ts";` },
  ],
  textsAreUsed: [
    {
      "site/i18n/en/home.ts": `export const home = {\n  lead: "Read it",\n};`,
      "site/pages/x.astro": "<p>{t.home.title}</p>",
    },
  ],
  stylesAreUsed: [{ "site/pages/x.astro": `<p class="lead" />\n<style>\n.old {\n  margin: 0;\n}\n</style>` }],
  filesAreShort: [
    { "worker/orders/routes.ts": "// x\n".repeat(201) },
    { "site/pages/x.astro": "<p />\n".repeat(201) },
  ],
};

describe.each(Object.entries(rules))("the rule %s", (name, rule) => {
  it("is kept", () => {
    expect(rule(sources)).toEqual([]);
  });

  it.each(
    mistakes[name as keyof typeof rules].map((files) => [Object.values(files)[0]?.slice(0, 80), files]),
  )("catches somebody who writes %j", (_, files) => {
    expect(rule(new Map(Object.entries(files as Record<string, string>)))).not.toEqual([]);
  });
});

describe("the rules", () => {
  it("read the project that they are about", () => {
    expect(sources.has("worker/index.ts")).toBe(true);
    expect(sources.has("site/layouts/Page.astro")).toBe(true);
    expect(sources.size).toBeGreaterThan(70);
  });

  it("take no offence at words in a comment or a text", () => {
    const file = `/** Not \`Date.now()\`; see fetch(). */\nexport const t = "Select your country, or env.X";`;
    for (const rule of Object.values(rules))
      expect(rule(new Map([["worker/orders/core.ts", file]]))).toEqual([]);
  });
});
