/** Staff, in English. */
import type { Catalogue } from "./ja";
import { plural } from "./plural";

export const people: Catalogue["people"] = {
  join: "Register a person",
  steps: { move: "Move", leave: "Leave" },
  hints: {
    move: "The new department and title, and from which day. The former ones stay in the history; past records keep the place of their day. A day ahead is allowed.",
    leave: "The last day. What the person holds is listed, and the account is closed from the day after.",
  },
  leaves: (day) => `Leaves ${day}`,
  stay: "Take back the leaving",
  stayTitle: (name) => `${name}: taking back the leaving`,
  stayHint: "The day of leaving is taken back. What stood before and the reason stay in the history.",
  stayed: (name) => `${name}: the leaving was taken back.`,
  holds: "Held now",
  holdsNothing: "nothing",
  holdsHint: "To be settled one by one before the person is gone. What is settled disappears from this list.",
  open: "Open",
  settle: {
    portable_media: "Take it back and correct who answers for it.",
    backup_media: "Check where it is, and hand on key and responsibility.",
    backup_work: "Hand the work on.",
    devices: "Take it back and correct the user, or put it in storage.",
    disposals: "Hand the application on, or withdraw it.",
    carry_outs: "Confirm the return, or hand the request on.",
    other: "Hand it on.",
  },
  account: (login) => `User ID ${login}`,
  accountEnds: (day) => `Closed from ${day}.`,
  accountOpen: "Open.",
  accountKept: "It is the last account that may manage accounts and cannot be closed. Register another person's account first.",
  count: (count) => plural(count, "person", "people"),
  home: {
    heading: "Held by people who leave",
    leftOn: (day) => `leaves ${day}`,
    holds: (count) => (count > 0 ? `${plural(count, "thing", "things")} not given back or handed on` : ""),
    accountOpen: "the account is open",
    settle: "Settle",
  },
};
