import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { checkTexts } from "../../editor/texts/check.ts";
import { sourceProgram } from "../../editor/texts/program.ts";
import { writeTexts } from "../../editor/texts/write.ts";
import { textsProject } from "../fixtures/texts-project.ts";

const texts = {
  "content/texts/en/language.json": { locale: "en-GB" },
  "content/texts/en/contact.json": {
    title: "Contact us",
    next: "Within {days, plural, one {# day} other {# days}}",
  },
  "content/texts/en/order.json": { title: "Order", states: { open: "Open", done: "Done" } },
};

const shows = (title: string, rest = "") => `---
import { textsIn } from "../worker/texts/texts.ts";
import Part from "./Part.astro";
interface Props { state: "open" | "done"; name: string }
const { state, name } = Astro.props;
const t = textsIn("en");
${title}
---
<h1>{t.contact.title}</h1><p>{t.contact.next({ days: 2 })}</p><Part {state} {name} ${rest} />`;

const part = `---
import type { Texts } from "../worker/texts/compiled/types.ts";
interface Props { words: { title: string }; more: Texts["order"] }
const { words, more: { title } } = Astro.props;
---
<p>{words.title}{title}</p>`;

function saidOf(page: string): string {
  return checkTexts(textsProject({ ...texts, "site/page.astro": page, "site/Part.astro": part }));
}

describe("a text that nothing shows", () => {
  it("is named by file and line, though another subject has a key of the same name that is shown", () => {
    expect(saidOf(shows("const { states } = t.order; states[state];")).replace(/\n.*states.*/g, "")).toBe("");
    expect(saidOf(shows("const { open, done } = t.order.states;").replace(" {title}", ""))).toBe("");
  });

  it.each<[string, string, string[]]>([
    ["is every key of a subject that no page reaches", "", ["order.states.open", "order.states.done"]],
    ["is not what a page picks by a computed key", "t.order.states[state];", []],
    [
      "is not what may be picked by any key",
      "const all: Record<string, string> = t.order.states; all[name];",
      [],
    ],
    ["is not what code takes of which nothing is known", "Response.json({ states: t.order.states });", []],
    ["is not what is listed", "Object.values(t.order.states).join();", []],
    [
      "is what a page leaves when it takes others",
      "const { open } = t.order.states; open;",
      ["order.states.done"],
    ],
    [
      "is what a page leaves of a subject that it names on the way",
      'const { order: { states: { done } } } = textsIn("en"); done;',
      ["order.states.open"],
    ],
    ["is what a picked key leaves", 't.order.states["open"];', ["order.states.done"]],
  ])("%s", (_, line, unused) => {
    const said = saidOf(shows(line));
    expect([...said.matchAll(/Nothing shows “([\w.]+)”/g)].map(([, key]) => key)).toEqual(unused);
  });

  it("is what a component does not take of what it is given", () => {
    const page = (given: string) => shows("t.order.states[state];", given).replace("{t.contact.title}", "");
    expect(saidOf(page("words={t.contact}"))).toBe("");
    expect(saidOf(page(""))).toBe(
      "content/texts/en/contact.json:2  Nothing shows “contact.title”: remove it in every language, or use it.",
    );
  });
});

describe("a wrong use of a text does not compile:", () => {
  it.each([
    ["a key that is not there", "t.contact.titel", "Property 'titel' does not exist"],
    ["an argument that is missing", "t.contact.next({})", "is not assignable to parameter"],
    ["an argument of another name", "t.contact.next({ day: 2 })", "'day' does not exist in type"],
    [
      "an argument of another kind",
      't.contact.next({ days: "two" })',
      "'string' is not assignable to type 'number'",
    ],
    ["no arguments at all", "const words: string = t.contact.next", "is not assignable to type 'string'"],
  ])("%s", (_, use, message) => {
    const root = textsProject({
      ...texts,
      "site/use.ts": `import { textsIn } from "../worker/texts/texts.ts";\nconst t = textsIn("en");\n${use};\n`,
    });
    writeTexts(root);
    const program = sourceProgram(root);
    const said = program
      .getSemanticDiagnostics(program.getSourceFile(join(root, "site/use.ts")))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    expect(said.join("\n")).toContain(message);
  });
});
