import * as z from "zod/mini";
import { rangeInOneForm } from "../domain/address.ts";
import { isNpi } from "../domain/npi.ts";
import { isPhoneNumber, phoneInOneForm } from "../domain/phone.ts";
import { isTrivialPin } from "../domain/pin.ts";
import { asCompared } from "../domain/recovery-code.ts";

/** Building blocks of bodies and replies. Every text has a length, so that no field can carry a book. */

/** Text a person typed: trimmed, no control characters or unpaired surrogates, NFC. */
export const text = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), {
      message: "must not hold control characters",
    }),
    z.normalize("NFC"),
  );

/** A secret as typed: never trimmed or folded here. */
export const secretText = (max: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(max),
    z.refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), {
      message: "must not hold control characters",
    }),
  );

export const personName = text(64);
/** ASCII, at most 254 characters, no quoted local part (SECURITY B9). */
export const emailAddress = z
  .string()
  .check(
    z.trim(),
    z.maxLength(254),
    z.toLowerCase(),
    z.regex(/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/, { message: "must be an e-mail address" }),
  );
/** Unique in the installation; never an e-mail address (RULINGS 1). */
export const username = z.string().check(
  z.trim(),
  z.toLowerCase(),
  z.regex(/^[a-z0-9][a-z0-9._-]{2,63}$/, {
    message: "must be 3 to 64 letters, digits, dots, hyphens or underscores",
  }),
);
export const timeZone = z.string().check(
  z.maxLength(64),
  z.refine((zone) => isTimeZone(zone), { message: "must be an IANA time zone such as America/Chicago" }),
);
export const npi = z.string().check(
  z.maxLength(10),
  z.refine((value) => isNpi(value), { message: "must be 10 digits with a valid check digit" }),
);
/** E.164; what people write between the digits is dropped. */
export const phoneNumber = z.string().check(
  z.maxLength(32),
  z.overwrite(phoneInOneForm),
  z.refine((value) => isPhoneNumber(value), {
    message: "must be a phone number with its country, such as +1 312 555 0147",
  }),
);
/** Six digits, as an authenticator app or a mail shows them; blanks between are dropped. */
export const code = z.string().check(
  z.maxLength(16),
  z.overwrite((value) => value.replace(/\s/g, "")),
  z.regex(/^\d{6,8}$/, { message: "must be 6 or 8 digits" }),
);
/** A sign-in's second step: digits of an app or a mail, or a recovery code, in any case and grouping. */
export const anyCode = z
  .string()
  .check(
    z.maxLength(24),
    z.overwrite(asCompared),
    z.regex(/^(\d{6,8}|[0-9A-HJKMNP-TV-Z]{10})$/, { message: "must be 6 or 8 digits, or a recovery code" }),
  );
/** A PIN as its owner says it; blanks between the digits are dropped. */
export const pin = z.string().check(
  z.maxLength(16),
  z.overwrite((value) => value.replace(/\s/g, "")),
  z.regex(/^\d{4,8}$/, { message: "must be 4 to 8 digits", abort: true }),
);
/** The same as it is chosen: none of those that people try first. */
export const newPin = pin.check(
  z.refine((value) => !isTrivialPin(value), {
    message: "must not be one digit over and over, nor a run such as 1234 or 8765",
  }),
);
export const token = z
  .string()
  .check(z.maxLength(300), z.regex(/^[\w.~-]+$/, { message: "must be the text after # in the link" }));
/** An address or a range of addresses, in its one form. */
export const addressRange = z.string().check(
  z.maxLength(64),
  z.refine((range) => rangeInOneForm(range) !== undefined, {
    message: "must be an address or a range such as 203.0.113.0/24 or 2001:db8::/32",
  }),
  z.overwrite((range) => rangeInOneForm(range) ?? range),
);
/** A site's id; one that is too long for an id is nobody's. */
export const siteId = z.string().check(z.minLength(1), z.maxLength(80));
/** A department's id, likewise. */
export const departmentId = siteId;
/** A date on the calendar, such as 2026-12-25. */
export const date = z.iso.date();
export const instant = z.iso.datetime();
export const nothing = z.undefined();

/** A page of a list. `nextCursor` is absent on the last page. */
export const pageOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.optional(z.string()) });
export const paging = {
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
  cursor: z.optional(z.string().check(z.maxLength(1000))),
};

function isTimeZone(zone: string): boolean {
  return zone.includes("/") && Intl.supportedValuesOf("timeZone").includes(zone);
}
