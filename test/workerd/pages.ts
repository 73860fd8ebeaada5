import { versions } from "../../worker/policy/versions/lock.ts";
import { promised } from "../fixtures/promises.ts";

/**
 * Stands in for Astro, which tests in workerd cannot build. Every page says its own address and nothing else; the files
 * of what a version promises and says are small ones.
 */
export async function handle(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith("/promises.json"))
    return isUntranslated(pathname) ? new Response(null, { status: 404 }) : Response.json(promised);
  if (pathname.endsWith("/texts.json")) return Response.json([]);
  if (pathname.endsWith("/clauses.json")) return Response.json({ clauses: [] });
  return new Response(`page ${pathname}\n`, { headers: { "content-type": "text/html" } });
}

/** The build has no file in a language in which a version is not written. */
function isUntranslated(pathname: string): boolean {
  const [, language, , day] = pathname.split("/");
  const languages: Readonly<Record<string, unknown>> =
    versions.find(({ date }) => date === day)?.languages ?? {};
  return language !== undefined && languages[language] === undefined;
}
