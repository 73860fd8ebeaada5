import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { FrontMatter } from "../worker/policy/schema.ts";

const policy = defineCollection({
  // A version's id is its folder and language as they are written: 2026-11-22/en.
  loader: glob({
    base: "./content/policy",
    pattern: "*/*.mdx",
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ""),
  }),
  schema: FrontMatter,
});

export const collections = { policy };
