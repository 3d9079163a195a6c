/** Devices and their drives: what the window says about their life, in English. */
import type { Catalogue } from "./ja";

export const devices: Catalogue["devices"] = {
  steps: {
    introduce: "Check on introduction",
    move: "Move or change of user",
    remove_drive: "Drive taken out",
    add_drive: "Drive built in",
    lose: "Loss or theft",
    find: "Found again",
  },
  buttons: {
    introduce: "Record the check",
    move: "Record a move",
    remove_drive: "Take out",
    add_drive: "Build in a drive",
    lose: "Record loss or theft",
    find: "Found",
  },
  hints: {
    introduce: "Before use, check that it works, its label, its security settings and serial numbers. Until then it is being introduced.",
    move: "Change only what changed. The place and user before stay in the history.",
    remove_drive: "A drive taken out is a medium of its own from now on and is locked away. Say where it is kept.",
    add_drive: "Type the serial number of the new drive and, in case of a replacement, of the one before.",
    lose: "Record who reported it and how it happened. Until it is found the device cannot be used.",
    find: "A device that was found is checked for changes before it is used again.",
  },
  planned: "This device is being introduced. Record the check and it is in use.",
  inCase: (number, waits) => `It is part of case ${number} (${waits}).`,
  returnBy: (day) => `to be returned by ${day}`,
  terms: (terms) => `drives under the contract: ${terms}`,
  left: (days) => `${days} days left`,
  overdue: (days) => `${days} days overdue`,
  giveBack: "Return to the lessor",
  repair: "Send to repair",
  replace: "Build in a replacement",
  drives: "Drives inside",
  keptAt: (place) => `kept in ${place}`,
  disposeDrive: "Apply to dispose of this drive",
  history: "What happened to this drive",
  dueHeading: "Devices to be returned soon",
};
