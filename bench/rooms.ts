import { join, relative } from "node:path";
import ts from "typescript";
import { Problem } from "../terminal/problem.ts";

/** What a request or a job passes on its way through the Worker. */
export interface Way {
  /** Folders with code, in the order in which the way first reaches them. */
  rooms: string[];
  /** Files with code that the way needs. */
  files: number;
  /** Pairs of rooms of which one calls back into another that the way has already passed. */
  returns: (readonly [from: string, to: string])[];
  /** Rooms that need themselves through others. */
  knotted: number;
}

/**
 * Follows every name from a few exported functions, in the order of the code, and notes the rooms.
 * @param root the folder of a repository
 * @param entries names that a file of its Worker exports, first to last
 */
export function wayFrom(root: string, entries: readonly string[]): Way {
  const worker = join(root, "worker");
  const program = programOf(worker);
  const checker = program.getTypeChecker();
  const rooms: string[] = [];
  const seen = new Set<ts.Node>();
  const arrows = new Map<string, Set<string>>();
  const returns: [string, string][] = [];

  const enter = (declaration: ts.Declaration, from: string | undefined): void => {
    const room = roomOf(relative(worker, declaration.getSourceFile().fileName));
    const known = arrows.get(from ?? "") ?? new Set();
    if (from !== undefined && room !== from && !known.has(room)) {
      arrows.set(from, known.add(room));
      if (rooms.includes(room)) returns.push([from, room]);
    }
    if (seen.has(declaration)) return;
    if (!rooms.includes(room)) rooms.push(room);
    seen.add(declaration);
    follow(declaration, room);
  };

  const follow = (node: ts.Node, room: string): void => {
    ts.forEachChild(node, (child) => {
      if (ts.isTypeNode(child)) return;
      const declaration = ts.isIdentifier(child) ? declarationOf(checker, child, node) : undefined;
      if (declaration && isCodeOf(worker, declaration)) enter(declaration, room);
      follow(child, room);
    });
  };

  for (const entry of entries) enter(exported(program, checker, worker, entry), undefined);
  return {
    rooms,
    files: new Set([...seen].map((node) => node.getSourceFile().fileName)).size,
    returns,
    knotted: rooms.filter((room) => reaches(arrows, room, room)).length,
  };
}

function programOf(worker: string): ts.Program {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(worker, "tsconfig.json"),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Problem(ts.flattenDiagnosticMessageText(messageText, "\n"));
      },
    },
  );
  return ts.createProgram(config?.fileNames ?? [], config?.options ?? {});
}

function exported(program: ts.Program, checker: ts.TypeChecker, worker: string, name: string) {
  for (const file of program.getSourceFiles()) {
    const declaration = file.fileName.startsWith(worker)
      ? checker.getSymbolAtLocation(file)?.exports?.get(ts.escapeLeadingUnderscores(name))?.valueDeclaration
      : undefined;
    if (declaration?.getSourceFile() === file) return declaration;
  }
  throw new Problem(`No file of ${worker} exports ${name}.`);
}

function declarationOf(checker: ts.TypeChecker, name: ts.Identifier, parent: ts.Node) {
  const symbol = ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(name);
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return target?.valueDeclaration;
}

/** A function, class or method of the Worker, or a constant of one of its files. */
function isCodeOf(worker: string, declaration: ts.Declaration): boolean {
  const file = declaration.getSourceFile();
  if (!file.fileName.startsWith(`${worker}/`) || file.isDeclarationFile) return false;
  if (ts.isVariableDeclaration(declaration)) return declaration.parent.parent.parent === file;
  return (
    ts.isFunctionDeclaration(declaration) ||
    ts.isMethodDeclaration(declaration) ||
    ts.isClassDeclaration(declaration)
  );
}

/** The folder of a file below `worker/`; compiled texts are one room, whatever their language. */
function roomOf(file: string): string {
  const folders = file.split("/").slice(0, -1).join("/");
  return folders.replace(/^(.*\/texts|texts)\/.*$/, "$1");
}

function reaches(arrows: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const waiting = [...(arrows.get(from) ?? [])];
  for (let room = waiting.pop(); room !== undefined; room = waiting.pop()) {
    if (room === to) return true;
    if (!seen.has(room)) waiting.push(...(arrows.get(seen.add(room) && room) ?? []));
  }
  return false;
}
