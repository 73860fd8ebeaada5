/**
 * Whether a cron expression names the minute of an instant, in UTC as Cloudflare reads it.
 * @param cron five fields of `*`, numbers, ranges, lists and steps; days of the week from 1 (Sunday) to 7
 */
export function isDue(cron: string, at: Date): boolean {
  const now = [
    at.getUTCMinutes(),
    at.getUTCHours(),
    at.getUTCDate(),
    at.getUTCMonth() + 1,
    at.getUTCDay() + 1,
  ];
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== now.length) throw new Error(`"${cron}" is not a cron expression of five fields`);
  return fields.every((field, index) => field.split(",").some((part) => matches(part, now[index] ?? 0)));
}

function matches(part: string, value: number): boolean {
  const [, from, to, step = "1"] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [undefined, ""];
  if (from === "") throw new Error(`"${part}" is not supported in a cron expression here`);
  const first = Number(from ?? 0);
  const last =
    from === undefined || (to === undefined && part.includes("/"))
      ? Number.POSITIVE_INFINITY
      : Number(to ?? from);
  return value >= first && value <= last && (value - first) % Number(step) === 0;
}

/** Calls back at the start of every minute of a clock that runs `shiftMs` ahead; returns what stops it. */
export function everyMinute(shiftMs: number, call: (at: Date) => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const at = Date.now() + shiftMs;
    const next = Math.floor(at / 60_000 + 1) * 60_000;
    timer = setTimeout(() => {
      call(new Date(next));
      wait();
    }, next - at);
  };
  wait();
  return () => clearTimeout(timer);
}
