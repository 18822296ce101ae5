import * as z from "zod/mini";
import { weekdays, windowsPerDay } from "../domain/access-hours.ts";

const minute = z.number().check(z.int(), z.minimum(0), z.maximum(1439));
/** Minutes after midnight by the practice's clock; a `toMinute` that is not later than `fromMinute` is of the next day. */
const Window = z.strictObject({ fromMinute: minute, toMinute: minute });
const windows = z.optional(z.array(Window).check(z.maxLength(windowsPerDay)));
const [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = weekdays;
/** When a person may be in, by the day on which a window begins. */
export const AccessHoursField = z.strictObject({
  [monday]: windows,
  [tuesday]: windows,
  [wednesday]: windows,
  [thursday]: windows,
  [friday]: windows,
  [saturday]: windows,
  [sunday]: windows,
});
