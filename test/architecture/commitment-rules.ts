import ts from "typescript";
import { z } from "zod";
import { Commitments } from "../../worker/policy/commitments/commitments.ts";
import type { Rule } from "./rules.ts";
import { expressionsOf, type Sources } from "./sources.ts";

/**
 * Every commitment by its path: `noticeDays`, `retention.order`. One that can have only one value decides nothing, so
 * nothing has to read it.
 */
export const commitmentNames: readonly string[] = Object.entries({
  ...Commitments.shape,
  ...prefixed("retention.", Commitments.shape.retention.shape),
}).flatMap(([name, schema]) =>
  schema instanceof z.ZodLiteral || schema instanceof z.ZodObject ? [] : [name],
);

function prefixed(prefix: string, shape: Readonly<Record<string, z.ZodType>>): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(shape).map(([name, schema]) => [prefix + name, schema]));
}

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
  return [...named, ...kinds, ...takenIn(file, text, asking)];
}

/**
 * Names taken out of an object, `({ smallestGroup }: Commitments) =>`, and kinds of data whose period is asked for:
 * `spansOver("signIn", …)`, or a list of kinds in a file that asks for each.
 */
function takenIn(file: string, text: string, asking: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const listed: string[] = [];
  let asksForEach = false;
  const visit = (node: ts.Node): void => {
    if (ts.isBindingElement(node)) found.push((node.propertyName ?? node.name).getText());
    if (ts.isArrayLiteralExpression(node))
      listed.push(...node.elements.filter(ts.isStringLiteral).map((one) => `retention.${one.text}`));
    if (ts.isCallExpression(node) && asking.has(node.expression.getText())) {
      const [kind] = node.arguments;
      if (kind && ts.isStringLiteral(kind)) found.push(`retention.${kind.text}`);
      else asksForEach = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return asksForEach ? [...found, ...listed] : found;
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
