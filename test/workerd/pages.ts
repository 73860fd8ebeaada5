/** Stands in for Astro, which tests in workerd cannot build. Every page says its own address and nothing else. */
export async function handle(request: Request): Promise<Response> {
  return new Response(`page ${new URL(request.url).pathname}\n`, {
    headers: { "content-type": "text/html" },
  });
}
