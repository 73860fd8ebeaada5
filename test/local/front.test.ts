import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { standInFront } from "../../local/front.ts";
import { freePort } from "../../local/port.ts";

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

it("asks again when workerd closes a connection just when it is used again", async () => {
  const { url, requests } = await frontOfForgetful();
  expect(await textOf(url)).toBe("GET");
  expect(await textOf(url)).toBe("GET");
  expect(requests).toEqual(["GET 1", "GET 2", "GET 1"]);
});

it("sends a form once, on a connection of its own", async () => {
  const { url, requests } = await frontOfForgetful();
  expect(await textOf(url)).toBe("GET");
  for (let times = 0; times < 2; times += 1)
    expect(await textOf(url, { method: "POST", body: "a=b" })).toBe("POST");
  expect(requests).toEqual(["GET 1", "POST 1", "POST 1"]);
});

it("breaks off when nobody answers, once it has asked again", async () => {
  const { url, end } = await frontOfForgetful();
  expect(await textOf(url)).toBe("GET");
  await end();
  await expect(textOf(url)).rejects.toThrow("fetch failed");
});

/** A front before a runtime that answers the first request of a connection, and closes it at the second. */
async function frontOfForgetful() {
  const requests: string[] = [];
  const sockets: Socket[] = [];
  const runtime = createServer((socket) => {
    let count = 0;
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      const [, method = ""] = /^([A-Z]+) /.exec(data.toString()) ?? [];
      // What follows is the body.
      if (method === "") return;
      count += 1;
      requests.push(`${method} ${count}`);
      if (count > 1) socket.destroy();
      else socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${method.length}\r\n\r\n${method}`);
    });
  }).listen(0, "127.0.0.1");
  await once(runtime, "listening");
  const { port: behind } = runtime.address() as { port: number };
  const port = await freePort(0);
  const front = await standInFront(port, new URL(`http://127.0.0.1:${behind}`));
  const end = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => runtime.close(done));
  };
  ended.push(async () => {
    front.closeAllConnections();
    front.close();
    await end();
  });
  return { url: `http://127.0.0.1:${port}/`, requests, end };
}

async function textOf(url: string, init: RequestInit = {}): Promise<string> {
  return (await fetch(url, init)).text();
}
