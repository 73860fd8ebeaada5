import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { Problem, reasonOf } from "../terminal/problem.ts";

/**
 * A free port on the loopback addresses.
 * @param wanted 0 for any
 * @throws Problem when the wanted port is taken or not allowed
 */
export async function freePort(wanted: number): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    try {
      const port = await listen(wanted === 0 ? anyPort() : wanted, "127.0.0.1");
      // Browsers that ask for localhost may come here first. Not every machine has it.
      await listen(port, "::1").catch((error) => isTaken(error) && Promise.reject(error));
      return port;
    } catch (error) {
      // A killed server releases its port a moment later.
      if (isTaken(error) && tries < 6) await setTimeout(100);
      else throw isTaken(error) ? takenPort(wanted, error) : unusablePort(wanted, error);
    }
  }
}

/** A port below those that the system gives to outgoing connections, which could take it before a server does. */
function anyPort(): number {
  return randomInt(20_000, 32_768);
}

/** The sentence about a port that somebody else has. */
export function takenPort(port: number, cause: unknown): Problem {
  const other = port < 65_535 ? port + 1 : port - 1;
  return new Problem(
    `Port ${port} is taken by another program: stop that one, or use another port with PORT=${other} npm start.`,
    { cause },
  );
}

function unusablePort(port: number, cause: unknown): Problem {
  return new Problem(
    `Port ${port} cannot be used (${reasonOf(cause)}): use another with PORT=8788 npm start.`,
    { cause },
  );
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "EADDRINUSE";
}

async function listen(port: number, host: string): Promise<number> {
  const server = createServer();
  try {
    await once(server.listen({ port, host, exclusive: true }), "listening");
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : port;
  } finally {
    server.close();
  }
}
