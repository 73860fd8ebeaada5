import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { convertToTsx } from "@astrojs/astro2tsx";
import ts from "typescript";

/** What may name a text. Tests may not: nobody sees a text that only a test names. */
const sources = ["{site,worker,editor,local}/**/*.{ts,astro}"];

/** The name TypeScript sees for an Astro component. */
const asTsx = ".astro.tsx";

/** The project's sources as one program, with Astro components as TSX. */
export function sourceProgram(root: string): ts.Program {
  const files = globSync(sources, { cwd: root }).map((file) =>
    resolve(root, file.replace(/\.astro$/, asTsx)),
  );
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ESNext,
    lib: ["lib.esnext.d.ts", "lib.webworker.d.ts"],
    jsx: ts.JsxEmit.Preserve,
    allowImportingTsExtensions: true,
    allowArbitraryExtensions: true,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  return ts.createProgram(files, options, hostOf(root, options));
}

/** What TypeScript brings, which is the same for every program of a process. */
const brought = new Map<string, ts.SourceFile>();

function hostOf(root: string, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  const plain = { ...host };
  const libraries = dirname(host.getDefaultLibFileName(options));
  const componentOf = (file: string) => (file.endsWith(asTsx) ? file.slice(0, -".tsx".length) : undefined);
  const readComponent = (file: string) => tsxOf(file, readFileSync(file, "utf8"));
  host.getCurrentDirectory = () => root;
  host.fileExists = (file) => plain.fileExists(componentOf(file) ?? file);
  host.readFile = (file) => {
    const component = componentOf(file);
    return component ? readComponent(component) : plain.readFile(file);
  };
  host.getSourceFile = (file, language, ...rest) => {
    const component = componentOf(file);
    if (component)
      return ts.createSourceFile(file, readComponent(component), language, true, ts.ScriptKind.TSX);
    const source = brought.get(file) ?? plain.getSourceFile(file, language, ...rest);
    if (source && dirname(file) === libraries) brought.set(file, source);
    return source;
  };
  host.resolveModuleNameLiterals = (literals, from, redirected, opts) =>
    literals.map(({ text }) => {
      const file = resolve(dirname(from), text);
      if (text.startsWith(".") && text.endsWith(".astro") && existsSync(file)) {
        return { resolvedModule: { resolvedFileName: `${file}.tsx`, extension: ts.Extension.Tsx } };
      }
      // Packages contain no texts of ours. Skipping them takes a third of the time.
      if (!text.startsWith(".")) return { resolvedModule: undefined };
      return ts.resolveModuleName(text, from, opts, host, undefined, redirected);
    });
  return host;
}

/** An Astro component as the TSX by which its types are checked. */
export function tsxOf(file: string, text: string): string {
  const { code } = convertToTsx(text, { filename: file, ambientTypes: true });
  return code.replace(
    /Readonly<import\('astro'\)\.AstroGlobal<(.*), typeof \w+>>/,
    "{ props: $1; [name: string]: any }",
  );
}
