/** What every program of the client has: words, preferences and their effect on the document. */
import { effect, signal } from "@preact/signals-core";
import { Catalog } from "./i18n/catalog";
import { Preferences, type UiLanguage } from "./state/preferences";

export interface Shell {
  readonly catalog: Catalog;
  readonly preferences: Preferences;
  /** Where the program renders. */
  readonly root: HTMLElement;
}

const texts = import.meta.glob<string>("./i18n/locales/**/*.ftl", { query: "?raw", import: "default" });

function loadText(path: string): Promise<string> {
  const load = texts[`./i18n/locales/${path}.ftl`];
  return load ? load() : Promise.reject(new Error(`no text ${path}`));
}

/** `areas`: the folders of the program's own texts, beside those of the meeting; an empty one is none. */
export async function openShell(areas: string | readonly string[], root: HTMLElement): Promise<Shell> {
  const folders = [areas].flat().filter((area) => area !== "");
  const paths = (language: UiLanguage) => [language, ...folders.map((area) => `${area}/${language}`)];
  const catalog = new Catalog(async (language) => (await Promise.all(paths(language).map(loadText))).join("\n"));
  const preferences = new Preferences(localStorage, navigator.languages);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const systemDark = signal(dark.matches);
  dark.addEventListener("change", () => {
    systemDark.value = dark.matches;
  });
  preferences.keep();
  await catalog.use(preferences.language.value);
  effect(() => void catalog.use(preferences.language.value));
  effect(() => {
    const theme = preferences.theme.value;
    document.documentElement.dataset.theme = theme === "auto" ? (systemDark.value ? "dark" : "light") : theme;
  });
  effect(() => {
    document.documentElement.lang = catalog.language.value;
    document.documentElement.dir = catalog.direction.value;
  });
  return { catalog, preferences, root };
}
