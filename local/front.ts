import { once } from "node:events";
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";

/** The path that the Worker answers with the page about an address that nobody can read. */
const unreadable = "/%";

/**
 * Stands before workerd on the loopback address, as Cloudflare's network stands before the Worker: it reads every form
 * of a request line (RFC 9112, 3.2), and answers HTTP/1.0 without chunks. workerd answers 500 to what it cannot read.
 * @param port where it listens
 * @param site where workerd listens
 */
export async function standInFront(port: number, site: URL): Promise<Server> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer({ requireHostHeader: false, keepAliveTimeout: 65_000 });
  // A client may end its side once it has asked, and wait for the answer. Node's types do not know the switch.
  Object.assign(server, { httpAllowHalfOpen: true });
  const own = `localhost:${port}`;
  server.on("request", (asked, answer) => pass(asked, answer, { site, agent, own }));
  // A CONNECT has no path, and a broken request line or header no request.
  const refuse = (socket: Duplex) => answerUnread(socket, { site, agent, own });
  server.on("connect", (_asked, socket) => refuse(socket));
  server.on("clientError", (_error, socket) => refuse(socket));
  server.on("close", () => agent.destroy());
  server.listen({ port, host: "127.0.0.1" });
  await once(server, "listening");
  return server;
}

interface Behind {
  site: URL;
  agent: Agent;
  /** The server's own name, for what names no host that can be read. */
  own: string;
}

/**
 * Hands a request on, and its answer back. workerd closes a connection that is idle for some seconds, maybe just when it
 * is used again: what cannot be asked twice gets a new one.
 */
function pass(asked: IncomingMessage, answer: ServerResponse, behind: Behind, anew = hasBody(asked)): void {
  const { host, path } = targetOf(asked, behind.own) ?? { host: behind.own, path: unreadable };
  const { expect: _expect, upgrade: _upgrade, ...given } = asked.headersDistinct;
  const headers = { ...given, host: [host], connection: [anew ? "close" : "keep-alive"] };
  const passed = request({
    ...socketOf(behind),
    ...(anew ? { agent: false } : {}),
    method: asked.method,
    path,
    headers: Object.entries(headers)
      // Miniflare would lead to another Worker by one of its own.
      .filter(([name]) => !name.startsWith("mf-"))
      .flatMap(([name, values]) => values.flatMap((value) => [name, value])),
  });
  passed.on("response", (got) => {
    const {
      connection: _,
      "keep-alive": _alive,
      "transfer-encoding": _coding,
      ...kept
    } = got.headersDistinct;
    answer.writeHead(got.statusCode ?? 502, kept);
    got.pipe(answer);
    got.on("error", () => answer.destroy());
  });
  passed.on("error", () => {
    // One that answers before it has read everything may break off.
    if (answer.headersSent || answer.destroyed) return;
    if (passed.reusedSocket) pass(asked, answer, behind, true);
    // The runtime has ended.
    else answer.destroy();
  });
  answer.on("close", () => answer.writableFinished || passed.destroy());
  asked.pipe(passed);
}

function hasBody({ method = "", headers }: IncomingMessage): boolean {
  return !/^(?:GET|HEAD)$/.test(method) || "content-length" in headers || "transfer-encoding" in headers;
}

/**
 * Host and path that a request names: its line may hold both, and that counts more than its header, which HTTP/1.0 does
 * without.
 */
function targetOf(
  { url = "", rawHeaders, httpVersion }: IncomingMessage,
  own: string,
): { host: string; path: string } | undefined {
  const hosts = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === "host",
  );
  const [host = "", another] = hosts.length === 0 && httpVersion === "1.0" ? [own] : hosts;
  const [, named, rest = ""] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  const target =
    named === undefined ? { host, path: url } : { host: named, path: rest.replace(/^(?!\/)/, "/") };
  const isPlain = another === undefined && target.path.startsWith("/") && /^[\w.:[\]-]+$/.test(target.host);
  return isPlain && URL.canParse(`http://${target.host}${target.path}`) ? target : undefined;
}

/** Answers on a socket whose request could not be read, and closes it. */
function answerUnread(socket: Duplex, behind: Behind): void {
  if (!socket.writable) return;
  const passed = request({ ...socketOf(behind), path: unreadable, headers: { host: behind.own } });
  passed.on("response", (got) => {
    const headers = Object.entries(got.headersDistinct)
      .filter(([name]) => !/^(?:connection|keep-alive|transfer-encoding)$/.test(name))
      .flatMap(([name, values]) => values?.map((value) => `${name}: ${value}\r\n`) ?? []);
    // Without a length the page ends with the connection.
    socket.write(`HTTP/1.1 400 Bad Request\r\n${headers.join("")}connection: close\r\n\r\n`);
    got.pipe(socket);
  });
  passed.on("error", () => socket.destroy());
  passed.end();
}

function socketOf({ site, agent }: Behind) {
  return { host: site.hostname, port: site.port, agent };
}
