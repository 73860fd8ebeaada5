import ts from "typescript";
import { tsxOf } from "../../editor/texts/program.ts";

/**
 * Says which words of a file belong in `content/texts`: words in a component's markup, sentences in code, and labels of
 * any length. Ignores SQL, class names, log lines, and errors that nobody is shown.
 */
export function proseIn(file: string, text: string): string[] {
  const isComponent = file.endsWith(".astro");
  const source = ts.createSourceFile(
    isComponent ? "file.tsx" : "file.ts",
    isComponent ? tsxOf(file, text) : text,
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const written = wordsOf(node);
    if (written !== undefined)
      found.push(`${file} says “${written.trim().replace(/\s+/g, " ").slice(0, 60)}”`);
    if (!isForEngineers(node)) ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The words of a node that a person sees, if any. */
function wordsOf(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return /\p{L}{2}/u.test(node.text) ? node.text : undefined;
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateHead(node) && !ts.isTemplateMiddleOrTemplateTail(node)) {
    return undefined;
  }
  const { text, parent } = node;
  const name = nameOf(parent);
  if (markupNames.has(name) || ts.isLiteralTypeNode(parent)) return undefined;
  if (isSql(node)) return prose.test(quotedIn(text)) ? text : undefined;
  const shown = withoutCode(text);
  if (operation.test(text)) return undefined;
  const isLabel = labelNames.has(name) && /\p{L}{2}/u.test(shown) && /^\P{L}*\p{Lu}|\s/u.test(shown);
  return isLabel || prose.test(shown) || translated.test(shown) ? text : undefined;
}

/** Three words in a row, as in a sentence. */
const prose =
  /(?:^|[\s“"(>])\p{L}[\p{L}’'-]*[,;:]? \p{L}[\p{L}’'-]*[,;:]? \p{L}[\p{L}’'-]*(?=$|[\s,.;:?!”")<])/u;

/** Words in a language that code is not written in. */
const translated = /\p{Script=Han}|\p{Script=Cyrillic}/u;

/** Fields and attributes that a person reads. */
const labelNames: ReadonlySet<string> = new Set(
  "alt aria-label caption description heading hint label lead message placeholder summary text title words".split(
    " ",
  ),
);

/** Attributes whose words are names. */
const markupNames: ReadonlySet<string> = new Set(
  "class class:list d autocomplete sandbox content allow rel".split(" "),
);

/** How the log names an operation: `mail: claiming a row`. */
const operation = /^[a-z][a-z -]*: [a-z ]+$/;

/** The field or attribute whose value a literal is. */
function nameOf(parent: ts.Node): string {
  if (ts.isJsxAttribute(parent)) return parent.name.getText();
  if (ts.isPropertyAssignment(parent)) {
    if (!languages.has(parent.name.getText())) return parent.name.getText();
    return ts.isPropertyAssignment(parent.parent.parent) ? parent.parent.parent.name.getText() : "";
  }
  return "";
}

const languages: ReadonlySet<string> = new Set(["en", "zh", "ru"]);

/** Tags and style rules are no words; what stands between them is. */
function withoutCode(text: string): string {
  return text.replace(/<[^>]*>?/g, " \n").replace(/\{[^}]*\}?/g, " ");
}

/** The beginning of a statement, as code writes it: all lower or all upper case, unlike a sentence. */
const statement =
  /^\s*(?:(?:select|insert|update|delete|create|alter|drop|with|pragma)|(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH|PRAGMA))\s/;

/** A statement, or a later part of one with values in it. */
function isSql(node: ts.Node): boolean {
  const template = ts.isTemplateSpan(node.parent) ? node.parent.parent : node.parent;
  const first = ts.isTemplateExpression(template) ? template.head.text : (node as ts.StringLiteralLike).text;
  return statement.test(first);
}

/** The quoted text in a statement. A trigger's refusal is for engineers, and `start of month` is SQLite's. */
function quotedIn(sql: string): string {
  const quoted = sql.replace(/raise\s*\([^)]*\)|'start of \w+'/gi, "").match(/'[^']*'/g) ?? [];
  return quoted.map((each) => each.slice(1, -1)).join("\n");
}

/** Errors thrown or looked for, lines of the log or of a job's row, and code that a page quotes. */
function isForEngineers(node: ts.Node): boolean {
  if (ts.isJsxElement(node) && node.openingElement.tagName.getText() === "code") return true;
  if (ts.isThrowStatement(node)) return true;
  if (ts.isNewExpression(node)) return /Error$|^(?:Fault|Problem)$/.test(node.expression.getText());
  if (!ts.isCallExpression(node)) return ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
  // What our errors and the schema's triggers say is compared or logged, never shown.
  return /^(?:console\.\w+|log\w*|\w*[.]?log|super|isRefusedBy)$|^report\.add$|\.includes$/.test(
    node.expression.getText(),
  );
}
