import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { describe, expect, it } from "vitest";
import { evictedCodeValues, protocolErrorCodeValues, userErrorCodeValues } from "../protocol/messages";
import { uiLanguages } from "../state/preferences";
import { Catalog, makeBundle } from "./catalog";
import { delegationName, endonym } from "./names";

const HERE = join(process.cwd(), "src", "i18n", "locales");
/** Of the meeting (which every program has) and of each program's own. */
const AREAS = ["", ...readdirSync(HERE, { withFileTypes: true }).flatMap((at) => (at.isDirectory() ? [at.name] : []))];
const read = (language: string, areas = AREAS) =>
  areas.map((area) => readFileSync(join(HERE, area, `${language}.ftl`), "utf-8")).join("\n");
const idsOf = (text: string) => [...text.matchAll(/^([a-z][\w-]*) =/gm)].map((match) => match[1] as string);

/** Variables whose grammar depends on a number. */
const COUNTED = ["participants", "count"];
const CATEGORIES = { ar: 6, zh: 1, en: 2, fr: 3, ru: 4, es: 3 } as const;

interface Select {
  readonly id: string;
  readonly selector: string;
  readonly keys: readonly string[];
}

function selectsOf(text: string): Select[] {
  const found: Select[] = [];
  const visit = (id: string, node: unknown): void => {
    if (Array.isArray(node)) for (const part of node) visit(id, part);
    else if (node && typeof node === "object") {
      const { type, selector, variants } = node as {
        type?: string;
        selector?: { name?: string };
        variants?: { key: { value: string | number } }[];
      };
      if (type === "select" && variants) {
        found.push({ id, selector: selector?.name ?? "", keys: variants.map(({ key }) => String(key.value)) });
      }
      for (const part of Object.values(node)) visit(id, part);
    }
  };
  for (const { id, value } of new FluentResource(text).body) visit(id, value);
  return found;
}

/** Names of the variables anywhere in a pattern. */
const variablesOf = (value: unknown): string[] =>
  [...JSON.stringify(value ?? "").matchAll(/"type":"var","name":"(\w+)"/g)].map((match) => match[1] as string);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !file.name.includes(".test."))
    .map((file) => readFileSync(join(file.parentPath, file.name), "utf-8"));
}

describe.each(uiLanguages)("the text in %s", (language) => {
  const text = read(language);
  const english = idsOf(read("en"));

  it("holds exactly the messages of the others, each once", () => {
    const ids = idsOf(text);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual([...english].sort());
  });

  it("has every plural form of the language wherever something is counted", () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    expect(categories).toHaveLength(CATEGORIES[language]);
    const counted = selectsOf(text).filter(({ selector }) => COUNTED.includes(selector));
    const counting = (source: string) =>
      new Set(selectsOf(source).flatMap(({ id, selector }) => (COUNTED.includes(selector) ? [id] : [])));
    expect(counting(text)).toEqual(counting(read("en")));
    expect(counted.length).toBeGreaterThan(5);
    for (const { id, keys } of counted) expect([id, [...keys].sort()]).toEqual([id, [...categories].sort()]);
  });

  it("has the cases of the English text in every choice that is not about numbers", () => {
    const cases = (source: string) =>
      Object.fromEntries(
        selectsOf(source)
          .filter(({ selector }) => !COUNTED.includes(selector))
          .map(({ id, keys }) => [id, [...keys].sort()]),
      );
    expect(cases(text)).toEqual(cases(read("en")));
  });

  it("formats every message with every number without an error", () => {
    const bundle = makeBundle(language, text);
    for (const id of english) {
      const message = bundle.getMessage(id);
      for (const count of [0, 1, 2, 3, 11, 100, 1_000_000]) {
        const errors: Error[] = [];
        const args = Object.fromEntries(variablesOf(message?.value).map((name) => [name, count]));
        const value = message?.value && bundle.formatPattern(message.value, args, errors);
        expect([id, errors]).toEqual([id, []]);
        expect(value).toBeTruthy();
      }
    }
  });
});

describe("the catalogue", () => {
  it("knows every id the client uses, and the client uses every id", () => {
    const code = sources(join(process.cwd(), "src")).join("\n");
    const known = idsOf(read("en"));
    const used = [...code.matchAll(/\bt\(\s*"([\w-]+)"/g)].map((match) => match[1] as string);
    expect(used.filter((id) => !known.includes(id))).toEqual([]);
    const quoted = (id: string) => code.includes(`"${id}"`) || /^(error|ended)-/.test(id);
    expect(known.filter((id) => !quoted(id))).toEqual([]);
  });

  it("has a sentence for every code of the server", () => {
    const known = idsOf(read("en"));
    const codes = [...userErrorCodeValues, ...protocolErrorCodeValues].map((code) => `error-${code}`);
    const ends = evictedCodeValues.filter((code) => code !== "slow" && code !== "serverStopping");
    expect([...codes, ...ends.map((code) => `ended-${code}`)].filter((id) => !known.includes(id))).toEqual([]);
  });

  it("follows the chosen language and its direction", async () => {
    const catalog = new Catalog(async (language) => read(language));
    await catalog.use("ar");
    expect(catalog.direction.value).toBe("rtl");
    expect(catalog.t("leave")).toBe("مغادرة");
    await catalog.use("fr");
    expect(catalog.direction.value).toBe("ltr");
    expect(catalog.t("leave")).toBe("Quitter");
  });

  it("shows the last language asked for when they load out of order", async () => {
    const waiting = new Map<string, (text: string) => void>();
    const catalog = new Catalog((language) => new Promise((resolve) => waiting.set(language, resolve)));
    const first = catalog.use("ru");
    const second = catalog.use("es");
    waiting.get("es")?.(read("es"));
    await second;
    waiting.get("ru")?.(read("ru"));
    await first;
    expect(catalog.language.value).toBe("es");
  });
});

describe("names", () => {
  it("are endonyms for languages", () => {
    expect(uiLanguages.map(endonym)).toEqual(["العربية", "中文", "English", "Français", "Русский", "Español"]);
  });

  it("are in the reader's language for delegations, and as they are for organisations", () => {
    expect(delegationName("CI", "fr")).toBe("Côte d’Ivoire");
    expect(delegationName("European Union", "ru")).toBe("European Union");
    expect(delegationName("", "en")).toBe("");
  });
});
