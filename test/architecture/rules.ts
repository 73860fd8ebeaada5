import { type Arrow, expressionsOf, type Import, importsOf, literalsOf, type Sources } from "./sources.ts";

/** Says what breaks a rule: one sentence each, none when it is kept. */
export type Rule = (sources: Sources) => string[];

/**
 * The wings of the Worker, from the ground up: each imports only from those before it. `app.ts` and `index.ts` stand
 * above them all, and nothing imports them.
 */
export const wings = [
  "texts",
  "web",
  "vault",
  "log",
  "policy",
  "lifetimes",
  "mail",
  "audit",
  "visits",
  "forms",
  "submissions",
  "accounts",
  "staff",
  "keeping",
];

/** No import runs up the order of the wings, and nothing needs what mounts it. */
export const wingsHaveOneOrder: Rule = (sources) =>
  worksIn(sources, "worker/").flatMap(({ from, to }) => {
    if (!to.startsWith("worker/") || roomOf(from) === top) return [];
    const [lower, upper] = [from, to].map((file) => wings.indexOf(wingOf(file))) as [number, number];
    if (lower < 0) return [`${from} is in no wing: ${wings.join(", ")}`];
    return upper >= 0 && upper <= lower
      ? []
      : [`${from} must not import ${to}: it stands above ${wingOf(from)}`];
  });

/** No room needs itself through others. A room is a folder of a wing, or a wing without folders. */
export const roomsHaveNoCircle: Rule = (sources) => {
  const arrows = worksIn(sources, "worker/")
    .filter(({ to }) => to.startsWith("worker/"))
    .map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to) }))
    .filter(({ from, to }) => from !== to && from !== top);
  return circlesIn(arrows);
};

/** Pages show what routes loaded: what they import of the Worker, and everything that needs, is pure or a type. */
export const siteShowsOnly: Rule = (sources) => {
  const imports = Map.groupBy(
    importsOf(sources).filter(({ isType }) => !isType),
    ({ from }) => from,
  );
  const asked = [...imports].filter(([from]) => from.startsWith("site/")).flatMap(([, found]) => found);
  const forbidden = asked.filter(({ to }) => /^(?:editor|local|terminal|bench|test)\/|^cloudflare:/.test(to));
  const seen = new Map<string, string>();
  const follow = (file: string, asker: string): void => {
    if (seen.has(file)) return;
    seen.set(file, asker);
    for (const { to } of imports.get(file) ?? []) if (to.startsWith("worker/")) follow(to, asker);
  };
  for (const { from, to } of asked) if (to.startsWith("worker/")) follow(to, from);
  const acting = [...seen].flatMap(([file, asker]) => {
    const why = actsBy(file, sources.get(file) ?? "", imports.get(file) ?? []);
    return why ? [`${asker} must not need ${file}, which uses ${why}: pages show, routes load`] : [];
  });
  return [
    ...forbidden.map(({ from, to }) => `${from} must not import ${to}: pages show, routes load`),
    ...acting,
  ];
};

/** Only routes and a few named files read the clock and chance. Everything else gives the same for the same. */
export const clockAndChanceComeFromOutside: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => {
    const isCaller = readsClockOrChance.has(file) || isRoute(file, text);
    if (!file.startsWith("worker/") || file.endsWith(".d.ts") || isCaller) return [];
    const used = new Set(expressionsOf(file, text).filter((written) => clockOrChance.test(written)));
    return [...used].map((written) => `${file} must not use ${written}: its caller passes that in`);
  });

const readsClockOrChance = new Set([
  "worker/accounts/engine/hashing.ts",
  "worker/accounts/engine/recovery-codes.ts",
  "worker/accounts/sign-in/sign-ins.ts",
  "worker/forms/form/new-ticket.ts",
  "worker/mail/delivery.ts",
  "worker/vault/locking.ts",
  "worker/vault/sealing.ts",
  "worker/visits/counting/pace.ts",
  "worker/visits/counting/visit-counter.ts",
  "worker/web/clock.ts",
  "worker/web/limiter.ts",
  "worker/web/outside.ts",
  "worker/web/reach.ts",
]);

const clockOrChance =
  /^(?:Date\.now|Date\(\)|new Date\(\)|Math\.random|process\.env|globalThis\.fetch|fetch\(\)|crypto\.(?:randomUUID|getRandomValues)|randomBytes|performance\.|setTimeout)/;

/** Requests and jobs get bindings with a deadline. Nobody who uses one names it. */
export const deadlineIsInOnePlace: Rule = (sources) =>
  [...sources].flatMap(([file, text]) =>
    file.startsWith("worker/") &&
    !file.startsWith("worker/web/") &&
    expressionsOf(file, text).includes("reach()")
      ? [`${file} must not name the deadline: its bindings have it (worker/web/patience.ts)`]
      : [],
  );

