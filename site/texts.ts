import { type CollectionEntry, getCollection, getEntry } from "astro:content";
import organization from "../content/organization.yaml";
import { type Block, shownBlocks } from "../worker/policy/text/blocks.ts";
import { clauseTextsOf } from "../worker/policy/text/clause-texts.ts";
import { shapesOf } from "../worker/policy/text/shapes.ts";
import type { VersionText } from "../worker/policy/text/version-text.ts";
import { versions } from "../worker/policy/versions/lock.ts";
import type { PublishedVersion } from "../worker/policy/versions/version.ts";
import { bindingLanguage, type Language } from "../worker/web/organization.ts";

/** A text with the entry that renders it. */
export interface SiteText {
  text: VersionText;
  entry: CollectionEntry<"policy">;
}

/** Every text of this build, oldest version first. One that is not locked is a draft. */
export async function allTexts(): Promise<SiteText[]> {
  const sources = new Map((await getCollection("policySources")).map(({ id, data }) => [id, data]));
  const entries = await getCollection("policy");
  return entries
    .map((entry) => ({ entry, text: textOf(entry, loaded(sources.get(entry.id), entry.id)) }))
    .sort((one, other) => (one.text.date < other.text.date ? -1 : 1));
}

/** The languages that a version has a text in, in the order of the site's. */
export function languagesOf({ languages }: PublishedVersion): Language[] {
  return organization.languages.filter((language) => languages[language] !== undefined);
}

/** The texts of one language, oldest version first. */
export async function textsOf(language: Language): Promise<VersionText[]> {
  return (await allTexts()).map(({ text }) => text).filter((text) => text.language === language);
}

/**
 * The texts that a list in one language names, oldest version first: where a published version has none in it, the one that
 * binds, so that nobody misses a version for want of a translation.
 */
export async function listedIn(language: Language): Promise<VersionText[]> {
  return listed(
    language,
    (await allTexts()).map(({ text }) => text),
  );
}

/** The same without drafts. */
export async function publishedIn(language: Language): Promise<VersionText[]> {
  const texts = (await allTexts()).map(({ text }) => text);
  return listed(
    language,
    texts.filter(({ sequence }) => sequence !== undefined),
  );
}

function listed(language: Language, texts: readonly VersionText[]): VersionText[] {
  const binding = bindingLanguage(organization);
  const has = new Set(texts.filter((text) => text.language === language).map(({ date }) => date));
  return texts.filter(
    (text) =>
      text.language === language ||
      (text.language === binding && text.sequence !== undefined && !has.has(text.date)),
  );
}

/** The source of a text as it is hashed. */
export async function sourceOf(text: VersionText): Promise<string> {
  return (await loadedSource(text)).source;
}

/** A text block by block, as a reader sees it. */
export async function blocksOf(text: VersionText): Promise<Block[]> {
  return shownBlocks((await loadedSource(text)).blocks, text.commitments, text.language);
}

type Source = CollectionEntry<"policySources">["data"];

async function loadedSource({ date, language }: VersionText): Promise<Source> {
  const id = `${date}/${language}`;
  return loaded((await getEntry("policySources", id))?.data, id);
}

function loaded(source: Source | undefined, id: string): Source {
  if (!source) throw new Error(`no source of ${id} was loaded`);
  return source;
}

const known = new Map<string, VersionText>();

/** Derived once per state of the text, because many pages ask for it. */
function textOf(
  { id, data, digest }: CollectionEntry<"policy">,
  { sha256, clauses: declared, blocks }: Source,
): VersionText {
  const key = `${id} ${digest} ${sha256}`;
  const made = known.get(key);
  if (made) return made;
  const [date = "", folderLanguage] = id.split("/");
  const language = folderLanguage as Language;
  const published = versions.find((one) => one.date === date && one.languages[language]?.sha256 === sha256);
  const { title, summary, kind, commitments } = data;
  const shown = shownBlocks(blocks, commitments, language);
  const clauses = clauseTextsOf(declared, shown);
  const shapes = shapesOf(shown);
  const text: VersionText = { date, language, title, summary, kind, sha256, commitments, clauses, shapes };
  if (published) {
    text.sequence = published.sequence;
    text.publishedOn = published.publishedOn;
    const { state } = published;
    if (state.is === "withdrawn") text.withdrawn = { on: state.on, reason: state.reason };
  }
  known.set(key, text);
  return text;
}
