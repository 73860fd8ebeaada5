import { describe, expect, it } from "vitest";
import { proseIn } from "./architecture/prose.ts";

describe("words outside of content/texts are found", () => {
  it.each([
    ["in the markup of a component", "site/x.astro", "<p>Sent {count}</p>"],
    [
      "in an attribute that is read out",
      "site/x.astro",
      `<nav aria-label="Contents"><a href="#a">{title}</a></nav>`,
    ],
    [
      "in the front matter",
      "site/x.astro",
      "---\nconst lead = `Write to $" + "{name} within two days`;\n---\n<p>{lead}</p>",
    ],
    ["as a message of a schema", "worker/x.ts", `z.string().min(1, "Enter your name");`],
    [
      "as a label of one word",
      "worker/x.ts",
      `export const field = { name: "goods", label: { en: "Goods" } };`,
    ],
    ["around a value", "worker/x.ts", "const notice = `Wait $" + "{seconds} seconds and try again.`;"],
    ["in another language", "worker/x.ts", `export const done = { zh: "已完成" };`],
    ["in HTML that code makes", "worker/x.ts", "const page = `<main><p>Nothing is held.</p></main>`;"],
    ["in SQL", "worker/x.ts", `db.prepare("update mails set reason = 'It was not tried' where id = ?1");`],
    [
      "in SQL after a value",
      "worker/x.ts",
      "db.prepare(`update $" + "{table} set reason = 'It was not tried'`);",
    ],
  ])("%s", (_, file, text) => {
    expect(proseIn(file, text)).toHaveLength(1);
  });
});

describe("nothing is said about", () => {
  it.each([
    ["a comment", "worker/x.ts", "/** Says what it does at once. */\nexport const x = 1; // And why it does"],
    ["SQL", "worker/x.ts", `db.prepare("select id from mails where state = 'failed' order by id");`],
    [
      "a refusal of a trigger",
      "worker/x.ts",
      `db.exec("create trigger t begin select raise(abort, 'rows are only added'); end");`,
    ],
    [
      "the error of a broken invariant",
      "worker/x.ts",
      `throw new Error("nothing was loaded for this page");`,
    ],
    ["an error of ours that is thrown", "worker/x.ts", `throw new TooMany("too many are waiting");`],
    ["an error that is looked for", "worker/x.ts", `if (message.includes("the place is taken")) wait();`],
    ["a month in SQL", "worker/x.ts", `db.prepare("select date(?1, 'start of month')");`],
    [
      "what an error of our own says",
      "worker/x.ts",
      `class Refused extends Error { constructor() { super("the database refused it"); } }`,
    ],
    ["a refusal that is looked for", "worker/x.ts", `isRefusedBy(error, "trigger", "the account is gone");`],
    ["a line of the log", "worker/x.ts", `console.error("the mail service did not answer");`],
    ["the name of an operation", "worker/x.ts", `within("mail: claiming a row that waits", work);`],
    ["names of classes and tokens", "site/x.astro", `<p class="card wide in-force">{t.title}</p>`],
    [
      "style and code",
      "site/x.astro",
      "<code>curl -s it</code>\n<style>p { transition: all ease in; }</style>",
    ],
    ["a type", "worker/x.ts", `type State = "not yet confirmed";`],
  ])("%s", (_, file, text) => {
    expect(proseIn(file, text)).toEqual([]);
  });
});
