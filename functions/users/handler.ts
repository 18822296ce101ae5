import { userRoutes } from "../../shared/contract/users.ts";
import { serve } from "../../shared/http/serve.ts";
import { getUser } from "./get-user.ts";
import { inviteUser } from "./invite-user.ts";
import { listUsers } from "./list-users.ts";
import { unlockUser } from "./unlock-user.ts";

export const handler = serve(userRoutes, { listUsers, getUser, unlockUser, inviteUser });
