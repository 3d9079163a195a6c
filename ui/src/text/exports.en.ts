/** 書出し: what its screen says, in English. */
import type { Catalogue } from "./ja";

export const exports: Catalogue["exports"] = {
  title: "Write out",
  intro: "Makes a file of a ledger or list that others can use. That it went out is kept in the log.",
  ledger: "Ledger or list",
  ledgers: "Ledgers",
  listsGroup: "Lists",
  lists: {
    untrained: "Not trained",
    training_matrix: "People and courses of the year",
    training_rates: "Attendance rates",
    disposal_board: "Disposal cases",
    duties: "What is due (Today)",
    log: "Log",
    search: "Search results",
    import_batches: "Imports",
    holdings: "What somebody holds",
    accounts: "Accounts",
  },
  format: "Kind of file",
  formats: { xlsx: "Excel (.xlsx)", csv_utf8: "CSV (UTF-8)", csv_cp932: "CSV (CP932, Shift_JIS)" },
  formatHints: {
    xlsx: "Real dates (shown in Japanese eras), numbers kept as text. Rows of parts stand on sheets of their own.",
    csv_utf8: "For other systems. Without rows of parts.",
    csv_cp932: "For old systems. Characters without a place are named and nothing is written. Without rows of parts.",
  },
  listHints: {
    xlsx: "Real dates (shown in Japanese eras), numbers kept as text, filters in the headings.",
    csv_utf8: "For other systems.",
    csv_cp932: "For old systems. Characters without a place are named and nothing is written.",
  },
  asOf: "As of",
  asOfHint: "Blank is the ledger as it stands. A past day gives the ledger as it stood at the end of that day.",
  narrowed: "Narrowed as in the list",
  narrowedText: (text) => `Search “${text}”`,
  narrowedSubset: (name) => `Filter “${name}”`,
  narrowedNone: "Remove",
  go: "Write out",
  done: (rows, path) => `${rows === 1 ? "1 record" : `${rows} records`} written out. ${path}`,
  partsLeftOut: (rows) => `${rows === 1 ? "1 row" : `${rows} rows`} of parts are not in the CSV. Choose Excel where they are needed too.`,
  everything: "Write out everything",
  everythingText:
    "All ledgers, the log, the original files of imports and the attachments, in a form that needs no program (JSON lines and a README), in a new folder at the place you choose.",
  everythingWarning: "What is written is not encrypted. Keep it locked away, and erase it when it is no longer needed.",
  everythingGo: "Choose a place and write out everything",
  fromList: "Write out this list",
};
