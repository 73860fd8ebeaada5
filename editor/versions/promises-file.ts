import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { z } from "zod";
import { Controls } from "../../worker/policy/promises/controls.ts";
import { VersionPromises } from "../../worker/policy/promises/promises.ts";
import { fileStart } from "../diagnostic.ts";
import { readText } from "./source.ts";
import { type ReadYaml, readYaml } from "./yaml.ts";

/** A file about promises, as far as it can be read. One that is not there holds nothing. */
export interface PromisesFile<Data> extends ReadYaml<Data> {
  path: string;
  /** Its path, as an editor in the working folder would write it. */
  file: string;
  isThere: boolean;
}

/** Reads what a version promises. */
export function readPromises(versionFolder: string): PromisesFile<VersionPromises> {
  return readFile(join(versionFolder, "promises.yaml"), VersionPromises);
}

/** Reads what keeps the promises of all versions. */
export function readControls(folder: string): PromisesFile<Controls> {
  return readFile(join(folder, "controls.yaml"), Controls);
}

function readFile<Schema extends z.ZodType>(path: string, schema: Schema): PromisesFile<z.infer<Schema>> {
  const file = relative(process.cwd(), path);
  const nothing = { path, file, isThere: false, problems: [], placeOf: () => fileStart };
  if (!existsSync(path)) return nothing;
  const text = readText(path, file);
  if (typeof text !== "string") return { ...nothing, isThere: true, problems: [text] };
  const read = readYaml(text, schema, { file, rule: "promises", whole: "a promise" });
  return { path, file, isThere: true, ...read };
}
