import ts from "typescript";
import { Commitments } from "../../worker/policy/commitments/commitments.ts";
import type { Rule } from "./rules.ts";
import { expressionsOf, literalsOf, type Sources } from "./sources.ts";

/** Every commitment by its path: `noticeDays`, `retention.order`. */
export const commitmentNames: readonly string[] = Object.entries(Commitments.shape).flatMap(
  ([name, schema]) =>
    "shape" in schema ? Object.keys(schema.shape).map((kind) => `${name}.${kind}`) : [name],
);

/** Which commitments no code of the Worker or the editor obeys: printing one is not enough. */
export function unreadCommitments(sources: Sources): string[] {
  const obeying = [...sources].filter(([file]) => /^(?:worker|editor)\//.test(file) && !isPrinting(file));
  const asking = new Set(["periodKept", ...obeying.flatMap(([, text]) => askingForKind(text))]);
  const read = new Set(obeying.flatMap(([file, text]) => readsIn(file, text, asking)));
  return commitmentNames.filter((name) => !read.has(name));
}

/** The files that define commitments, say them in words, or hold texts. */
function isPrinting(file: string): boolean {
  return /^worker\/(?:policy\/(?:commitments|text|versions)\/|texts\/)/.test(file);
}

/** Functions that take a kind of data and look up its period. */
function askingForKind(text: string): string[] {
  return [...text.matchAll(/function (\w+)\([^)]*?: (?:DataKind|EndingKind)\b/g)].map(
    ([, name = ""]) => name,
  );
}

function readsIn(file: string, text: string, asking: ReadonlySet<string>): string[] {
  const written = expressionsOf(file, text);
  const named = written.flatMap((one) => /\bcommitments\??\.(\w+)/.exec(one.replaceAll("\n", ""))?.[1] ?? []);
  const kinds = written.flatMap((one) => /\bretention\.(\w+)$/.exec(one)?.slice(0, 1) ?? []);
  const isAsking = written.some((one) => asking.has(one.replace("()", "")));
  const asked = isAsking ? literalsOf(file, text).map((literal) => `retention.${literal.text}`) : [];
  return [...named, ...taken(file, text), ...kinds, ...asked];
}

/** Names taken out of an object: `({ smallestGroup }: Commitments) =>`. */
function taken(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBindingElement(node)) found.push((node.propertyName ?? node.name).getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** Where a purpose has no period of its own: docs/decisions/0017-erasures-and-periods.md. */
const definesPurposes = /^worker\/lifetimes\/(?:periods|purposes)\.ts$/;

/** What a version commits to is a value of that version, and no constant in code, nor a default beside it. */
export const commitmentsAreNoConstants: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => {
    if (!file.startsWith("worker/") || file.startsWith("worker/texts/")) return [];
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const why = constantIn(node, file);
      if (why) found.push(`${file} ${why}: read it from the commitments of the version`);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
    return found;
  });

function constantIn(node: ts.Node, file: string): string | undefined {
  if (ts.isStringLiteral(node) && /^P[1-9]\d*[DMY]$/.test(node.text) && !definesPurposes.test(file))
    return `holds the period ${node.text}`;
  if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) {
    const name = node.name.getText();
    return isOwned(name) && node.initializer && isFigure(node.initializer)
      ? `sets ${name} itself`
      : undefined;
  }
  const isDefault =
    ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  if (!isDefault || !isFigure(node.right)) return undefined;
  const [name = ""] = /\w+$/.exec(node.left.getText()) ?? [];
  return isOwned(name) ? `has ${node.right.getText()} where ${name} is missing` : undefined;
}

function isOwned(name: string): boolean {
  return commitmentNames.includes(name) || /^min(?:imum)?Age$/i.test(name);
}

/** A number, or a list of signals. */
function isFigure(node: ts.Expression): boolean {
  if (ts.isAsExpression(node)) return isFigure(node.expression);
  return (
    ts.isNumericLiteral(node) || (ts.isArrayLiteralExpression(node) && /"(?:gpc|dnt)"/.test(node.getText()))
  );
}
