import { existsSync, globSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { Partner } from "../worker/policy/partners/partner.ts";
import type { Organization } from "../worker/web/organization.ts";
import { type Diagnostic, fileStart, problem } from "./diagnostic.ts";
import { readOrganization } from "./organization-file.ts";
import { readText } from "./versions/source.ts";
import { readYaml } from "./versions/yaml.ts";

const partnersFolder = fileURLToPath(new URL("../content/partners/", import.meta.url));

/** What of the organization its partners' files depend on. */
type Spoken = Pick<Organization, "languages">;

/** The file of one partner, as far as it can be read, and what is wrong with it. */
export interface PartnerFile {
  partner?: Partner;
  problems: readonly Diagnostic[];
}

/** The files of a folder of partners, by name. A folder that is not there holds none. */
export function readPartnerFiles(folder: string, { languages }: Spoken): PartnerFile[] {
  const names = globSync("*.{yaml,yml}", { cwd: folder }).sort();
  return names.map((name) => readPartnerFile(join(folder, name), languages));
}

/** The partners in a folder. Throws with every mistake in their files. */
export function readPartners(folder: string, organization: Spoken): Partner[] {
  const files = readPartnerFiles(folder, organization);
  const wrong = files.flatMap(({ problems }) => problems);
  if (wrong.length > 0)
    throw new Error(wrong.map(({ file, line, message }) => `${file}:${line}: ${message}`).join("\n"));
  return files.flatMap(({ partner }) => partner ?? []);
}

/** Lets pages import `virtual:partners`: all partners, checked, each with the address of its logo. */
export function partnersModule(folder: string = partnersFolder): Plugin {
  const id = "virtual:partners";
  return {
    name: "partners",
    enforce: "pre",
    resolveId: (asked) => (asked === id ? `\0${id}` : undefined),
    load(asked) {
      if (asked !== `\0${id}`) return undefined;
      const partners = readPartners(folder, readOrganization());
      const logos = partners.map(
        ({ logo }, at) => `import logo${at} from ${JSON.stringify(`${join(folder, logo)}?url`)};`,
      );
      const entries = partners.map((partner, at) => `{ ...${JSON.stringify(partner)}, logo: logo${at} }`);
      return `${logos.join("\n")}\nexport default [${entries.join()}];`;
    },
  };
}

function readPartnerFile(path: string, languages: Organization["languages"]): PartnerFile {
  const file = relative(process.cwd(), path);
  const rule = "partner";
  if (path.endsWith(".yml"))
    return { problems: [problem(file, fileStart, rule, "is not read: let its name end in .yaml")] };
  const text = readText(path, file);
  if (typeof text !== "string") return { problems: [text] };
  const { data, problems, placeOf } = readYaml(text, Partner, { file, rule, whole: "a partner" });
  if (!data) return { problems };
  const at = (field: keyof Partner, message: string) =>
    problem(file, placeOf(field), rule, `${field}: ${message}`);
  const found: Diagnostic[] = [];
  if (!existsSync(join(dirname(path), data.logo)))
    found.push(at("logo", `there is no ${data.logo} beside it: put the picture there, or correct its name`));
  const missing = languages.filter((language) => !data.for[language]);
  if (missing.length > 0)
    found.push(at("for", `write it in every language of the site; ${missing.join(", ")} is missing`));
  if (data.until !== undefined && data.until < data.since)
    found.push(at("until", `is before since, ${data.since}: correct one of them`));
  return { partner: data, problems: found };
}
