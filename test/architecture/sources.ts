import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import ts from "typescript";

/** The project's code files, by path from the root. */
export type Sources = ReadonlyMap<string, string>;

/** One place needs another. */
export interface Arrow {
  from: string;
  to: string;
}

/** One import in a file. An import from the project is a path from the root; a package keeps its name. */
export interface Import extends Arrow {
  /** Erased before the code runs. */
  isType: boolean;
  /** Loaded only where the code comes to it. */
  isDynamic: boolean;
}

const folders = ["worker", "site", "editor", "local", "terminal", "bench", "test"];

/** Reads every handwritten `.ts`, `.mjs` and `.astro` file of the project, so not the compiled texts. */
export function readSources(root: string): Sources {
  const files = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, String(file))),
    )
    .filter((file) => /\.(?:ts|mjs|astro)$/.test(file) && !file.startsWith("worker/texts/compiled/"));
  return new Map(
    ["astro.config.mjs", ...files].map((file) => [file, readFileSync(join(root, file), "utf8")]),
  );
}

/** Every import, of values or types, static or dynamic, and every `export from`. */
export function importsOf(sources: Sources): Import[] {
  return [...sources].flatMap(([from, text]) =>
    found(from, text).specifiers.map(({ name, ...how }) => ({
      from,
      to: name.startsWith(".") ? normalize(join(dirname(from), name)) : name,
      ...how,
    })),
  );
}

interface Specifier extends Pick<Import, "isType" | "isDynamic"> {
  name: string;
}

function specifierOf(node: ts.Node): Specifier | undefined {
  if (ts.isImportDeclaration(node)) return named(node.moduleSpecifier, isTypeImport(node.importClause));
  if (ts.isExportDeclaration(node)) return named(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? named(node.argument.literal, true) : undefined;
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isDynamic ? named(node.arguments[0], false, isDynamic) : undefined;
}

function named(node: ts.Node | undefined, isType: boolean, isDynamic = false): Specifier | undefined {
  return node && ts.isStringLiteralLike(node) ? { name: node.text, isType, isDynamic } : undefined;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return (
    clause.name === undefined &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.length > 0 &&
    names.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

/** A string or template in a file; of a template with values, the part before the first. */
export interface Literal {
  text: string;
  /** Whether values are put into it. */
  isBuilt: boolean;
}

/** The strings and templates of a file. */
export function literalsOf(file: string, text: string): readonly Literal[] {
  return found(file, text).literals;
}

/** The calls, `new` expressions and dotted names of a file as written: `Date.now()`, `new Date()`, `env.DB`. */
export function expressionsOf(file: string, text: string): readonly string[] {
  return found(file, text).expressions;
}

/** What the rules look for in one file. */
interface Found {
  specifiers: Specifier[];
  literals: Literal[];
  expressions: string[];
}

/** Many rules ask for the same file, and reading it is what takes long. */
const known = new Map<string, Found>();

function found(file: string, text: string): Found {
  const script = scriptOf(file, text);
  const before = known.get(script);
  if (before) return before;
  const all: Found = { specifiers: [], literals: [], expressions: [] };
  const source = parse(script);
  walk(source, (node) => {
    const specifier = specifierOf(node);
    if (specifier) all.specifiers.push(specifier);
    if (ts.isStringLiteralLike(node)) all.literals.push({ text: node.text, isBuilt: false });
    if (ts.isTemplateHead(node)) all.literals.push({ text: node.text, isBuilt: true });
    all.expressions.push(...expressionIn(node, source));
  });
  known.set(script, all);
  return all;
}

function expressionIn(node: ts.Node, source: ts.SourceFile): string[] {
  if (ts.isCallExpression(node)) return [`${node.expression.getText(source)}()`];
  if (ts.isNewExpression(node))
    return [`new ${node.expression.getText(source)}(${node.arguments?.length || ""})`];
  return ts.isPropertyAccessExpression(node) ? [node.getText(source)] : [];
}

function parse(script: string): ts.SourceFile {
  return ts.createSourceFile("file.ts", script, ts.ScriptTarget.Latest);
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The code of a file; for an Astro component, its front matter. */
function scriptOf(file: string, text: string): string {
  return file.endsWith(".astro") ? (/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? "") : text;
}
