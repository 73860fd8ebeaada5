import cloudflare from "@astrojs/cloudflare";
import { satteri } from "@astrojs/markdown-satteri";
import mdx from "@astrojs/mdx";
import { defineConfig, passthroughImageService } from "astro/config";
import { live } from "./editor/live/integration.ts";
import { refuseChangedText } from "./editor/lock.ts";
import { logChecker } from "./editor/log/integration.ts";
import { organization, organizationModule } from "./editor/organization.ts";
import { partnersModule } from "./editor/partners.ts";
import { pdfs } from "./editor/pdf/integration.ts";
import { pictures } from "./editor/pictures/integration.ts";
import { publishedAddress } from "./editor/published-address.ts";
import { textsModule } from "./editor/texts/plugin.ts";
import { leftOut } from "./editor/worker/left-out.ts";
import { numberingPlans } from "./editor/worker/numbering-plans.ts";
import { quickStart } from "./editor/worker/quick-start.ts";
import { slimManifest } from "./editor/worker/slim-manifest.ts";
import { textsFile } from "./editor/worker/texts-file.ts";
import { unusedShapes } from "./editor/worker/unused-shapes.ts";

export default defineConfig({
  site: organization.site,
  srcDir: "./site",
  publicDir: "./site/public",
  trailingSlash: "always",
  session: false,
  devToolbar: { enabled: false },
  // A class is shorter than the attribute that Astro would add to each element and selector.
  scopedStyleStrategy: "class",
  // Live editing and a build beside it would ask for the same debugger port.
  adapter: cloudflare({ imageService: "passthrough", inspectorPort: false }),
  integrations: [
    mdx(),
    refuseChangedText(),
    stylesFirst(),
    pictures(),
    pdfs(),
    logChecker(),
    publishedAddress(organization.site),
    live(organization),
    slimManifest(),
    textsFile(),
  ],
  // Shows published text as written: quotes, dashes and code stay as they are.
  markdown: { processor: satteri({ features: { smartPunctuation: false } }), syntaxHighlight: false },
  image: { service: passthroughImageService() },
  // Requests are checked in worker/web before Astro sees them.
  security: { checkOrigin: false },
  // The content security policy allows no inline style, so every style is a file.
  build: { inlineStylesheets: "never" },
  vite: {
    plugins: [
      ownCache(),
      organizationModule(),
      partnersModule(),
      textsModule(),
      shortScopes(),
      fewModules(),
      leftOut(),
      unusedShapes(),
      quickStart(),
      numberingPlans(),
    ],
    build: {
      assetsInlineLimit: 0,
      // What browsers have not needed since early 2024 is left out.
      cssTarget: ["chrome123", "firefox120", "safari17.5"],
      // One style file for what is read and one for forms, instead of one per component. Statistics, evidence and
      // comparisons have many, and only who signs in needs those of accounts and the desk.
      rolldownOptions: {
        output: {
          // Astro leaves the Worker as it is. What starts it reads and copies all of it.
          minify: true,
          codeSplitting: {
            groups: [
              {
                name: "figures",
                test: /(?:statistics|visits|web\/(?:Table|Scrolling|Lookup|Breakable)|keeping|lifetimes\/Lifetimes|policy\/(?:kept|record|compare|Compare|Redline|ParagraphChanges|ShapedText|ChangeList|ClauseHeading|Legend|Timeline|Step|Dotted|Partner\.astro)).*type=style/,
                priority: 11,
              },
              {
                name: "security",
                test: /(?:accounts\/(?:QrCode|RecoveryCodes)|account\/security\/.*)\.astro.*type=style/,
                priority: 12,
              },
              {
                name: "accounts",
                // Its frame is in the file that all pages have, so that each page needs one more at most.
                test: /site\/(?:components\/accounts\/(?!(?:Account|Tabs)\.)|pages\/\[lang\]\/(?:account|thread)\/).*type=style/,
                priority: 11,
              },
              {
                name: "sent",
                test: /(?:forms\/(?:SentReceipt|Receipt)|submissions\/(?:Reference|Sent)|web\/Problem|pages\/\[lang\]\/(?:partners|receipt|account\/receipts\/\[id\]))\.astro.*type=style/,
                priority: 12,
              },
              // Home and the desk have their own, so that no form carries them.
              { name: "home", test: /site\/components\/home\/.*type=style/, priority: 11 },
              {
                name: "desk",
                test: /site\/(?:layouts\/Desk|components\/(?:staff|web\/Menu)|pages\/staff).*type=style/,
                priority: 10,
              },
              { name: "styles", test: /type=style|\.css$/, priority: 10 },
            ],
          },
        },
      },
    },
  },
});

/**
 * Keeps the packages that Vite prepares apart: from those of copies of this folder, which share its node_modules, and
 * those of live editing from those of a build, each of which would prepare them anew after the other.
 */
function ownCache() {
  return { name: "own-cache", config: (_, { mode }) => ({ cacheDir: `.astro/vite/${mode}` }) };
}

/**
 * Puts the Worker into a few modules by who needs them, and leaves alone what only some requests load. Each page by
 * itself would make nearly 400, half of what most contain would be their lists of imports, and whatever starts the
 * Worker handles all of them.
 */
function fewModules() {
  const groups = [
    { name: "texts", test: /\/worker\/texts\// },
    { name: "rendering", test: /\/node_modules\/(?:astro|@astrojs|devalue)\// },
    { name: "packages", test: /\/node_modules\//, minShareCount: 2 },
    { name: "shared", test: /\/worker\/(?!accounts\/engine\/)/, minShareCount: 2 },
    { name: "desk-pages", test: /\/site\/(?:pages|components)\/staff\/[^?]*$/ },
    {
      name: "account-pages",
      test: /\/site\/(?:pages\/\[lang\]\/(?:account|invitation)|components\/accounts)[^?]*$/,
    },
    { name: "site-pages", test: /\/site\/(?:pages|components|layouts)\/[^?]*$/ },
  ];
  // A module goes into the group with the highest priority, with all that it needs and no such group has.
  const codeSplitting = {
    groups: groups.map((group, index) => ({ ...group, priority: groups.length - index })),
  };
  return {
    name: "few-modules",
    configEnvironment: (name) =>
      name === "ssr" ? { build: { rolldownOptions: { output: { codeSplitting } } } } : undefined,
  };
}

/**
 * Gives the classes that keep a component's styles to itself three letters instead of eight: they are a tenth of what
 * the styles of a form weigh. Throws when two components would share one.
 */
function shortScopes() {
  const known = new Map();
  const shortened = (text) =>
    text.replace(/\bastro-([a-z0-9]{8})\b/g, (_, scope) => {
      const short = `a${scope.slice(0, 3)}`;
      if ((known.get(short) ?? scope) !== scope) throw new Error(`two components have the scope ${short}`);
      known.set(short, scope);
      return short;
    });
  return {
    name: "short-scopes",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "chunk") file.code = shortened(file.code);
        else if (file.fileName.endsWith(".css")) file.source = shortened(String(file.source));
      }
    },
  };
}

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
