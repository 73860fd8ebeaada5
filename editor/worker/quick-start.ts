import type { Plugin } from "vite";

/** What a module does as soon as it is loaded, although no request may need it. */
interface Haste {
  of: string;
  does: string;
  /** What the built Worker does in its place. */
  instead: string;
}

/**
 * The runtime makes `process` when somebody first asks for it, and most of Node's streams with it. Astro's adapter and
 * three packages ask at once. `node:crypto` brings the same.
 */
const node: readonly Haste[] = [
  {
    of: "worker/log/hashes.ts",
    does: 'import { createHash } from "node:crypto";',
    instead: 'const createHash = (name) => process.getBuiltinModule("node:crypto").createHash(name);',
  },
  {
    of: "node_modules/astro/dist/runtime/server/render/util.js",
    does: `typeof process !== "undefined" && Object.prototype.toString.call(process) === "[object process]"`,
    instead: "true",
  },
  // Whether a log has colours.
  { of: "node_modules/piccolore/dist/index.js", does: "globalThis.process||{}", instead: "{}" },
  // Only where Uint8Array cannot read base64 by itself.
  {
    of: "node_modules/devalue/src/base64.js",
    does: "typeof process === 'object' && process.versions?.node !== undefined",
    instead: "false",
  },
];

/** To compare words or to write a time the runtime first loads what it knows of languages. */
const languages: readonly Haste[] = [
  // The order of routes that nothing else decides: any will do.
  {
    of: "node_modules/astro/dist/core/routing/priority.js",
    does: "aContent.localeCompare(bContent)",
    instead: "(aContent < bContent ? -1 : 1)",
  },
  {
    of: "node_modules/astro/dist/core/routing/priority.js",
    does: "a.route.localeCompare(b.route)",
    instead: "(a.route < b.route ? -1 : Number(a.route > b.route))",
  },
  // The times in a log.
  {
    of: "node_modules/astro/dist/core/logger/core.js",
    does: "const dateTimeFormat = new Intl.DateTimeFormat(",
    instead:
      "const dateTimeFormat = { format: (date) => timesOfDay().format(date) };\nconst timesOfDay = () => new Intl.DateTimeFormat(",
  },
];

export const haste: readonly Haste[] = [
  ...node,
  ...languages,
  // Every country's ending of a host, to guess what is an address: we take only what somebody wrote out.
  { of: "node_modules/linkify-it/build/index.mjs", does: "tlds: unpackTlds()", instead: "tlds: []" },
];

/** Leaves until it is needed what took a third of the time in which the Worker starts. */
export function quickStart(): Plugin {
  return {
    name: "quick-start",
    apply: "build",
    applyToEnvironment: ({ name }) => name === "ssr",
    // The adapter would have each module begin with `globalThis.process ??= {}`.
    configEnvironment: (name) =>
      name === "ssr" ? { build: { rolldownOptions: { output: { banner: "" } } } } : undefined,
    transform(code, id) {
      const own = haste.filter(({ of }) => id.endsWith(`/${of}`));
      if (own.length === 0) return null;
      return { code: own.reduce((text, { does, instead }) => text.replace(does, instead), code), map: null };
    },
  };
}
