import { promised } from "../fixtures/promises.ts";

/**
 * Stands in for Astro, which tests in workerd cannot build. Every page says its own address and nothing else; the files
 * of what a version promises and says are small ones.
 */
export async function handle(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith("/promises.json")) return Response.json(promised);
  if (pathname.endsWith("/texts.json")) return Response.json([]);
  if (pathname.endsWith("/clauses.json")) return Response.json({ clauses: [] });
  return new Response(`page ${pathname}\n`, { headers: { "content-type": "text/html" } });
}
