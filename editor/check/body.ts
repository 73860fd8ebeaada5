import type { MdastNode } from "satteri";
import { commitmentInWords } from "../../worker/policy/commitments/in-words.ts";
import { attributeOf, type JsxElement } from "../../worker/policy/text/reading.ts";
import { type Diagnostic, problem } from "../diagnostic.ts";
import { everyNode, isClause, placeOf } from "../versions/clauses.ts";
import type { Source } from "../versions/source.ts";

/** A text is only text: no code, no pictures, no components but the two of policy texts, levels in order. */
export function checkBody(source: Source): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const node of everyNode(source.guessed)) {
    const wrong = wrongWith(node, source);
    if (wrong) found.push(problem(source.file, placeOf(node), ...wrong));
  }
  return [...found, ...checkLevels(source)];
}

type Wrong = [rule: string, message: string] | undefined;

function wrongWith(node: MdastNode, source: Source): Wrong {
  switch (node.type) {
    case "mdxjsEsm":
      return [
        "expression",
        "a line that begins with import or export would run code, which a text may not: begin it with another word, or join it to the line before",
      ];
    case "mdxFlowExpression":
    case "mdxTextExpression": {
      // A comment is not code: {/* like this */}.
      const isComment = /^\s*\/\*(?:(?!\*\/).)*\*\/\s*$/s.test(node.value);
      return isComment
        ? undefined
        : ["expression", "braces run code, which a text may not: write \\{ to show a brace"];
    }
    case "mdxJsxFlowElement":
    case "mdxJsxTextElement":
      return wrongElement(node, source);
    case "image":
    case "imageReference":
      return ["image", "a hash cannot cover a picture, so it could change unnoticed: say it in words"];
    default:
      return undefined;
  }
}

function wrongElement(element: JsxElement, source: Source): Wrong {
  const { name, attributes } = element;
  const isKnown = name === "Commitment" || isClause(element);
  if (!isKnown) {
    return [
      "component",
      `<${name ?? ""}> is not allowed: ${instead[name ?? ""] ?? "a text has only <Clause> and <Commitment>, so write it in Markdown"}`,
    ];
  }
  const allowed = name === "Clause" ? ["id", "title"] : ["of"];
  const isPlain = attributes.every(
    (one) => one.type === "mdxJsxAttribute" && typeof one.value === "string" && allowed.includes(one.name),
  );
  if (!isPlain)
    return ["component", `<${name}> takes only ${allowed.join(" and ")}, in double quotes: delete the rest`];
  if (name !== "Commitment" || !source.frontMatter) return undefined;
  try {
    commitmentInWords(attributeOf(element, "of"), source.frontMatter.commitments, source.language);
    return undefined;
  } catch {
    return [
      "commitment",
      "names no commitment: use a number of the front matter, such as noticeDays or retention.contact",
    ];
  }
}

/** How to say in Markdown what editors know from HTML. */
const instead: Readonly<Record<string, string>> = {
  a: "write [words](https://…)",
  b: "write **words**",
  br: "end the line with a backslash to break it",
  div: "leave a blank line between paragraphs",
  em: "write *words*",
  h2: "a <Clause> has its title itself",
  h3: "write ### and the words",
  i: "write *words*",
  img: "a hash cannot cover a picture, so say it in words",
  li: "begin the line with - or 1.",
  ol: "begin each line with 1., 2., 3.",
  p: "leave a blank line between paragraphs",
  strong: "write **words**",
  table: "write its rows as | one | two |",
  ul: "begin each line with -",
};

/** The title is level 1 and clauses are level 2, so headings inside a clause begin at level 3 and skip none. */
function checkLevels({ guessed: blocks, file }: Source): Diagnostic[] {
  return [{ children: blocks }, ...blocks.filter(isClause)].flatMap((parent, index) => {
    let last = 2;
    return (parent.children as MdastNode[]).flatMap((node) => {
      if (node.type !== "heading") return [];
      const isWrong = index === 0 || node.depth < 3 || node.depth > last + 1;
      const expected = "#".repeat(Math.min(last + 1, 6));
      last = Math.max(3, node.depth);
      if (!isWrong) return [];
      const message =
        index === 0
          ? "stands outside every clause: make it the title of a clause"
          : `is a heading of level ${node.depth} where ${expected} comes next: clauses are level 2, and none is skipped`;
      return [problem(file, placeOf(node), "heading-level", message)];
    });
  });
}
