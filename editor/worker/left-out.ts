import type { ESTree, Plugin } from "vite";

/** Parts of packages, by their path below `node_modules`. */
export interface Part {
  of: RegExp;
  /** Whether their functions are called all the same, and nobody reads what they give. */
  isCalled?: true;
}

/** What packages bring along and nothing here reaches, although their own code names it. */
export const parts: readonly Part[] = [
  // Signing in with an account of another company.
  { of: /^@better-auth\/core\/dist\/social-providers\/(?!index)/ },
  { of: /^@better-auth\/core\/dist\/oauth2\/(?!index|authorization-params|create-authorization-url)/ },
  { of: /^better-auth\/dist\/oauth2\/(?!index|errors)/ },
  { of: /^@better-fetch\/fetch\// },
  // The engine's own endpoints: it is called, and never answers a request.
  { of: /^better-auth\/dist\/api\/routes\/(?:account|callback|email-verification|error|sign-out)\.mjs$/ },
  { of: /^better-auth\/dist\/api\/rate-limiter\// },
  { of: /^better-call\/dist\/(?:openapi|router)\.mjs$/ },
  // Sessions that a cookie holds.
  { of: /^jose\// },
  // Descriptions of shapes for other programs.
  { of: /^zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/, isCalled: true },
  // Pictures that the server scales: ours are files.
  { of: /^@astrojs\/cloudflare\/dist\/entrypoints\/image-/ },
  {
    of: /^astro\/dist\/assets\/(?:internal|endpoint\/\w+|services\/service|utils\/(?:remoteProbe|vendor)\b.*)\.js$/,
  },
  // What a picture of a kind is called in HTTP.
  { of: /^mrmime\// },
  // Parts of pages that are loaded later or made by a browser: no page has a script.
  { of: /^astro\/dist\/runtime\/server\/(?:astro-island\.prebuilt|render\/server-islands)/, isCalled: true },
];

/** Leaves them out of the built Worker: what imports them gets functions of the same names, which throw. */
export function leftOut(): Plugin {
  return {
    name: "left-out",
    apply: "build",
    applyToEnvironment: ({ name }) => name === "ssr",
    transform(code, id) {
      const path = /.*\/node_modules\/([^?]+)/.exec(id)?.[1] ?? "";
      const part = parts.find(({ of }) => of.test(path));
      if (!part) return null;
      const names = namesOf(this.parse(code));
      const refusal = `throw new Error(${JSON.stringify(`The Worker was built without ${path}.`)});`;
      const standIn = `function standIn() { ${part.isCalled ? "" : refusal} }`;
      const exported = names.map((name) => `standIn as ${name}`);
      return { code: `${standIn}\nexport { ${exported.join(", ")} };\n`, map: null };
    },
  };
}

/** The names that a module exports. */
function namesOf({ body }: ESTree.Program): string[] {
  return body.flatMap((statement) => {
    if (statement.type === "ExportDefaultDeclaration") return ["default"];
    if (statement.type !== "ExportNamedDeclaration") return [];
    const { declaration, specifiers } = statement;
    const named = specifiers.map(({ exported }) => ("name" in exported ? exported.name : exported.value));
    if (!declaration) return named;
    const declared = "declarations" in declaration ? declaration.declarations : [declaration];
    return declared.flatMap(({ id }) => (id && "name" in id ? [String(id.name)] : []));
  });
}
