import type { ESTree, Plugin } from "vite";

/**
 * Lets the built Worker do without the shapes that only the build and the editor check, Astro's settings among them. zod
 * makes each when its module is loaded, and for all a builder knows that may do something else besides. Written like this
 * it may leave them out.
 */
export function unusedShapes(): Plugin {
  return {
    name: "unused-shapes",
    apply: "build",
    applyToEnvironment: ({ name }) => name === "ssr",
    transform: {
      filter: { id: /\/worker\/[^?]+\.ts$|\/astro\/dist\/core\/csp\/config\.js$/, code: /\bz\./ },
      handler(code) {
        return { code: withShapesIfUsed(code, this.parse(code)), map: null };
      },
    },
  };
}

/** A module whose shapes are made only where something uses them. */
export function withShapesIfUsed(code: string, { body }: ESTree.Program): string {
  return shapesIn(body)
    .reverse()
    .reduce(
      (text, { start, end }) =>
        `${text.slice(0, start)}/* @__PURE__ */ (() => ${text.slice(start, end)})()${text.slice(end)}`,
      code,
    );
}

/** What the constants of a module are made of, as far as they begin with `z`, in their order. */
function shapesIn(body: ESTree.Program["body"]): ESTree.Expression[] {
  return body.flatMap((statement) => {
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type !== "VariableDeclaration" || declared.kind !== "const") return [];
    return declared.declarations.flatMap(({ init }) => (init && isShape(init) ? [init] : []));
  });
}

function isShape(made: ESTree.Expression): boolean {
  if (made.type !== "CallExpression") return false;
  let first: ESTree.Node = made;
  while (first.type === "CallExpression" || first.type === "MemberExpression")
    first = first.type === "CallExpression" ? first.callee : first.object;
  return first.type === "Identifier" && first.name === "z";
}
