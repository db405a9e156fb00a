/** Codes as people type, paste and are sent them. */

const CODE_LENGTH = 12;
export const ONE_TIME_LENGTH = 6;

/** An access code without what separates its groups; also out of a whole link that was pasted.  Case stays. */
export function accessCode(text: string): string {
  const typed = text.slice(text.indexOf("#") + 1);
  return typed.replace(/[^0-9A-Za-z]/g, "");
}

export function looksComplete(text: string): boolean {
  return accessCode(text).length === CODE_LENGTH;
}

/** In groups of four, as it is written in mails. */
export function grouped(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join("-");
}

/** The digits of a one-time code, whatever script they are typed in, and whatever stands between them. */
export function oneTimeDigits(text: string): string {
  const latin = [...text].map((sign) => {
    const zero = [0x30, 0x660, 0x6f0, 0xff10].find((first) => {
      const at = sign.codePointAt(0) ?? 0;
      return at >= first && at < first + 10;
    });
    return zero === undefined ? "" : String((sign.codePointAt(0) ?? 0) - zero);
  });
  return latin.join("").slice(0, ONE_TIME_LENGTH);
}

/** The secret of an `otpauth:` address, in groups of four, for apps that take no picture. */
export function secretOf(uri: string): string {
  return (/[?&]secret=([A-Z2-7]+)/.exec(uri)?.[1] ?? "").replace(/(.{4})(?=.)/g, "$1 ");
}
