/** The present instant; the local server may shift it to show the site at another date. */
export function now(env: Pick<Env, "CLOCK_SHIFT_MS">): Date {
  return new Date(Date.now() + Number(env.CLOCK_SHIFT_MS ?? 0));
}
