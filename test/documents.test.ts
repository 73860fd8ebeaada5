import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as rules from "./documents/references.ts";

const doorTest = "test/door.test.ts";

const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...globSync("docs/**/*.md")].map(
  (path) => ({ path, text: currentPart(path, readFileSync(path, "utf8")) }),
);

const decisions = readdirSync("docs/decisions").filter((file) => /^\d{4}-.*\.md$/.test(file));

const code = globSync(
  [
    "{worker,site,editor,local,terminal,test,bench,content}/**/*.{ts,mjs,astro,sql,yaml,json,mdx}",
    "*.{toml,json,mjs,ts}",
  ],
  { exclude: ["package-lock.json"] },
);

const repository: rules.Repository = {
  has: (path) => existsSync(path),
  read: (path) => readFileSync(path, "utf8"),
  scripts: new Set(
    Object.keys((JSON.parse(readFileSync("package.json", "utf8")) as { scripts: object }).scripts),
  ),
  decisions: new Set(decisions.map((file) => file.slice(0, 4))),
  words: new Set(code.flatMap((file) => readFileSync(file, "utf8").match(/\w+/g) ?? [])),
};

/** A small repository, for the examples below. */
const small: rules.Repository = {
  has: (path) => ["README.md", "worker/", "worker/web/", "worker/web/guards.ts", doorTest].includes(path),
  read: (path) => (path === doorTest ? `it("keeps the door closed", () => {})` : "# The title\n"),
  scripts: new Set(["test", "start", "policy", "bench:crash"]),
  decisions: new Set(["0001", "0002", "0003"]),
  words: new Set(["showPage", "visit_cells", "VISIT_SHARDS", "ErasureLedger"]),
};

/** For each rule, what somebody might write one day, and next to it what is right. */
const examples: Record<keyof typeof rules, { wrong: string[]; right: string }> = {
  filesAreThere: {
    wrong: ["See `worker/web/gone.ts`.", "See `web/guards.ts`.", "In `worker/cellar/`."],
    right:
      "See `worker/web/guards.ts` in `worker/web/`, `dist/server`, `hono/html` and `worker/<wing>/x.ts`.",
  },
  testsAreThere: {
    wrong: [`\`${doorTest}\` “opens the door”`, "`test/gone.test.ts` “keeps the door closed”"],
    right: `\`${doorTest}\` “keeps the door”, “closed”; \`${doorTest}\` closes it`,
  },
  commandsAreThere: {
    wrong: ["`npm run fly`", "```sh\nnpm run -s fly -- --help\n```"],
    right: "`npm test`, `npm start`, `npm run bench:crash`, `npm run -s policy -- check`; `npm install`",
  },
  linksLead: {
    wrong: ["[x](gone.md)", "[x](README.md#gone)", "[x](#gone)"],
    right: "# A title\n[x](#a-title) [y](README.md#the-title) [z](https://example.com/gone) `[w](gone)`",
  },
  decisionsAreThere: {
    wrong: ["decision 9999", "records 0001 and 13"],
    right: "decisions 0001, 0002 and 0003",
  },
  namesAreThere: {
    wrong: ["`flyAway` does it", "the table `winged_things`"],
    right: "`showPage`, `visit_cells`, `VISIT_SHARDS`, `ErasureLedger`, `gzip`",
  },
};

const named = Object.entries(rules) as [keyof typeof rules, rules.Rule][];

describe("a document", () => {
  it.each(named)("keeps the rule %s", (_, rule) => {
    expect(documents.flatMap((document) => rule(document, repository))).toEqual([]);
  });

  it.each(named)("breaks the rule %s with what is not there", (name, rule) => {
    const { wrong, right } = examples[name];
    const found = (text: string) => rule({ path: "README.md", text }, small);
    for (const text of wrong) expect(found(text), text).not.toEqual([]);
    expect(found(right)).toEqual([]);
  });
});

describe("the index of decisions", () => {
  it("lists every decision under its own title", () => {
    const index = readFileSync("docs/decisions/README.md", "utf8");
    const missing = decisions.filter((file) => {
      const [title = ""] = readFileSync(`docs/decisions/${file}`, "utf8").split("\n");
      return !index.includes(`- [${title.replace("# ", "")}](${file})`);
    });
    expect(missing).toEqual([]);
  });
});

it("every command of package.json is in docs/commands.md", () => {
  const shown = readFileSync("docs/commands.md", "utf8");
  expect(
    [...repository.scripts].filter((name) => !new RegExp(`npm (?:run )?${name}\\b`).test(shown)),
  ).toEqual([]);
});

/** The unreleased part of the changelog. What it says of a release was true at that time. */
function currentPart(path: string, text: string): string {
  const [unreleased = ""] = path === "CHANGELOG.md" ? text.split(/^## \d/m) : [text];
  return unreleased;
}
