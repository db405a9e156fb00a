/** Names of languages and countries, from the platform's own tables. */

/** A language in its own words: `fr` -> "Français". */
export function endonym(language: string): string {
  const name = lookup(language, language, "language");
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** A language in the words of another, capitalised for a list. */
export function languageName(language: string, inLanguage: string): string {
  const name = lookup(language, inLanguage, "language");
  return name.charAt(0).toLocaleUpperCase(inLanguage) + name.slice(1);
}

/** `FR` -> "France" in the given language; what is no ISO 3166 alpha-2 code stays as it is (an organisation). */
export function delegationName(delegation: string, inLanguage: string): string {
  return /^[A-Z]{2}$/.test(delegation) ? lookup(delegation, inLanguage, "region") : delegation;
}

const tables = new Map<string, Intl.DisplayNames>();

function lookup(code: string, inLanguage: string, type: "language" | "region"): string {
  const key = `${inLanguage}/${type}`;
  let table = tables.get(key);
  if (!table) {
    table = new Intl.DisplayNames([inLanguage], { type });
    tables.set(key, table);
  }
  try {
    return table.of(code) ?? code;
  } catch {
    return code;
  }
}
