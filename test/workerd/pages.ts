import { promised } from "../fixtures/promises.ts";

/**
 * Stands in for Astro, which tests in workerd cannot build. Every page says its own address and nothing else; the file
 * of what a version promises is a small one.
 */
export async function handle(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith("/promises.json")) return Response.json(promised);
  return new Response(`page ${pathname}\n`, { headers: { "content-type": "text/html" } });
}
