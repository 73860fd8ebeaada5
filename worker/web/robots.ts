import { isbot } from "isbot";

/** More than any browser writes, with all that an app adds. */
const maxAgent = 2000;

/** Whether a user agent names a robot, or nothing at all, or is too long for a browser's. */
export function isRobotAgent(agent: string | null): boolean {
  if (!agent || agent === "-" || agent.length > maxAgent) return true;
  if (smallBrowser.test(agent)) return false;
  return isbot(asBrowser.test(agent) ? agent.replace(misread, "App") : agent);
}

/** Whether a request says that a program makes it, with its own signature (Web Bot Auth): agents drive real browsers. */
export function isSignedByRobot(headers: Headers): boolean {
  return headers.has("signature-agent") || /tag="?web-bot-auth"?/i.test(headers.get("signature-input") ?? "");
}

/** Browsers of few words, which `isbot` takes for robots. */
const smallBrowser = /^(?:ELinks|NetSurf|Dillo|Links|w3m|Lynx)[/ ]/;

/** An engine and a device, as a browser or the browser within an app names them. */
const asBrowser = /^Mozilla\/5\.0 \((?!compatible)[^)]*\).*AppleWebKit\//i;

/** Names that `isbot` takes for robots: readers of news, Sogou's browsers, Taobao's marks, televisions. */
const misread =
  /Google ?(?:TV|News)(?=[/;_ )]|$)|(?<![\w-])\w*News(?!bot|crawl|spider|feed)\w*(?=[/;_ )]|$)|Sogou(?:MobileBrowser|MSE|Search|Explorer|Input|Browser)\w*|TTID\/\S+|(?<!\d)\d+@[a-z]+_(?:android|iphone|ipad|harmony)_[\d.]+/gi;
