import type { Plugin } from "vite";

/**
 * Lets Vite answer for its own files (its client, styles, fonts) before the Worker does, which otherwise takes every
 * request, as it does once deployed, and knows none of them.
 */
export function viteFirst(): Plugin {
  return {
    name: "vite-first",
    apply: "serve",
    // What this returns runs once all middlewares are there.
    configureServer: (server) => () => {
      const { stack } = server.middlewares;
      const placeOf = (name: string) =>
        stack.findIndex(({ handle }) => typeof handle === "function" && handle.name === name);
      const [worker] = stack.splice(placeOf("cloudflarePreMiddleware"), 1);
      const last = placeOf("viteServeStaticMiddleware");
      if (!worker || last === -1) throw new Error("dev: the Worker or Vite's files are not where they were");
      stack.splice(last + 1, 0, worker);
    },
  };
}
