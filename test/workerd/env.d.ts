declare namespace Cloudflare {
  interface Env {
    /** The migrations of worker/migrations, read by vitest.config.ts. */
    MIGRATIONS: import("cloudflare:test").D1Migration[];
    /** The files of test/worker whose tests need no tables. */
    WITHOUT_STORAGE: string[];
    /** How many rows strangers have in each table, where that matters. */
    STRANGERS: string;
    /** How many random orders of acts are tried. */
    MODEL_RUNS: string;
    /** `each`: every call of every route fails once; otherwise one call of each route. */
    FAULTS: string;
  }
}

/** A file as its text. */
declare module "*?raw" {
  const text: string;
  export default text;
}

interface ImportMeta {
  /** The modules whose paths match a pattern, read at once. */
  glob: <Module>(pattern: string, options: { eager: true }) => Record<string, Module>;
}
