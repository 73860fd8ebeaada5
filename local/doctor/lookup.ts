import { Resolver } from "node:dns/promises";
import { Problem } from "../../terminal/problem.ts";

/** What the doctor asks of the domain name system. Names are asked as they are, answers come without final dots. */
export interface Lookup {
  /** The mail servers of a name, first choice first; none if it has no MX record. `""` is RFC 7505's "no mail". */
  mx: (name: string) => Promise<string[]>;
  /** The TXT records of a name, each whole. */
  txt: (name: string) => Promise<string[]>;
}

/** How long one try may take, and how many there are. */
const patience = { timeout: 3000, tries: 2 };

/**
 * Asks the resolvers of this machine, or the one given.
 * @param server `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53`
 */
export function lookupAt(server: string | undefined): Lookup {
  const resolver = new Resolver(patience);
  if (server !== undefined) setServer(resolver, server);
  return {
    mx: async (name) => {
      const found = await answerOf(name, resolver.resolveMx(name));
      return found.sort((one, other) => one.priority - other.priority).map(({ exchange }) => plain(exchange));
    },
    txt: async (name) => (await answerOf(name, resolver.resolveTxt(name))).map((parts) => parts.join("")),
  };
}

function setServer(resolver: Resolver, server: string): void {
  try {
    resolver.setServers([server]);
  } catch (error) {
    throw new Problem(
      `"${server}" is not the address of a resolver: write 192.0.2.1, 192.0.2.1:5353 or [2001:db8::1]:53.`,
      { cause: error },
    );
  }
}

/**
 * A name without such records has none. Anything else says nothing about the domain.
 * @throws Problem when nobody answers
 */
async function answerOf<Found>(name: string, asked: Promise<Found[]>): Promise<Found[]> {
  try {
    return await asked;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENODATA" || code === "ENOTFOUND") return [];
    throw new Problem(
      `The resolver gave no answer about ${name} (${reasons[code] ?? code}): try again later.`,
      {
        cause: error,
      },
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  ETIMEOUT: "it does not answer",
  ECONNREFUSED: "nothing listens there",
  ESERVFAIL: "it failed, SERVFAIL",
  EREFUSED: "it refused",
  EBADRESP: "its answer is damaged",
};

function plain(host: string): string {
  return host.toLowerCase().replace(/\.$/, "");
}
