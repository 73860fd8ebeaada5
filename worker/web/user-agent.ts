/** A family of browsers or systems, and the pattern that finds it in a user agent. */
export type Family = readonly [pattern: RegExp, name: string];

/** First match wins, so a browser built on another comes before it. Versions are never read. */
export const browsers: readonly Family[] = [
  [/MicroMessenger/, "WeChat"],
  [/QQBrowser|QQ\//, "QQ"],
  [/UCBrowser|UCWEB/, "UC Browser"],
  [/MiuiBrowser/, "Mi Browser"],
  [/HuaweiBrowser/, "Huawei Browser"],
  [/YaBrowser|YaApp|YaSearch|YandexSearch/, "Yandex"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/OP(?:R|T|X|RGX|iOS)\/|Opera/, "Opera"],
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS|Chromium/, "Chrome"],
  [/Safari/, "Safari"],
];

/** Some name the system whose pages they want besides their own, so that one comes first. */
export const systems: readonly Family[] = [
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Windows Phone/, "Windows"],
  [/Android|; Adr \d/, "Android"],
  [/iPhone|iPad|iPod/, "iOS"],
  [/Windows/, "Windows"],
  [/Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux|X11/, "Linux"],
];

/** The name of the first family that matches a user agent, or `other`. */
export function familyOf(agent: string, families: readonly Family[]): string {
  return families.find(([pattern]) => pattern.test(agent))?.[1] ?? "other";
}

export const devices = ["phone", "tablet", "desktop", "other"] as const;

/** The kind of device that a user agent names. */
export function deviceOf(agent: string): (typeof devices)[number] {
  return kinds.find(([pattern]) => pattern.test(agent))?.[1] ?? "other";
}

/** Televisions, consoles, cars, glasses, watches and book readers, which name a system of phones or computers besides. */
const otherDevices =
  /\bTV\b|TV;|[a-z]TV\b|TVBox|MiTV|MiBOX|\bAFT[A-Z\d]|BRAVIA|HbbTV|NetCast|Web0S|webOS|CrKey|Chromecast|Roku|VIDAA|PlayStation|Xbox|Nintendo|\bQuest\b|OculusBrowser|Tesla|QtCarBrowser|Automotive|Wearable|Watch\b|Kindle\/|\((?:Car|Wearable|TV);|Apple ?TV|SHIELD Android|PicoBrowser/i;

/** First match wins. */
const kinds: readonly [pattern: RegExp, kind: (typeof devices)[number]][] = [
  [otherDevices, "other"],
  [/Windows Phone|Windows CE|IEMobile/, "phone"],
  // `Tablet PC 2.0` is a component of Windows; HarmonyOS names its computers `PC` or `2in1`.
  [/Windows NT|\((?:PC|2in1);|CrOS/, "desktop"],
  [/iPad|Tablet|PlayBook/i, "tablet"],
  // An app may name Android once more after its phone's `Mobile`.
  [/^(?!.*(?:Mobi(?:le)?\b|Opera Mini)).*(?:Android|Silk)/i, "tablet"],
  [
    /Mobi|iPhone|iPod|Android|; Adr \d|HarmonyOS|\(Phone;|Opera Mini|MIDP|J2ME|BlackBerry|BB10|Symb(?:ian)?OS|Series ?[346]0|KAIOS|UCWEB/i,
    "phone",
  ],
  [/Windows|Macintosh|Mac_PowerPC|X11|Linux|BSD|SunOS|Haiku/, "desktop"],
];
