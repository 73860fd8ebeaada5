import { proseIn } from "./prose.ts";
import type { Rule } from "./rules.ts";
import { importsOf } from "./sources.ts";

/** Words that people read are in `content/texts`, where translators find them. */
export const wordsStandInCatalogs: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => (isShown(file) ? proseIn(file, text) : []));

/** Rules for files in `content/` are reported on the editor's terminal, never on a page. */
const saidToEditors = new Set(["worker/policy/promises/controls.ts", "worker/policy/versions/version.ts"]);

function isShown(file: string): boolean {
  return /^(?:site|worker)\/(?!texts\/)/.test(file) && !saidToEditors.has(file);
}

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

/**
 * The Worker writes its log in one place, which keeps people out of it, and throws errors whose words that place knows to
 * be ours.
 */
export const logIsInOnePlace: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => {
    // Texts stand below, and theirs are said in the build.
    if (!/^worker\/(?!texts\/|web\/log\.ts$)/.test(file)) return [];
    const [found] = /\bconsole\.\w+|\bnew Error\(/.exec(text) ?? [];
    return found === undefined ? [] : [`${file} has ${found}: use worker/web/log.ts and worker/web/fault.ts`];
  });

/** What is stored around a request must not lead to its answer, so one file stores it (docs/decisions/0127). */
export const requestsAreStoredInOnePlace: Rule = (sources) =>
  [...sources].flatMap(([file, text]) =>
    /^(?:site|worker)\/(?!web\/provided\.ts$)/.test(file) &&
    /from "(?:node:async_hooks|hono\/context-storage)"/.test(text)
      ? [`${file} stores a request or reads a stored one: use worker/web/provided.ts`]
      : [],
  );

/** Lists of units have no mark between their items in Chinese, and a space alone in Russian. */
export const wordsAreNoUnits: Rule = (sources) =>
  [...sources].flatMap(([file, text]) =>
    /^(?:site|worker)\//.test(file) && /\bListFormat\([^()]*["']unit["']/.test(text)
      ? [`${file} joins words as units: use worker/texts/listed.ts`]
      : [],
  );

/** Past 200 lines a file is two things. */
export const filesAreShort: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => {
    const lines = text.trimEnd().split("\n").length;
    const isHeld = /^(?:worker|editor|local|terminal|bench)\/|\.astro$/.test(file);
    return isHeld && lines > 200 ? [`${file} has ${lines} lines: past 200 it is two things`] : [];
  });

/** Node runs the commands and cannot import YAML: of the Worker they load only what stands without the organization. */
export const commandsLoadNoYaml: Rule = (sources) => {
  const loaded = Map.groupBy(
    importsOf(sources).filter(({ isType, isDynamic }) => !isType && !isDynamic),
    ({ from }) => from,
  );
  const yamlBehind = (file: string, seen: Set<string>): string | undefined => {
    if (file.endsWith(".yaml")) return file;
    if (seen.has(file)) return undefined;
    seen.add(file);
    for (const { to } of loaded.get(file) ?? []) {
      const found = yamlBehind(to, seen);
      if (found !== undefined) return `${file} → ${found}`;
    }
    return undefined;
  };
  return [...sources.keys()]
    .filter((file) => /^(?:local|editor|terminal|bench)\/.*\.ts$/.test(file))
    .flatMap((file) => yamlBehind(file, new Set()) ?? [])
    .map((way) => `Node cannot load ${way}`);
};

/** A busy machine takes its time: no test gives itself less than `vitest.config.ts` gives all of them. */
export const testsHaveTheirTime: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => {
    if (!/^test\/(?!architecture).*\.test\.ts$/.test(file)) return [];
    const limits = [...text.matchAll(/\btimeout: ([\d_]+)|^\s*\}, ([\d_]+)\);$/gm)];
    return limits
      .map(([, option, last]) => option ?? last ?? "")
      .filter((limit) => Number(limit.replaceAll("_", "")) < 300_000)
      .map((limit) => `${file} gives a test ${limit} ms, less than all have`);
  });

/** A click that does not wait for the page it leads to sees half of it on a busy machine. */
export const clicksWait: Rule = (sources) =>
  [...sources].flatMap(([file, text]) =>
    /^test\/(?!architecture)/.test(file) &&
    file !== "test/browser/clicks.ts" &&
    /\.(?:click|tap)\(/.test(text)
      ? [`${file} clicks by itself: use test/browser/clicks.ts`]
      : [],
  );
