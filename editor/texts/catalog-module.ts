import type { CompiledLanguage, Keys } from "../../worker/texts/keyed.ts";
import type { Written } from "../../worker/texts/saying.ts";
import { type Catalog, type Entry, isSubject, type Subject } from "./catalog.ts";
import { textIn, type Writer } from "./compile.ts";

/** Compiles a language's texts of some subjects, in the order of English. */
export function compileCatalog(
  english: Catalog,
  catalog: Catalog,
  subjects: readonly string[],
  timeZone: string,
): CompiledLanguage {
  const formats = { locale: catalog.locale, timeZone, isSource: catalog === english };
  const writer: Writer = { formats, made: new Map(), pounds: [], isMail: false, types: new Map() };
  const words = textsOf(only(english.subject, subjects), only(catalog.subject, subjects), writer);
  return { formats: [...writer.made.values()].map(({ format }) => format), words };
}

/** The keys of some subjects: they are the same in every language, so each has only the words. 0 is a text. */
export function compileKeys(english: Subject, subjects: readonly string[]): Keys {
  return keysIn(only(english, subjects)) as Keys;
}

function only({ at, entries }: Subject, subjects: readonly string[]): Subject {
  return { at, entries: new Map([...entries].filter(([name]) => subjects.includes(name))) };
}

function keysIn(entry: Entry): Keys | number {
  if (!isSubject(entry)) return 0;
  return Object.fromEntries([...entry.entries].map(([key, below]) => [key, keysIn(below)]));
}

/**
 * The texts of a subject, one after another. Catalogs are compared before, so each has every key that English has. The
 * mails are the folder of that name; pages speak of mail too.
 */
function textsOf(english: Subject, subject: Subject, writer: Writer, depth = 0): Written[] {
  return [...english.entries.keys()].flatMap((key) => {
    const [of, entry] = [english.entries.get(key), subject.entries.get(key)];
    if (!of || !entry) return [];
    if (!isSubject(of) || !isSubject(entry)) return isSubject(entry) ? [] : [textIn(entry, writer)];
    const isMail = writer.isMail;
    writer.isMail ||= key === "mail" && depth === 0;
    const words = textsOf(of, entry, writer, depth + 1);
    writer.isMail = isMail;
    return words;
  });
}
