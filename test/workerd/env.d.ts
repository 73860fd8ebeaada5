declare namespace Cloudflare {
  interface Env {
    /** The migrations of worker/migrations, read by vitest.config.ts. */
    MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
}

/** A file as its text. */
declare module "*?raw" {
  const text: string;
  export default text;
}
