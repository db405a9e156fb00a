import { describe, expect, it } from "vitest";
import { welcomed } from "./browsers";
import { accessCode, grouped, looksComplete, oneTimeDigits, secretOf } from "./codes";
import { countdown, dayKey, range, sameClock } from "./times";

describe("an access code", () => {
  it.each([
    ["ABCD-2345-WXYZ", "ABCD2345WXYZ"],
    [" abcd 2345 wxyz\n", "abcd2345wxyz"],
    ["ABCD–2345—WXYZ", "ABCD2345WXYZ"],
    ["https://meetings.example.org/enter/assembly#ABCD-2345-WXYZ", "ABCD2345WXYZ"],
  ])("is read out of %j", (text, code) => {
    expect(accessCode(text)).toBe(code);
    expect(looksComplete(text)).toBe(true);
  });

  it("is shown in groups as mails have it", () => {
    expect(grouped("ABCD2345WXYZ")).toBe("ABCD-2345-WXYZ");
    expect(looksComplete("ABCD-2345")).toBe(false);
  });
});

describe("a one-time code", () => {
  it.each([
    ["123 456", "123456"],
    ["123-456.", "123456"],
    ["١٢٣٤٥٦", "123456"],
    ["۱۲۳۴۵۶", "123456"],
    ["１２３４５６", "123456"],
    ["Your code is 123456, never 7", "123456"],
    ["abc", ""],
  ])("is read out of %j", (text, digits) => {
    expect(oneTimeDigits(text)).toBe(digits);
  });
});

it("shows the secret of an enrolment in groups", () => {
  expect(secretOf("otpauth://totp/H:assembly?secret=ABCDEFGHIJ&issuer=H")).toBe("ABCD EFGH IJ");
});

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", true],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", true],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", true],
  ["Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", false],
  ["Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 CriOS/140.0 Mobile Safari/604.1", false],
  ["Mozilla/5.0 (Windows NT 10.0) Chrome/138.0.0.0 Safari/537.36 OPR/122.0", false],
])("welcomes tested browsers alone: %s", (agent, welcome) => {
  expect(welcomed(agent)).toBe(welcome);
});

describe("times", () => {
  const at = Date.UTC(2026, 10, 22, 23, 30) / 1000;

  it("are told apart by the venue's day", () => {
    expect([dayKey(at, "UTC"), dayKey(at, "Asia/Tokyo")]).toEqual(["2026-11-22", "2026-11-23"]);
  });

  it("are shown in a zone and in a language", () => {
    expect(range("time", at, at + 3600, "fr", "Europe/Zurich")).toMatch(/00:30.*01:30/);
    expect(sameClock(at, Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(true);
    expect(sameClock(at, "Pacific/Kiritimati") && sameClock(at, "Pacific/Pago_Pago")).toBe(false);
  });

  it.each([
    [0, "0:00"],
    [9.2, "0:09"],
    [600, "10:00"],
    [-4, "0:00"],
  ])("count down %d seconds as %s", (seconds, text) => {
    expect(countdown(seconds)).toBe(text);
  });
});
