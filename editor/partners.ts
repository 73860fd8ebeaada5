import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { parse } from "yaml";
import { z } from "zod";
import { Partner } from "../worker/policy/partners/partner.ts";
import { hintFor } from "./hints.ts";
import { readOrganization } from "./organization-file.ts";

const partnersFolder = fileURLToPath(new URL("../content/partners/", import.meta.url));

/** Reads and checks one partner. Throws with one sentence per wrong field. */
export function readPartner(file: string): Partner {
  const name = relative(process.cwd(), file);
  const read = Partner.safeParse(parse(readFileSync(file, "utf8")), { error: hintFor });
  if (!read.success) throw new Error(`${name}:\n${z.prettifyError(read.error)}`);
  const { logo, since, until } = read.data;
  if (!existsSync(join(dirname(file), logo)))
    throw new Error(`${name}:\nlogo: there is no ${logo} beside it`);
  const missing = readOrganization().languages.filter((language) => !read.data.for[language]);
  if (missing.length > 0)
    throw new Error(
      `${name}:\nfor: write it in every language of the site; ${missing.join(", ")} is missing`,
    );
  if (until !== undefined && until < since) throw new Error(`${name}:\nuntil: is before since`);
  return read.data;
}

/** Lets pages import `content/partners.yaml`: all partners, checked, each with the address of its logo. */
export function partnersModule(folder: string = partnersFolder): Plugin {
  const id = "virtual:partners";
  return {
    name: "partners",
    enforce: "pre",
    resolveId: (asked) => (asked === id ? `\0${id}` : undefined),
    load(asked) {
      if (asked !== `\0${id}`) return undefined;
      const files = globSync("*.yaml", { cwd: folder }).sort();
      const partners = files.map((file) => readPartner(join(folder, file)));
      const logos = partners.map(
        ({ logo }, at) => `import logo${at} from ${JSON.stringify(`${join(folder, logo)}?url`)};`,
      );
      const entries = partners.map((partner, at) => `{ ...${JSON.stringify(partner)}, logo: logo${at} }`);
      return `${logos.join("\n")}\nexport default [${entries.join()}];`;
    },
  };
}
