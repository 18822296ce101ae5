/** Refusals about where people of a practice are: its sites, its departments and its pharmacies. Part of the table of all. */
export const placeRefusals = {
  "site.not-found": { status: 404, message: "No such site in this practice. Load the list of sites again." },
  "site.name-taken": {
    status: 409,
    message: "A site of this practice has this name already; it may be archived. Choose another name.",
  },
  "site.in-use": {
    status: 409,
    message: "There are users whose access names this site. Choose another one to move them to first, then archive it.",
  },
  "site.too-many": {
    status: 409,
    message: "A practice has at most 200 open sites. Check which are not used any more and archive one first.",
  },
  "department.not-found": {
    status: 404,
    message: "No such department in this practice. Load the list of departments again.",
  },
  "department.name-taken": {
    status: 409,
    message: "A department of this practice has this name already; it may be archived. Choose another name.",
  },
  "department.in-use": {
    status: 409,
    message: "There are users in this department. Choose another one to move them to first, then archive it.",
  },
  "department.too-many": {
    status: 409,
    message: "A practice has at most 500 departments. Open an archived one again and rename it instead.",
  },
  "department.unknown": {
    status: 422,
    message: "Your practice has no such open department. Load the page again and choose among its departments.",
  },
  "practice.npi-twice": {
    status: 422,
    message: "One of the further NPIs is the practice's own. Enter each NPI once.",
  },
  "pharmacy.not-found": {
    status: 404,
    message: "No such pharmacy among this practice's favourites. Load the page again.",
  },
  "pharmacy.known": {
    status: 409,
    message: "A pharmacy with this NCPDP id is among the favourites already. Check the id, or edit that one.",
  },
  "pharmacy.too-many": {
    status: 409,
    message:
      "A practice keeps at most 200 favourite pharmacies. Choose one that is not used any more and remove it first.",
  },
} as const;
