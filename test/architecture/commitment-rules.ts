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
  const { named, listed, calls } = partsOf(file, text);
  const asked = calls.filter(({ of }) => asking.has(of));
  const kinds = asked.flatMap(({ kind }) => (kind === undefined ? [] : [`retention.${kind}`]));
  const asksForEach = asked.some(({ kind }) => kind === undefined);
  return [...named, ...kinds, ...(asksForEach ? listed : [])];
}

/** What of a file may be commitments that it takes. */
interface Parts {
  named: string[];
  listed: string[];
  /** Every call, with its first argument where that is a word. */
  calls: { of: string; kind: string | undefined }[];
}

/** By text: a test asks for all files again and again, with a word changed here and there. */
const known = new Map<string, Parts>();

function partsOf(file: string, text: string): Parts {
  const before = known.get(text);
  if (before) return before;
  const parts: Parts = { named: [], listed: [], calls: [] };
  const visit = (node: ts.Node): void => {
    if (ts.isBindingElement(node) && isOfCommitments(node))
      parts.named.push((node.propertyName ?? node.name).getText());
    if (ts.isArrayLiteralExpression(node))
      parts.listed.push(...node.elements.filter(ts.isStringLiteral).map((one) => `retention.${one.text}`));
    if (ts.isCallExpression(node)) {
      const [kind] = node.arguments;
      parts.calls.push({
        of: node.expression.getText(),
        kind: kind && ts.isStringLiteral(kind) ? kind.text : undefined,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  known.set(text, parts);
  return parts;
}

/** Whether a name is taken out of commitments, and not out of something else that happens to have such a field. */
function isOfCommitments({ parent }: ts.BindingElement): boolean {
  const whole = parent.parent;
  const source = ts.isBindingElement(whole)
    ? whole.propertyName
    : [whole.type, whole.initializer].find(Boolean);
  return /commitments/i.test(source?.getText() ?? "");
}

/** Where a purpose has no period of its own: docs/decisions/0017-erasures-and-periods.md. */
const definesPurposes = /^worker\/lifetimes\/(?:periods|purposes)\.ts$/;

/**
 * What a version commits to is a value of that version, and no constant in code, nor a default beside it, nor a figure that
 * it is compared with.
 */
export const commitmentsAreNoConstants: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => {
    if (!/^(?:worker|site|editor)[/]/.test(file) || /^(?:worker|editor)[/]texts[/]/.test(file)) return [];
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const why = constantIn(node, file);
      if (why) found.push(`${file} ${why}: read it from the commitments of the version`);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, codeIn(file, text), ts.ScriptTarget.Latest, true));
    return found;
  });

/** The script of a page, or a whole file. */
function codeIn(file: string, text: string): string {
  return file.endsWith(".astro") ? (/^---\n(.*?)\n---/s.exec(text)?.[1] ?? "") : text;
}

function constantIn(node: ts.Node, file: string): string | undefined {
  if (ts.isStringLiteralLike(node) && isPeriod(node.text) && !definesPurposes.test(file))
    return `holds the period ${node.text}`;
  if (isNamedValue(node)) {
    const name = node.name.getText();
    const isSet = isOwned(name) && node.initializer && isFigure(node.initializer);
    return isSet ? `sets ${name} itself` : undefined;
  }
  if (!ts.isBinaryExpression(node) || !weighing.has(node.operatorToken.kind)) return undefined;
  const [named, figure] = isFigure(node.right) ? [node.left, node.right] : [node.right, node.left];
  const [name = ""] = /\w+$/.exec(named.getText()) ?? [];
  return isFigure(figure) && isOwned(name) ? `weighs ${name} with ${figure.getText()}` : undefined;
}

/** A period as versions write it, or as SQL does: `-90 days`. One of a day or so moves a date and keeps nothing. */
function isPeriod(text: string): boolean {
  return (
    /^P[1-9]\d*[DMY]$/.test(text) || /(?:^|')[-+](?:[2-9]|\d{2,}) (?:day|month|year)s?(?:'|$)/.test(text)
  );
}

/** Whatever gives a name a value: also a parameter, a field, or a name taken out of an object, with a default. */
function isNamedValue(node: ts.Node) {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node)
  );
}

/** A default beside a commitment, or a comparison with a figure. Nothing is compared with 0, which stands for none. */
const weighing: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
]);

/** `noticeDays`, `smallestGroup`, also as a limit of another spelling: `maxNoticeDays`, `MIN_AGE`, `groupSize`. */
function isOwned(name: string): boolean {
  const plain = name.replaceAll("_", "");
  return (
    commitmentNames.some((one) => one.toLowerCase() === plain.toLowerCase()) ||
    /^(?:max|min|default)?(?:min(?:imum)?age|noticedays|backupdays|(?:smallest|minimum)group|groupsize|retention(?:days|months|years)?)$/i.test(
      plain,
    )
  );
}

/** A number other than 0, also one that is computed, or a list of signals. */
function isFigure(node: ts.Expression): boolean {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return isFigure(node.expression);
  if (ts.isNewExpression(node)) return node.arguments?.some(isFigure) ?? false;
  if (ts.isBinaryExpression(node)) return isFigure(node.left) && isFigure(node.right);
  if (ts.isArrayLiteralExpression(node)) return /"(?:gpc|dnt)"/.test(node.getText());
  return ts.isNumericLiteral(node) && node.text !== "0";
}
