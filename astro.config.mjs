import cloudflare from "@astrojs/cloudflare";
import { satteri } from "@astrojs/markdown-satteri";
import mdx from "@astrojs/mdx";
import { defineConfig, passthroughImageService } from "astro/config";
import { refuseChangedText } from "./editor/lock.ts";
import { organization, organizationModule } from "./editor/organization.ts";
import { partnersModule } from "./editor/partners.ts";
import { textsModule } from "./editor/texts/plugin.ts";

export default defineConfig({
  site: organization.site,
  srcDir: "./site",
  publicDir: "./site/public",
  trailingSlash: "always",
  session: false,
  devToolbar: { enabled: false },
  adapter: cloudflare({ imageService: "passthrough" }),
  integrations: [mdx(), refuseChangedText(), stylesFirst()],
  // Shows published text as written: quotes, dashes and code stay as they are.
  markdown: { processor: satteri({ features: { smartPunctuation: false } }), syntaxHighlight: false },
  image: { service: passthroughImageService() },
  // Requests are checked in worker/web before Astro sees them.
  security: { checkOrigin: false },
  // The content security policy allows no inline style, so every style is a file.
  build: { inlineStylesheets: "never" },
  vite: {
    plugins: [organizationModule(), partnersModule(), textsModule()],
    build: {
      assetsInlineLimit: 0,
      // One style file for a whole visit instead of one per component. Statistics, evidence and comparisons have many.
      rolldownOptions: {
        output: {
          // Astro leaves the Worker as it is. What starts it reads and copies all of it.
          minify: true,
          codeSplitting: {
            groups: [
              {
                name: "figures",
                test: /(?:statistics|visits|keeping|policy\/(?:kept|record|compare|Compare|Redline|ParagraphChanges|ChangeList|Timeline|Step|Partner\.astro)).*type=style/,
                priority: 1,
              },
              { name: "styles", test: /type=style|\.css$/ },
            ],
          },
        },
      },
    },
  },
});

/** Loads the site's styles before those of components, because the first `@layer` statement fixes the order of layers. */
function stylesFirst() {
  return {
    name: "styles-first",
    hooks: {
      "astro:config:setup": ({ injectScript }) =>
        injectScript("page-ssr", `import "/site/styles/index.css";`),
    },
  };
}
