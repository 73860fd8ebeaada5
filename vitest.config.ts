import { globSync, readFileSync } from "node:fs";
import { cloudflareTest, type D1Migration, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { unstable_readConfig } from "wrangler";
import { organization, organizationModule } from "./editor/organization.ts";
import { textsModule } from "./editor/texts/plugin.ts";
import { cheapN } from "./test/fixtures/cheap-hash.ts";
import { logKey } from "./test/fixtures/log-key.ts";
import { receiptKey } from "./test/fixtures/receipt-key.ts";
import { LongestFirst } from "./test/order.ts";

/** On a busy machine everything may take its time, what happens after an answer (mail, counting) too. */
const patient = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
};

/** Tests of functions alone: nothing in them can reach what keeps something. */
const withoutStorage = globSync("test/worker/**/*.test.ts").filter(
  (file) => !/from "(?:cloudflare:|\.\.\/site|\.\/things)/.test(readFileSync(file, "utf8")),
);

/** Before each test the tables are made anew: the runtime takes all statements as one in two thirds of the time. */
const inOneGo = ({ name, queries }: D1Migration) => ({ name, queries: [queries.join(";\n")] });

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // Functions, D1 and Durable Objects on the real runtime, with the bindings of wrangler.toml.
        plugins: [
          organizationModule(),
          textsModule(),
          cloudflareTest(async () => ({
            main: "./test/workerd/entry.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                // As they are published: what `npm run dev` left in .dev.vars would take their place.
                ...unstable_readConfig({ config: "./wrangler.toml" }).vars,
                ORIGIN: organization.site,
                OTHER_HOSTS: "",
                SIGNING_SECRET: "a-secret-for-tests-that-is-long-enough",
                VAULT_KEYS: `k1:${"A".repeat(43)} index:${"B".repeat(42)}A`,
                RECORD_KEYS: `r1:${"C".repeat(42)}A`,
                RECEIPT_KEY: JSON.stringify(receiptKey),
                LOG_KEY: JSON.stringify(logKey),
                // All files share an isolate, and its counts of what comes from one network.
                FORMS_PER_NETWORK: "100000",
                // What it costs to hash a password is what few tests look at.
                SCRYPT_N: cheapN,
                GATHERING_MS: "0",
                // How much strangers have here where tests count the rows that a request reads.
                STRANGERS: process.env.STRANGERS ?? "3000",
                // How many random orders of acts are tried.
                MODEL_RUNS: process.env.MODEL_RUNS ?? "20",
                // Whether each call of a route fails once, or one.
                FAULTS: process.env.FAULTS ?? "one",
                MIGRATIONS: (await readD1Migrations("worker/migrations")).map(inOneGo),
                WITHOUT_STORAGE: withoutStorage,
              },
            },
          })),
        ],
        resolve: {
          alias: {
            "@astrojs/cloudflare/handler": new URL("./test/workerd/pages.ts", import.meta.url).pathname,
          },
        },
        test: {
          ...patient,
          name: "workerd",
          sequence: { groupOrder: 0 },
          isolate: false,
          maxWorkers: 2,
          include: ["test/worker/**/*.test.ts"],
          setupFiles: ["test/workerd/setup.ts"],
        },
      },
      {
        plugins: [organizationModule(), textsModule()],
        test: {
          ...patient,
          name: "node",
          sequence: { groupOrder: 1 },
          include: ["test/*.test.ts", "test/{editor,local,http,promises,browser}/**/*.test.ts"],
          globalSetup: ["test/temporary-folder.ts"],
          // Files share what is slow to start: a site, a browser, the modules of both.
          isolate: false,
          // A file waits a third of its time, for a cron, a process or a slow network.
          maxWorkers: 3,
        },
      },
    ],
  },
});
