import type { ResourceType } from "./resource-type.ts";

export const sesEmailIdentity: ResourceType = {
  type: "AWS::SES::EmailIdentity",
  as: "an address or domain the mail catcher takes mail from, verified at once",
  create({ cloud, properties }) {
    const identity = properties.string("EmailIdentity");
    cloud.ses.verifyIdentity(identity);
    const tokens = [1, 2, 3].flatMap((at): [string, string][] => [
      [`DkimDNSTokenName${at}`, `token${at}._domainkey.${identity}`],
      [`DkimDNSTokenValue${at}`, `token${at}.dkim.amazonses.com`],
    ]);
    return { ref: identity, attributes: Object.fromEntries(tokens) };
  },
};
