/** Which browsers the meetings are tested with. */

/** Chrome (and Chromium), Edge and Firefox on their own engines; others may work and are told so. */
export function welcomed(userAgent: string): boolean {
  if (/OPR\/|SamsungBrowser|YaBrowser|Vivaldi|UCBrowser|CriOS|FxiOS|EdgiOS/.test(userAgent)) return false;
  return /Chrom(e|ium)\/|Firefox\/\d/.test(userAgent);
}
