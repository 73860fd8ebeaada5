import type { Rule } from "./rules.ts";
import { importsOf, type Sources } from "./sources.ts";

/**
 * A page rendered on demand reads what its own route gives it and nothing of another page. Components get it from their
 * page, and what is built ahead has no request to read from. The types do the rest: a route gives a page exactly what
 * the page reads.
 */
export const pagesShowTheirOwn: Rule = (sources) => {
  const pages = declaredPages(sources);
  return [...sources].flatMap(([file, text]) => {
    if (!file.startsWith("site/")) return [];
    const read = [...text.matchAll(/\bshown\((\w*)/g)].map(([, name = ""]) => name);
    if (read.length === 0 && !/\bprovided\(/.test(text)) return [];
    if (!file.startsWith("site/pages/"))
      return read.map((name) => `${file} reads ${name}: its page reads that, and hands it on`);
    if (!/export const prerender = false/.test(text))
      return [`${file} is built ahead, and reads what only a request has`];
    const own = addressOfFile(file);
    return read.flatMap((name) => {
      const address = pages.find((page) => page.name === name)?.address;
      return address === own
        ? []
        : [`${file} reads ${name}, which is ${address ?? "no page"} and not ${own}`];
    });
  });
};

/** Every declared page exists under its own name, and a route shows it. */
export const declaredPagesAreShown: Rule = (sources) => {
  const pages = declaredPages(sources);
  const files = [...sources];
  const asOften = (key: "name" | "address", value: string) =>
    pages.filter((page) => page[key] === value).length;
  return pages.flatMap(({ name, address, file }) => {
    const isRead = files.some(
      ([one, text]) =>
        one.startsWith("site/pages/") && addressOfFile(one) === address && text.includes(`shown(${name})`),
    );
    const isShown = files.some(
      ([one, text]) => one.startsWith("worker/") && one !== file && isNamed(name, withoutImports(text)),
    );
    return [
      ...(isRead ? [] : [`${file} declares ${name}, which no page at ${address} reads`]),
      ...(isShown ? [] : [`${file} declares ${name}, which no route shows`]),
      ...(asOften("name", name) > 1 ? [`${file} declares ${name}, which another room declares too`] : []),
      ...(asOften("address", address) > 1 ? [`${file} declares ${address}, which has a page already`] : []),
    ];
  });
};

interface DeclaredPage {
  name: string;
  address: string;
  file: string;
}

function declaredPages(sources: Sources): DeclaredPage[] {
  return [...sources].flatMap(([file, text]) =>
    file.startsWith("worker/")
      ? [...text.matchAll(/export const (\w+)\s*=\s*page<[\s\S]*?>\(\s*"([^"]+)"/g)].map(
          ([, name = "", address = ""]) => ({ name, address, file }),
        )
      : [],
  );
}

/** The address that Astro gives to a file: a page's ends in a slash, an endpoint's does not. */
function addressOfFile(file: string): string {
  const path = file.replace(/^site\/pages/, "");
  if (!path.endsWith(".astro")) return path.replace(/\.ts$/, "");
  return path.replace(/(?:\/index)?\.astro$/, "/");
}

function withoutImports(text: string): string {
  return text.replace(/^import [\s\S]*?;$/gm, "");
}

function isNamed(name: string, text: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}

/**
 * Requests and jobs begin by having the texts read (`worker/texts/reading.ts`). A Durable Object begins by itself, so
 * nothing that it needs says a text.
 */
export const objectsSayNothing: Rule = (sources) => {
  const needs = Map.groupBy(
    importsOf(sources).filter(({ isType }) => !isType),
    ({ from }) => from,
  );
  const reached = (file: string, seen: Set<string>): Set<string> => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const { to } of needs.get(file) ?? []) reached(to, seen);
    return seen;
  };
  return [...sources].flatMap(([file, text]) =>
    /^worker\/.*\.ts$/.test(file) &&
    / extends DurableObject\b/.test(text) &&
    reached(file, new Set()).has("worker/texts/texts.ts")
      ? [`${file} must not need worker/texts/texts.ts: nobody has the texts read before an object begins`]
      : [],
  );
};
