import { basename, dirname } from "node:path/posix";
import { expressionsOf, type Import, importsOf, literalsOf, type Sources } from "./sources.ts";

/** Says what breaks a rule of `design.md`, "Folders": one sentence each, none when it is kept. */
export type Rule = (sources: Sources) => string[];

/** Routes → core, store, schema; store and core → schema and core; schema → schema; whatever the domain. */
export const directionOfWorker: Rule = (sources) =>
  worksIn(sources, "worker/").flatMap(({ from, to }) => {
    const may = reach[layerOf(from)];
    if (!to.startsWith("worker/") || !may || may.includes(layerOf(to))) return [];
    return [`${from} must not import ${to}: a ${layerOf(from)} imports only ${may.join(", ")}`];
  });

/**
 * A domain takes of another what it stores with, computes with and does, never its routes or Durable Objects.
 * `forms/routes.ts` makes the routes of other domains' forms. `web` is what all routes share, so it knows no domain
 * but by its shapes.
 */
export const bordersOfDomains: Rule = (sources) =>
  worksIn(sources, "worker/").flatMap(({ from, to }) => {
    if (!to.startsWith("worker/") || dirname(from) === dirname(to) || dirname(from) === "worker") return [];
    if (dirname(to) === "worker") return [`${from} must not import what mounts it`];
    if (dirname(from) === "worker/web" && layerOf(to) !== "schema") {
      return [`${from} must not import ${to}: web knows other domains by their schema only`];
    }
    const isPrivate = /\/(?:routes|[a-z]+-counter)\.ts$/.test(to) && to !== "worker/forms/routes.ts";
    return isPrivate ? [`${from} must not import ${to}: it belongs to its own domain`] : [];
  });

/** Pages show what routes loaded: of the Worker they import shapes, pure functions and the lock. */
export const siteShowsOnly: Rule = (sources) =>
  worksIn(sources, "site/").flatMap(({ from, to }) => {
    const isOwn = /^(?:site|content)\//.test(to) || !/^(?:[a-z]+\/.*\.[a-z]+$|cloudflare:)/.test(to);
    const isPure = to.startsWith("worker/") && ["schema", "core", "versions"].includes(layerOf(to));
    const isPackage = !/^(?:worker|editor|local|bench|test)\//.test(to) && !to.startsWith("cloudflare:");
    return isOwn || isPure || isPackage ? [] : [`${from} must not import ${to}: pages show, routes load`];
  });

/** A core and a schema give the same for the same, so they need no clock, chance, network or binding. */
export const coresArePure: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => {
    if (!file.startsWith("worker/") || !["core", "schema", "versions"].includes(layerOf(file))) return [];
    const packages = importsOf(new Map([[file, text]])).filter(({ to }) =>
      /^(?:cloudflare:|node:|hono\b)/.test(to),
    );
    const used = expressionsOf(file, text).filter(
      (written) => notPure.test(written) && !isRandomIv(file, written),
    );
    const impure = new Set(used.map((written) => written.replace(/\(\)$/, "")));
    return [
      ...packages.map(({ to }) => `${file} must not import ${to}: it is pure`),
      ...[...impure].map(
        (written) => `${file} must not use ${written}: it is pure, so its caller passes that in`,
      ),
    ];
  });

/** SQL stands whole in a domain's store, in a Durable Object about its own storage, and in migrations. */
export const sqlStaysInStores: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => {
    if (!/^(?:worker|site)\//.test(file)) return [];
    const statements = literalsOf(file, text).filter((literal) => statement.test(literal.text));
    // Sealing again after a new key is the same for every table: names, which the store checks, are put into it.
    if (file === "worker/vault/store.ts") return [];
    const isItsPlace = basename(file) === "store.ts" || file === "worker/visits/visit-counter.ts";
    const wrong = isItsPlace ? statements.filter(({ isBuilt }) => isBuilt) : statements;
    const reason = isItsPlace
      ? "puts values into SQL: bind them"
      : "must not hold SQL: it belongs in store.ts";
    return wrong.map((literal) => `${file} ${reason} (${literal.text.trim().slice(0, 40)})`);
  });

