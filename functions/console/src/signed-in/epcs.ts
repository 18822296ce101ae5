import { useQuery, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { EpcsPlaceView, ProposalView } from "../../../../shared/contract/epcs.ts";
import { epcsMarks } from "../../../../shared/domain/epcs.ts";
import { practices } from "./calls.ts";

export type EpcsPlace = z.output<typeof EpcsPlaceView>;
export type Mark = EpcsPlace["marks"][number];
export type Proposal = z.output<typeof ProposalView>;

const epcsKey = ["epcs"] as const;

/** EPCS as the reader may see it. */
export const useEpcs = (enabled = true) => useQuery({ queryKey: epcsKey, queryFn: () => practices.getEpcs(), enabled });

/** Reads again what a change of EPCS shows in. */
export function useEpcsChanged(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all([queries.invalidateQueries({ queryKey: epcsKey }), queries.invalidateQueries({ queryKey: ["users"] })]);
}

/** What a proposal is about, as one says it. */
export const proposalTitle = ({ kind, mark, subjectName }: Proposal): string =>
  kind === "grant" ? `Grant ${epcsMarks[mark]} to ${subjectName}` : `Revoke ${epcsMarks[mark]} of ${subjectName}`;

/** What somebody may do with a mark, or no longer. */
export const markMeaning = {
  "epcs-enroller": "enter proposals about EPCS marks here, which another person has to approve",
  "epcs-approver": "approve what others propose about EPCS marks here, while the DEA number and the licence are valid",
} as const;
