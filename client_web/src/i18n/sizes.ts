/** Files as a reader judges them before they fetch one. */

const KINDS: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
  "text/plain": "TXT",
};

/** Of a media type the server takes; empty for others. */
export const fileKind = (mediaType: string): string => KINDS[mediaType] ?? "";

/** Bytes in the reader's words: kB, from a thousand of them MB. */
export function fileSize(bytes: number, language: string): string {
  const large = bytes >= 1_000_000;
  return (bytes / (large ? 1_000_000 : 1000)).toLocaleString(language, {
    style: "unit",
    unit: large ? "megabyte" : "kilobyte",
    maximumFractionDigits: large ? 1 : 0,
    minimumIntegerDigits: 1,
  });
}
