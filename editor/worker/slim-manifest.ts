import type { AstroIntegration } from "astro";
import type { Plugin } from "vite";

/** Takes out of Astro's description of the site what only live editing and pages with scripts read. */
export function slimManifest(): AstroIntegration {
  return {
    name: "slim-manifest",
    hooks: {
      "astro:config:setup": ({ updateConfig }) => {
        updateConfig({ vite: { plugins: [routesOnce()] } });
      },
      // Where the scripts of components are: no page has any.
      "astro:build:ssr": ({ manifest }) => {
        manifest.entryModules = {};
      },
    },
  };
}

/** The built description holds all routes; a second list is for live editing. */
function routesOnce(): Plugin {
  return {
    name: "routes-once",
    apply: "build",
    enforce: "post",
    applyToEnvironment: ({ name }) => name === "ssr",
    transform: {
      filter: { id: /^\0virtual:astro:routes$/ },
      handler: () => ({ code: "export const routes = [];", map: null }),
    },
  };
}
