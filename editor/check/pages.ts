import { existsSync, globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isOfferedBy } from "../../worker/web/belongings.ts";
import { languageTag } from "../../worker/web/language-tag.ts";
import type { Organization } from "../../worker/web/organization.ts";

const pagesFolder = fileURLToPath(new URL("../../site/pages/", import.meta.url));
const publicFolder = new URL("../../site/public/", import.meta.url);

/** Addresses that the Worker answers itself. */
const routes = ["[lang]/policy/index", "[lang]/policy/at/[date]/index"];

const ofVersion = new RegExp(String.raw`^/${languageTag}/policy/(\d{4}-\d{2}-\d{2})/`);

/**
 * A test for addresses of this site: whether a page or a file answers them.
 * @param organization whose languages `[lang]` stands for, and who offers some of the pages
 * @param versions the versions that have pages
 */
export function siteAddresses(
  organization: Pick<Organization, "languages" | "offers">,
  versions: readonly string[],
): (path: string) => boolean {
  const files = globSync("**/*.{astro,ts}", { cwd: pagesFolder }).map((file) => file.replaceAll("\\", "/"));
  const patterns = [...files, ...routes].map((file) => patternOf(file, organization.languages));
  return (path) => {
    const version = ofVersion.exec(path)?.[1];
    if ((version && !versions.includes(version)) || !isOfferedBy(organization, path)) return false;
    return patterns.some((pattern) => pattern.test(path)) || existsSync(new URL(`.${path}`, publicFolder));
  };
}

/** `[lang]/policy/[date].astro` as the addresses that it answers. Every page's address ends in a slash. */
function patternOf(file: string, languages: readonly string[]): RegExp {
  const isPage = !file.endsWith(".ts");
  const path = file
    .replace(/\.(?:astro|ts)$/, "")
    .replace(/(?:^|\/)index$/, "")
    .split("/")
    .map((part) => {
      if (part === "[lang]") return `(?:${languages.join("|")})`;
      return part
        .replace(/[.*+?^${}()|\\]/g, "\\$&")
        .replace(/\[\\\.\\\.\\\.\w+\]/, ".+")
        .replace(/\[\w+\]/g, "[^/]+");
    })
    .join("/");
  return new RegExp(`^/${path}${isPage && path !== "" ? "/" : ""}$`);
}