/** What makes, runs and tests the product is no part of it. */
export const toolsStayOutside: Rule = (sources) =>
  importsOf(sources).flatMap(({ from, to }) =>
    /^(?:worker|site)\//.test(from) && /^(?:editor|local|bench|test)\//.test(to)
      ? [`${from} must not import ${to}: it is a tool`]
      : [],
  );

/** No file needs itself, by whatever way. */
export const noCycles: Rule = (sources) => {
  const imported = Map.groupBy(
    importsOf(sources).filter(({ from, to }) => sources.has(to) && !from.endsWith(".d.ts")),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const follow = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push(`${[...path.slice(path.indexOf(file)), file].join(" → ")} is a circle`);
    } else if (!done.has(file)) {
      for (const { to } of imported.get(file) ?? []) follow(to, [...path, file]);
      done.add(file);
    }
  };
  for (const file of sources.keys()) follow(file, []);
  return cycles;
};

/** A text of the pages is named by a page or by the Worker. */
export const textsAreUsed: Rule = (sources) => {
  const isText = (file: string) => file.startsWith("site/i18n/en");
  const users = [...sources].filter(([file]) => /^(?:site|worker)\//.test(file) && !isText(file));
  const named = new Set(users.flatMap(([, text]) => text.match(/[\w-]+/g) ?? []));
  return [...sources]
    .filter(([file]) => isText(file))
    .flatMap(([file, text]) =>
      [...text.matchAll(/^\s+"?([\w-]+)"?:/gm)]
        .filter(([, key = ""]) => !named.has(key))
        .map(([, key]) => `${file} has "${key}", which nothing names`),
    );
};

/** A component styles what it shows. */
export const stylesAreUsed: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => {
    const [markup = "", style = ""] = file.endsWith(".astro") ? text.split("<style>") : [];
    const named = new Set(markup.match(/[\w-]+/g));
    const classes = [...style.matchAll(/\.([a-z][\w-]*)(?=[^{};]*\{)/g)].map(([, name = ""]) => name);
    return [...new Set(classes)]
      .filter((name) => !named.has(name))
      .map((name) => `${file} styles .${name}, which it does not show`);
  });

/** Past 200 lines a file is two things. */
export const filesAreShort: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => {
    const lines = text.trimEnd().split("\n").length;
    const isHeld = /^(?:worker|editor|local|bench)\/|\.astro$/.test(file);
    return isHeld && lines > 200 ? [`${file} has ${lines} lines: past 200 it is two things`] : [];
  });

type Layer = "schema" | "core" | "store" | "versions" | "acting";

const reach: Partial<Record<Layer, readonly Layer[]>> = {
  schema: ["schema"],
  versions: ["schema"],
  core: ["schema", "core"],
  store: ["schema", "core"],
};

const notPure =
  /^(?:Date\.now|Date\(\)|new Date\(\)|Math\.random|process\.env|globalThis\.fetch|fetch\(\)|console\.|crypto\.(?:randomUUID|getRandomValues)|performance\.|setTimeout)|(?:^|\.)env\.|^import\.meta\.env/;

/** Sealing needs a new random number each time, and stores seal: the one exception. */
function isRandomIv(file: string, written: string): boolean {
  return file === "worker/vault/core.ts" && written.startsWith("crypto.getRandomValues");
}

/** The beginning of a statement, as code writes it: all lower or all upper case, unlike a sentence. */
const statement =
  /^\s*(?:(?:select|insert|update|delete|create|alter|drop|with|pragma)|(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH|PRAGMA))\s/;

/** Comparing texts takes more than one file, and so do the letters of each language: these are core too. */
const partsOfCores =
  /^worker\/(?:policy\/(?:blocks|compare|days|links|markdown|paragraphs|plain-text|text|words)|letters\/(?:en|ru|zh)\/[a-z]+)\.ts$/;

/** What part of a domain a file is; all that acts on the world is one part. */
function layerOf(file: string): Layer {
  const name = basename(file, ".ts");
  if (partsOfCores.test(file)) return "core";
  return name === "schema" || name === "core" || name === "store" || name === "versions" ? name : "acting";
}

function worksIn(sources: Sources, folder: string): Import[] {
  return importsOf(sources).filter(({ from }) => from.startsWith(folder) && !from.endsWith(".d.ts"));
}
