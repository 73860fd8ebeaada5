import { once } from "node:events";
import { createServer } from "node:net";
import { Problem, reasonOf } from "./command.ts";

/**
 * A port that is free on the loopback addresses.
 * @param wanted 0 for any
 * @throws Problem when the port that is wanted is taken or not allowed
 */
export async function freePort(wanted: number): Promise<number> {
  const port = await tryPort(wanted, "127.0.0.1");
  try {
    // What listens there would be reached by browsers that ask for localhost.
    await tryPort(port, "::1");
  } catch (error) {
    if ((error as { cause?: NodeJS.ErrnoException }).cause?.code === "EADDRINUSE") {
      return wanted === 0 ? freePort(0) : Promise.reject(error);
    }
  }
  return port;
}

/** The sentence about a port that somebody else has. */
export function takenPort(port: number, cause: unknown): Problem {
  const other = port < 65_535 ? port + 1 : port - 1;
  return new Problem(
    `Port ${port} is taken by another program: stop that one, or use another port with PORT=${other} npm start.`,
    { cause },
  );
}

async function tryPort(port: number, host: string): Promise<number> {
  const server = createServer();
  try {
    await once(server.listen({ port, host, exclusive: true }), "listening");
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : port;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") throw takenPort(port, error);
    throw new Problem(
      `Port ${port} cannot be used (${reasonOf(error)}): use another with PORT=8788 npm start.`,
      {
        cause: error,
      },
    );
  } finally {
    server.close();
  }
}
