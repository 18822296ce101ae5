import { isSmsOffered } from "../../shared/config/sms-offer.ts";
import { isAddressIn, rangeInOneForm } from "../../shared/domain/address.ts";
import type { Policy } from "../../shared/domain/policy.ts";

/** The policy as the page shows it, with the address that its reader comes from. */
export function policyViewOf(policy: Policy, address: string) {
  const { lockMinutes, addresses, secondStepFor } = policy;
  const [first, repeated] = lockMinutes;
  return {
    policy: {
      ...policy,
      lockMinutes: [first, repeated] as [typeof first, typeof repeated],
      addresses: [...addresses],
      secondStepFor: { types: [...secondStepFor.types], applications: [...secondStepFor.applications] },
    },
    yourAddress: rangeInOneForm(address) ?? address,
    isSmsOffered: isSmsOffered(),
  };
}

/** Whether the list would keep out whoever comes from this address. */
export function excludes({ addresses }: Policy, address: string): boolean {
  return addresses.length > 0 && !isAddressIn(address, addresses);
}
