import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import type { Organization } from "../../worker/web/organization.ts";
import { readTree } from "../versions/tree.ts";
import { relax } from "./headers.ts";
import { brokenPage, liveAddress, livePage } from "./page.ts";
import { newest, readLive } from "./reading.ts";
import { viteFirst } from "./vite-first.ts";

const folder = fileURLToPath(new URL("../../content/policy/", import.meta.url));

/**
 * What `npm run dev` adds to the site: `/live/`, where a text and its changes stand side by side; the place of a
 * mistake where a text cannot be shown; and headers that let Vite style and reload a page. A build has none of it.
 */
export function live(organization: Organization): AstroIntegration {
  return {
    name: "live",
    hooks: {
      "astro:config:setup": ({ command, updateConfig }) => {
        if (command === "dev") updateConfig({ vite: { plugins: [viteFirst()] } });
      },
      "astro:server:setup": ({ server }) => {
        server.watcher.on("change", (path) => {
          if (path.startsWith(folder)) server.environments.client.hot.send({ type: "full-reload" });
        });
        server.middlewares.use((request, response, pass) => {
          relax(response);
          answer(organization, request, response)
            .then((isAnswered) => isAnswered || pass())
            .catch(pass);
        });
      },
    },
  };
}

/** Whether the request was for something of ours, which is then answered. */
async function answer(
  organization: Organization,
  { url = "/" }: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { pathname } = new URL(url, "http://localhost");
  if (pathname === "/live/" || pathname === "/live") {
    const first = newest(readTree(folder));
    if (!first) return false;
    response.writeHead(302, { location: liveAddress(first.date, first.language) }).end();
    return true;
  }
  const [, date, language] = /^\/live\/([\d-]+)\/([\w-]+)\/$/.exec(pathname) ?? [];
  if (date && language)
    return shown(response, 200, await readLive(folder, organization, date, language), livePage);
  const [, ofPage, ofDate] = /^\/([\w-]+)\/policy\/([\d-]+)\/$/.exec(pathname) ?? [];
  if (!ofPage || !ofDate) return false;
  const text = await readLive(folder, organization, ofDate, ofPage);
  return shown(response, 422, text?.unreadable.length ? text : undefined, brokenPage);
}

function shown<Text>(
  response: ServerResponse,
  status: number,
  text: Text | undefined,
  page: (text: Text) => string,
): boolean {
  if (!text) return false;
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(page(text));
  return true;
}
