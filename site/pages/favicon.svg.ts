import type { APIRoute } from "astro";
import colours from "../../content/look/colours.css?raw";
import mark from "../../content/look/mark.svg?raw";

/** The colours of the mark as `colours.css` holds them: light first, then dark. */
const [light = "", dark = light] = [...colours.matchAll(/--seal:\s*([^;]+)/g)].map(
  ([, colour = ""]) => colour,
);

/** The organization’s mark as the icon of a tab, in the colour of its scheme. */
export const GET: APIRoute = () =>
  new Response(
    mark.replace(
      /(<svg[^>]*>)/,
      `$1<style>path{fill:${light}}@media(prefers-color-scheme:dark){path{fill:${dark}}}</style>`,
    ),
    { headers: { "content-type": "image/svg+xml" } },
  );
