import { defineCollection } from "astro:content";
import { file, glob } from "astro/loaders";
import { z } from "astro/zod";
import { Controls } from "../worker/policy/promises/controls.ts";
import { VersionPromises } from "../worker/policy/promises/promises.ts";
import { SourceBlock } from "../worker/policy/text/blocks.ts";
import { FrontMatter } from "../worker/policy/text/front-matter.ts";
import { Clause } from "../worker/policy/text/version-text.ts";
import { Sha256 } from "../worker/policy/versions/version.ts";
import { shownTexts, sources } from "./sources.ts";

const policy = defineCollection({
  // A version's id is its folder and language as written: 2026-11-22/en.
  loader: glob({
    base: "./content/policy",
    pattern: shownTexts(),
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ""),
  }),
  schema: FrontMatter,
});

/** The same texts, byte for byte as they are hashed, for downloads, and read by the site's own parser. */
const policySources = defineCollection({
  loader: sources(shownTexts()),
  schema: z.object({
    source: z.string(),
    sha256: Sha256,
    clauses: z.array(Clause),
    blocks: z.array(SourceBlock),
  }),
});

/** What each version promises. A version's id is its folder. */
const promises = defineCollection({
  loader: glob({
    base: "./content/policy",
    pattern: shownTexts().map((text) => text.replace(/[^/]*$/, "promises.yaml")),
    generateId: ({ entry }) => entry.replace(/\/.*$/, ""),
  }),
  schema: VersionPromises,
});

const controls = defineCollection({
  loader: file("content/policy/controls.yaml"),
  schema: Controls.valueType,
});

export const collections = { policy, policySources, promises, controls };
