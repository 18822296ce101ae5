/** What each text says, in one segment of plain ASCII (160 characters), or every code would cost twice. */
export const texts = {
  "texted-code": ({ code, minutes }: TextFacts) =>
    `Gatehouse: ${code} is your sign-in code, good once and for ${minutes} minutes. Nobody from Gatehouse or your practice will ask you for it.`,
  "phone-code": ({ code, minutes }: TextFacts) =>
    `Gatehouse: ${code} confirms this phone number, good once and for ${minutes} minutes. If you did not ask for it, ignore this text.`,
} as const;

export type TextName = keyof typeof texts;

/** What a text is made of; the code is worked out at the moment of sending. */
export interface TextFacts {
  readonly code: string;
  readonly minutes: string;
}
