/** A name as two are compared where each may be given once: without regard to case, accents and blanks. */
export function nameAsCompared(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim().toLowerCase();
}
