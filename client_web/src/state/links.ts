/** Addresses in what people write.  Only http and https become links; the text shown is always the address itself. */

export interface Part {
  readonly text: string;
  readonly href: string | null;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\u2066-\u2069\u202a-\u202e\u200e\u200f]+/giu;
const TRAILING = /[.,;:!?…»”’،؛。，、；：！？\]}]+$/u;

export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = trimmed(found[0]);
    if (!isAddress(address)) continue;
    if (found.index > end) parts.push({ text: text.slice(end, found.index), href: null });
    parts.push({ text: address, href: address });
    end = found.index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** Without the punctuation of the sentence around it; a closing bracket stays where one was opened. */
function trimmed(address: string): string {
  let kept = address.replace(TRAILING, "");
  const count = (bracket: RegExp) => kept.match(bracket)?.length ?? 0;
  while (/[)）]$/u.test(kept) && count(/[)）]/gu) > count(/[(（]/gu)) kept = kept.slice(0, -1).replace(TRAILING, "");
  return kept;
}

function isAddress(text: string): boolean {
  try {
    const { protocol, hostname } = new URL(text);
    return (protocol === "http:" || protocol === "https:") && hostname !== "";
  } catch {
    return false;
  }
}
