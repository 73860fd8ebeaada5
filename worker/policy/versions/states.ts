import organization from "../../../content/organization.yaml";
import { dayInWords } from "../../texts/texts.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { finishedPage } from "../../web/finished-pages.ts";
import { type Language, staffLanguage } from "../../web/organization.ts";
import { showBuilt } from "../../web/page.ts";
import { inLanguage } from "../../web/page-languages.ts";
import { providedIfAny } from "../../web/provided.ts";
import { nextChange, secondsUntilSwitch, stateOf } from "./history.ts";
import { policyInForce } from "./in-force.ts";
import { versions } from "./lock.ts";

/** How long an answer that names the version in force may be cached. */
const maxSeconds = 60;

/** What the Worker fills into a page that was built. */
export interface Filled {
  /** The page, where it is not at the request's address. */
  path?: string;
  /** The day for which the text is shown. */
  asked?: string | undefined;
  /** Figures by name. An element whose figure is missing goes. */
  figures?: Readonly<Record<string, string | undefined>>;
  /** What the page says of itself at an address that shows another version in time. */
  lasting?: { address: string; description: string };
}

/**
 * A policy page is built once with the words for every state. This keeps what is true now, so that a version takes
 * effect without a build. An element stays when its `data-when` names the state of the version in its `data-version`;
 * `data-asked` stands for the day that a reader asked for, and `data-figure` for a figure that only the Worker knows.
 */
export async function showWithStates(c: AppContext, filled: Filled = {}): Promise<Response> {
  const at = now(c.env);
  const key = JSON.stringify([c.req.path, filled]);
  return untilNextChange(c, key, at, () => fillIn(c, filled, at));
}

/**
 * Answers with a page about the versions, which is the same for everybody until one of them takes effect or a day begins.
 * @param key everything that the page depends on, besides the instant and the versions
 */
export async function untilNextChange(
  c: AppContext,
  key: string,
  at: Date,
  make: () => Promise<Response>,
): Promise<Response> {
  const answer = await finishedPage(c, key, at, async () => ({
    answer: await make(),
    until: nextChange(versions, at, organization.timeZone),
  }));
  return answer.ok ? fresh(c, answer) : answer;
}

async function fillIn(
  c: AppContext,
  { path, asked, figures = {}, lasting }: Filled,
  at: Date,
): Promise<Response> {
  const page = await showBuilt(c, path ?? c.req.path);
  if (!page.ok) return page;
  const built = page.headers.get("etag")?.replace(/^W\/|"/g, "");
  const known = Object.entries(figures).map(([name, figure = ""]) => `${name}.${encodeURIComponent(figure)}`);
  const etag =
    built &&
    `W/"${[built, providedIfAny(c, policyInForce)?.sequence, asked, ...known].filter(Boolean).join("-")}"`;
  if (etag) page.headers.set("etag", etag);
  else page.headers.delete("etag");
  return new HTMLRewriter()
    .on("[data-when]", {
      element(element) {
        const date = element.getAttribute("data-version") ?? "";
        if (element.getAttribute("data-when")?.split(" ").includes(stateAt(date, at))) {
          element.removeAttribute("data-when").removeAttribute("data-version");
        } else {
          element.remove();
        }
      },
    })
    .on("[data-figure]", {
      element(element) {
        const isKnown = figures[element.getAttribute("data-figure") ?? ""] !== undefined;
        if (isKnown) element.removeAttribute("data-figure");
        else element.remove();
      },
    })
    .on("[data-figure-of]", {
      element(element) {
        const figure = figures[element.getAttribute("data-figure-of") ?? ""];
        if (figure) element.removeAttribute("data-figure-of").setInnerContent(figure);
      },
    })
    .on("[data-asked]", {
      element(element) {
        const isWanted = asked !== undefined && element.getAttribute("data-asked") === tenseOf(asked, at);
        if (isWanted) element.removeAttribute("data-asked");
        else element.remove();
      },
    })
    .on("[data-asked-day]", {
      element(element) {
        if (asked)
          element
            .removeAttribute("data-asked-day")
            .setInnerContent(dayInWords(asked, c.req.param("lang") as Language));
      },
    })
    .on("a[hreflang]", {
      element(element) {
        // Its own address, not that of the page that was built.
        if (path) element.setAttribute("href", inLanguage(c.req.path, languageOf(element)));
      },
    })
    .on("link[hreflang]", {
      element(element) {
        const dated = element.getAttribute("href") ?? "";
        if (lasting)
          element.setAttribute("href", new URL(inLanguage(lasting.address, languageOf(element)), dated).href);
      },
    })
    .on('link[rel="canonical"]', {
      element(element) {
        const dated = element.getAttribute("href") ?? "";
        if (lasting) element.setAttribute("href", new URL(lasting.address, dated).href);
      },
    })
    .on('meta[name="description"]', {
      element(element) {
        if (lasting) element.setAttribute("content", lasting.description);
      },
    })
    .transform(page);
}

/** An answer that may be cached until another version takes effect, and for a minute at most. */
export function fresh(c: AppContext, answer: Response): Response {
  const { headers } = answer;
  const etag = headers.get("etag");
  const seconds = secondsUntilSwitch(versions, now(c.env), maxSeconds);
  headers.set("cache-control", `public, max-age=${seconds}`);
  if (!etag || !isKnown(c.req.header("if-none-match"), etag)) return answer;
  for (const name of ["content-type", "content-length", "content-disposition"]) headers.delete(name);
  return new Response(null, { status: 304, headers });
}

/** Whether the client already has what it asks for (RFC 9110, 13.1.2: compared weakly). */
function isKnown(held: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return (held ?? "").split(",").some((tag) => bare(tag) === bare(etag));
}

/** The language that a link leads to; the organization's own where it names none. */
function languageOf(link: Element): Language {
  const tag = link.getAttribute("hreflang");
  return organization.languages.find((one) => one === tag) ?? staffLanguage(organization);
}

function stateAt(date: string, at: Date): string {
  const version = versions.find((one) => one.date === date);
  return version ? stateOf(versions, version, at) : "draft";
}

function tenseOf(day: string, at: Date): "past" | "future" {
  return day > dayOf(at, organization.timeZone) ? "future" : "past";
}
