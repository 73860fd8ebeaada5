/** Counts submissions per network, in memory only and under a salt that nobody keeps. */
export interface NetworkLimit {
  /**
   * Takes one submission from a network.
   * @param submission the same for a repeat, which does not count again
   * @returns 0 when it may pass, otherwise the seconds until the next one may
   */
  take(network: string, submission: string, at: Date): Promise<number>;
}

/**
 * Allows `most` submissions from one network per `windowMs`. Counts and salt are thrown away with each window, so
 * nothing in memory leads to a person.
 */
export function networkLimit(max: number, windowMs: number, maxNetworks = 20_000): NetworkLimit {
  let window = -1;
  let salt = "";
  let taken = new Map<string, Set<string>>();
  return {
    async take(network, submission, at) {
      const current = Math.floor(at.getTime() / windowMs);
      if (current !== window) {
        window = current;
        salt = crypto.randomUUID();
        taken = new Map();
      }
      const key = await salted(salt, network);
      const known = taken.get(key) ?? new Set();
      if (known.has(submission)) return 0;
      if (known.size >= max) return Math.ceil(((current + 1) * windowMs - at.getTime()) / 1000);
      // The table is full: somebody has very many addresses, and memory matters more than counting them.
      if (known.size === 0 && taken.size >= maxNetworks) return 0;
      taken.set(key, known.add(submission));
      return 0;
    },
  };
}

/** The network of an address: the first 24 bits of IPv4, the first 48 of IPv6. */
export function networkOf(address: string): string {
  const v4 = /(?:^|:)(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address);
  if (v4?.[1]) return v4[1];
  const [front = "", back] = address.toLowerCase().split("::");
  const groups = front.split(":").filter(Boolean);
  const behind = back?.split(":").filter(Boolean) ?? [];
  const gap = back === undefined ? 0 : Math.max(0, 8 - groups.length - behind.length);
  const zeros = Array.from({ length: gap }, () => "0");
  return [...groups, ...zeros, ...behind]
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

async function salted(salt: string, network: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${salt}\0${network}`));
  return String.fromCharCode(...new Uint8Array(digest, 0, 12));
}
