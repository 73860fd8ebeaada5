import { join } from "node:path";
import ts from "typescript";
import { type Catalog, type Entry, isSubject, type TextProblem } from "./catalog.ts";
import { compiledFolder } from "./write.ts";

/** A text by its keys: `contact.title`. */
type Path = string;

/** What the compiler itself reads. */
const ofTheCompiler: ReadonlySet<Path> = new Set(["language.locale"]);

/**
 * Says which English texts nothing names. TypeScript knows what each name means, so `page.title` counts for the text
 * that `page` holds and for no other `title`. Where a subject is passed to code that takes any object
 * (`Object.entries`, a `Record`), or a key is computed, everything it may reach counts as used.
 */
export function unusedTexts(root: string, english: Catalog, program: ts.Program): TextProblem[] {
  const used = new Set(ofTheCompiler);
  const reader = readerOf(root, program, used);
  for (const file of program.getSourceFiles()) {
    const isOurs = file.fileName.startsWith(root) && !file.fileName.includes("/node_modules/");
    if (isOurs && !file.fileName.includes(compiledFolder)) reader(file);
  }
  return [...textsOf(english.subject)]
    .filter(([path]) => !used.has(path))
    .map(([path, at]) => ({
      at,
      sentence: `Nothing shows “${path}”: remove it in every language, or use it.`,
    }));
}

function* textsOf(entry: Entry, path: readonly string[] = []): Generator<[Path, string]> {
  if (!isSubject(entry)) yield [path.join("."), entry.at];
  else for (const [key, below] of entry.entries) yield* textsOf(below, [...path, key]);
}

function readerOf(root: string, program: ts.Program, used: Set<Path>): (node: ts.Node) => void {
  const checker = program.getTypeChecker();
  const types = program.getSourceFile(join(root, compiledFolder, "types.ts"));
  if (!types) throw new Error("No source reaches the compiled texts");
  const paths = pathsIn(types);
  const names = new Set([...paths.values()].map((path) => path.split(".").at(-1)));

  const pathsOf = (symbol: ts.Symbol): Path[] =>
    checker
      .getRootSymbols(symbol)
      .flatMap((each) => each.declarations ?? [])
      .flatMap((declaration) => paths.get(declaration) ?? []);
  const propertiesOf = (type: ts.Type): ts.Symbol[] => {
    if (type.isUnionOrIntersection()) return type.types.flatMap(propertiesOf);
    return type.flags & ts.TypeFlags.Object ? checker.getPropertiesOfType(type) : [];
  };
  /** The properties of a type that are texts or subjects; none for any other type. */
  const textsIn = (type: ts.Type) =>
    propertiesOf(type).filter((property) => names.has(property.name) && pathsOf(property).length > 0);
  const useAll = (property: ts.Symbol): void => {
    for (const path of pathsOf(property)) {
      for (const each of paths.values()) if (each === path || each.startsWith(`${path}.`)) used.add(each);
    }
  };
  /** A value passed on under another type counts as used as far as that type goes. */
  const leave = (properties: readonly ts.Symbol[], taken: ts.Type): void => {
    for (const property of properties) {
      const wanted = isOpen(taken) ? undefined : checker.getPropertyOfType(taken, property.name);
      if (isOpen(taken) || (wanted && pathsOf(wanted).length === 0)) useAll(property);
    }
  };
  const isOpen = (type: ts.Type): boolean =>
    (type.isUnion() && type.types.some(isOpen)) ||
    (type.flags &
      (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter | ts.TypeFlags.NonPrimitive)) >
      0 ||
    checker.getIndexInfosOfType(type).length > 0;

  const visitName = (node: ts.Identifier | ts.StringLiteralLike): void => {
    if (!names.has(node.text)) return;
    const symbol = ts.isBindingElement(node.parent)
      ? propertyOfBinding(node.parent, node.text)
      : checker.getSymbolAtLocation(node);
    for (const path of symbol ? pathsOf(symbol) : []) used.add(path);
  };
  const propertyOfBinding = (element: ts.BindingElement, name: string): ts.Symbol | undefined =>
    checker.getPropertyOfType(checker.getTypeAtLocation(element.parent), name);
  const visitComputed = (node: ts.ElementAccessExpression): void => {
    const texts = textsIn(checker.getTypeAtLocation(node.expression));
    if (texts.length === 0) return;
    const key = checker.getTypeAtLocation(node.argumentExpression);
    const keys = key.isUnion() ? key.types : [key];
    const asked = new Set(
      keys.map((each) => (each.isStringLiteral() || each.isNumberLiteral() ? String(each.value) : undefined)),
    );
    const isKnown = !asked.has(undefined);
    for (const property of texts) {
      if (!isKnown || asked.has(property.name)) for (const path of pathsOf(property)) used.add(path);
    }
  };
  const visitValue = (node: ts.Expression): void => {
    // `const { title } = t` needs what its names say, which are looked at one by one.
    if (ts.isVariableDeclaration(node.parent) && !ts.isIdentifier(node.parent.name) && !node.parent.type)
      return;
    const texts = textsIn(checker.getTypeAtLocation(node));
    if (texts.length === 0) return;
    const taken = checker.getContextualType(node);
    if (taken) leave(texts, taken);
    else if (isForUnknownCode(node)) for (const property of texts) useAll(property);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || (ts.isStringLiteralLike(node) && ts.isElementAccessExpression(node.parent)))
      visitName(node);
    if (ts.isElementAccessExpression(node)) visitComputed(node);
    if (isPassedOn(node)) visitValue(node);
    ts.forEachChild(node, visit);
  };
  return visit;
}

/** Whether a value is passed on whole: `t.title`, `t[key]` and `const { title } = t` look only at its parts. */
function isPassedOn(node: ts.Node): node is ts.Expression {
  const isValue =
    ts.isIdentifier(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node);
  if (!isValue) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return false;
  if (ts.isElementAccessExpression(parent)) return false;
  return (
    ts.isExpression(parent) ||
    ts.isCallOrNewExpression(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isJsxExpression(parent) ||
    ts.isJsxSpreadAttribute(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isForOfStatement(parent)
  );
}

/** Whether a value goes into a call whose parameters TypeScript does not know, by itself or in a literal. */
function isForUnknownCode(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isCallOrNewExpression(parent)) return parent.expression !== node;
  const isLiteral =
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isArrayLiteralExpression(parent);
  return isLiteral && isForUnknownCode(parent);
}

/** Where each key stands in the compiled types. */
function pathsIn(types: ts.SourceFile): Map<ts.Node, Path> {
  const found = new Map<ts.Node, Path>();
  const collect = (members: ts.NodeArray<ts.TypeElement>, above: string): void => {
    for (const member of members) {
      if (!ts.isPropertySignature(member) || !ts.isStringLiteral(member.name)) continue;
      const path = above === "" ? member.name.text : `${above}.${member.name.text}`;
      found.set(member, path);
      if (member.type && ts.isTypeLiteralNode(member.type)) collect(member.type.members, path);
    }
  };
  for (const statement of types.statements) {
    if (ts.isInterfaceDeclaration(statement)) collect(statement.members, "");
  }
  return found;
}
