import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const HERE = join(process.cwd(), "src", "styles");
const sheets = readdirSync(HERE).filter((name) => name.endsWith(".css"));
const read = (name: string) => readFileSync(join(HERE, name), "utf-8").replaceAll(/\/\*[\s\S]*?\*\//g, "");

const PHYSICAL =
  /^(left|right|top|bottom|width|height|(min|max)-(width|height)|(margin|padding|border)-(left|right|top|bottom)\b.*|border-(top|bottom)-(left|right)-radius|overflow-[xy]|scroll-(margin|padding)-(left|right|top|bottom))$/;
const PHYSICAL_VALUES = /^(text-align|float|clear|caption-side)\s*:\s*(left|right)\b/;

function declarations(css: string): string[] {
  return [...css.matchAll(/(?<=[{;]\s*)([a-z-]+\s*:[^;{}]+)(?=[;}])/g)].map((match) => (match[1] as string).trim());
}

describe.each(sheets)("%s", (name) => {
  const found = declarations(read(name));

  it("uses logical properties only, so that Arabic mirrors by itself", () => {
    const physical = found.filter((declaration) => {
      const property = declaration.split(":")[0]?.trim() ?? "";
      return PHYSICAL.test(property) || PHYSICAL_VALUES.test(declaration);
    });
    expect(physical).toEqual([]);
  });

  it("asks nothing of the network", () => {
    expect(read(name)).not.toMatch(/https?:|url\(|@font-face/);
  });

  it("names only tokens that exist", () => {
    const defined = new Set([...read("tokens.css").matchAll(/(--[\w-]+)\s*:/g)].map((match) => match[1]));
    const used = [...read(name).matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]);
    expect(used.filter((token) => !defined.has(token))).toEqual([]);
  });
});

it("has declarations to test", () => {
  expect(sheets.length).toBeGreaterThan(4);
  expect(declarations(read("kit.css")).length).toBeGreaterThan(100);
});

// --- contrast (WCAG 2.2, 1.4.3 and 1.4.11) ---

function tokens(theme: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const block of read("tokens.css").matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    const selector = (block[1] ?? "").trim();
    if (selector !== ":root" && !selector.includes(`"${theme}"`)) continue;
    for (const [, name, value] of (block[2] ?? "").matchAll(/(--[\w-]+)\s*:\s*([^;]+);/g)) {
      if (name && value) found.set(name.slice(2), value.trim());
    }
  }
  return found;
}

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT = [
  ...["page", "card", "sunken"].flatMap((surface) => [`ink on ${surface}`, `ink-soft on ${surface}`]),
  ...["accent", "live"].flatMap((token) => [`${token}-ink on ${token}`, `${token}-ink on ${token}-hover`]),
  ...["accent", "live", "ok", "warn"].map((token) => `${token}-soft-ink on ${token}-soft`),
  ...["accent on card", "ok on card", "stage-ink on stage-plate", "stage-soft on stage-plate", "stage-soft on stage"],
];
const SHAPES = [
  "line-strong on card",
  "line-strong on page",
  "focus on card",
  "focus on page",
  "accent on card",
  "ok on card",
];

describe.each(["light", "dark"])("the %s theme", (theme) => {
  const values = tokens(theme);
  const ratio = (pair: string) => {
    const [front = "", back = ""] = pair.split(" on ").map((token) => values.get(token) ?? "");
    expect([pair, front, back]).toEqual([pair, expect.stringMatching(/^#\w{6}$/), expect.stringMatching(/^#\w{6}$/)]);
    return contrast(front, back);
  };

  it.each(TEXT)("%s can be read", (pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(4.5));
  it.each(SHAPES)("%s can be seen", (pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(3));
});
