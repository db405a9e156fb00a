/** Files that came over HTTP with the participant's token: saved, or opened beside the meeting. */

/** Milliseconds a new tab has to take the file over. */
const KEPT_MS = 60_000;

export function saveAs(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = addressOf(file);
  link.download = name;
  link.click();
}

export function openBeside(file: Blob): void {
  const link = document.createElement("a");
  link.href = addressOf(file);
  link.target = "_blank";
  link.rel = "noopener";
  link.click();
}

function addressOf(file: Blob): string {
  const address = URL.createObjectURL(file);
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
  return address;
}