/** SQL is written whole, in the file of its table, never in a route or a page. One wing writes each table. */
export const sqlStandsBesideItsTable: Rule = (sources) => {
  const writers = new Map<string, Set<string>>();
  const misplaced = [...sources].flatMap(([file, text]) => {
    if (!/^(?:worker|site)\//.test(file)) return [];
    const statements = literalsOf(file, text).filter((literal) => statement.test(literal.text));
    for (const { text: sql } of statements)
      for (const [, table = ""] of sql.matchAll(writes))
        writers.set(table, (writers.get(table) ?? new Set()).add(wingOf(file)));
    // Resealing after a new key is the same for every table, so this file puts names, which it checks, into SQL.
    if (file === "worker/vault/sealed-rows.ts") return [];
    const mayNot = !file.startsWith("worker/") || isRoute(file, text);
    const wrong = mayNot ? statements : statements.filter(({ isBuilt }) => isBuilt);
    const reason = mayNot
      ? "must not hold SQL: it belongs beside its table"
      : "puts values into SQL: bind them";
    return wrong.map((literal) => `${file} ${reason} (${literal.text.trim().slice(0, 40)})`);
  });
  const shared = [...writers].filter(([, of]) => of.size > 1);
  return [
    ...misplaced,
    ...shared.map(([table, of]) => `${table} is written in more than one wing: ${[...of].join(", ")}`),
  ];
};

/** The table that a statement writes. */
const writes = /^\s*(?:insert into|update|delete from)\s+(\w+)/gi;

/** Whatever makes, runs and tests the product is no part of it. */
export const toolsStayOutside: Rule = (sources) =>
  importsOf(sources).flatMap(({ from, to }) =>
    /^(?:worker|site)\//.test(from) && /^(?:editor|local|terminal|bench|test)\//.test(to)
      ? [`${from} must not import ${to}: it is a tool`]
      : [],
  );

/** What every command shares knows neither the commands nor the product. */
export const terminalStandsAlone: Rule = (sources) =>
  importsOf(sources).flatMap(({ from, to }) =>
    from.startsWith("terminal/") && /^(?:worker|site|editor|local|bench|test)\//.test(to)
      ? [`${from} must not import ${to}: commands need the terminal, not the reverse`]
      : [],
  );

/** No file needs itself, directly or through others. */
export const noCycles: Rule = (sources) =>
  circlesIn(importsOf(sources).filter(({ from, to }) => sources.has(to) && !from.endsWith(".d.ts")));

function circlesIn(arrows: readonly Arrow[]): string[] {
  const imported = Map.groupBy(arrows, ({ from }) => from);
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (place: string, path: readonly string[]): void => {
    if (path.includes(place)) {
      circles.push(`${[...path.slice(path.indexOf(place)), place].join(" → ")} is a circle`);
    } else if (!done.has(place)) {
      for (const { to } of imported.get(place) ?? []) follow(to, [...path, place]);
      done.add(place);
    }
  };
  for (const place of imported.keys()) follow(place, []);
  return circles;
}

/** Why a file is not pure: what it reads or does besides computing. To find what a request provided is to show it. */
function actsBy(file: string, text: string, imports: readonly Import[]): string | undefined {
  const acting = imports.find(({ to }) => /^(?:cloudflare:|node:(?!async_hooks)|hono(?!\/html)\b)/.test(to));
  if (acting) return acting.to;
  const written = expressionsOf(file, text).find(
    (one) => clockOrChance.test(one) || /(?:^|\.)env\./.test(one),
  );
  return (
    written ??
    literalsOf(file, text)
      .find((literal) => statement.test(literal.text))
      ?.text.trim()
      .slice(0, 40)
  );
}

/** The beginning of a statement, as code writes it: all lower or all upper case, unlike a sentence. */
const statement =
  /^\s*(?:(?:select|insert|update|delete|create|alter|drop|with|pragma)|(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH|PRAGMA))\s/;

/** Whether a file answers requests. */
function isRoute(file: string, text: string): boolean {
  return importsOf(new Map([[file, text]])).some(({ to }) =>
    /^hono(?!\/(?:html|utils))\b|^worker\/web\/(?:app|router)\.ts$/.test(to),
  );
}

/** What stands above every wing. */
const top = "worker";

function wingOf(file: string): string {
  const [, wing = "", ...rest] = file.split("/");
  return rest.length === 0 ? top : wing;
}

/** The folder of a wing that contains a file, or the wing if it has no folders. */
function roomOf(file: string): string {
  const [, wing = "", room, ...rest] = file.split("/");
  if (room === undefined) return top;
  return rest.length === 0 ? wing : `${wing}/${room}`;
}

function worksIn(sources: Sources, folder: string): Import[] {
  return importsOf(sources).filter(({ from }) => from.startsWith(folder) && !from.endsWith(".d.ts"));
}
