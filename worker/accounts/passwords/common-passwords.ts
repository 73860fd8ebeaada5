import shortened from "./common.json";

/**
 * 6,000 common passwords. They are kept in the order of the alphabet; each begins with how many letters it shares with
 * the one before (in base 36), which is what the list would otherwise mostly consist of.
 */
export function commonPasswords(): Set<string> {
  const passwords = new Set<string>();
  let last = "";
  for (const word of shortened.split(" ")) {
    last = last.slice(0, Number.parseInt(word.charAt(0), 36)) + word.slice(1);
    passwords.add(last);
  }
  return passwords;
}
