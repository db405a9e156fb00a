/** Which page of the desk an address is. */

export const SECTIONS = [
  ...(["overview", "plan", "people", "import", "accreditation", "check-in", "messages", "list", "coaching"] as const),
  ...(["locked", "log"] as const),
] as const;
export type Section = (typeof SECTIONS)[number];

export type Place =
  | { readonly page: "conferences" | "new" | "staff" | "keys" | "audit" | "help" }
  | { readonly page: "conference"; readonly conference: string; readonly section: Section };

const PAGES = ["new", "staff", "keys", "audit", "help"] as const;
const ROOT = "/registration";

/** What is no page of ours is the first one. */
export function placeOf(path: string): Place {
  const [, , page = "", id = "", section = ""] = path.split("/");
  if (page === "conferences" && id) {
    const known = SECTIONS.find((name) => name === section) ?? "overview";
    return { page: "conference", conference: decoded(id), section: known };
  }
  return { page: PAGES.find((name) => name === page) ?? "conferences" };
}

export function pathOf(place: Place): string {
  if (place.page === "conferences") return ROOT;
  if (place.page !== "conference") return `${ROOT}/${place.page}`;
  const section = place.section === "overview" ? "" : `/${place.section}`;
  return `${ROOT}/conferences/${encodeURIComponent(place.conference)}${section}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
