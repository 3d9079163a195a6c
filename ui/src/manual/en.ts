import type { ManualPage, PageName } from ".";

const everywhere: [string, string][] = [
  ["Ctrl K", "search all ledgers"],
  ["Ctrl Z", "undo your last change (where the regulation allows it)"],
  ["Ctrl L", "lock the screen"],
  ["F5", "show the newest state"],
  ["F1", "open or close this manual"],
];

export const en: Record<PageName, ManualPage> = {
  home: {
    title: "Today",
    paragraphs: [
      "What the ledgers hold, which records are incomplete, and what was done last.",
      "Who leaves with things in hand stands here too.",
      "Incomplete records lack something the regulation asks for, often because the old ledger did not have it. Open the record and fill it in with “Correct”.",
    ],
    steps: [],
    keys: everywhere,
  },
  ledger: {
    title: "Ledgers",
    paragraphs: [
      "The list is on the left, the chosen record on the right. Headings sort, the chips above show useful subsets.",
      "Searching makes no difference between full and half width, hiragana and katakana, or variant kanji such as 髙 and 高.",
      "Nothing is deleted: mend mistakes with “Correct”, strike out with “Void”. Both ask for a reason and keep what stood there before.",
      "Choose an as-of date to see the ledger as it stood at the end of that day, as auditors ask.",
    ],
    steps: [
      "To register, press Ins and fill in the required fields. Enter goes to the next field.",
      "Dates may be typed as R8.11.20, 令和8年11月20日, 2026/11/20 or 11/20; what was understood is shown below.",
      "Ctrl+Enter confirms. Whatever needs attention is shown at its field, all at once.",
    ],
    keys: [
      ["Ins", "register"],
      ["F2", "correct"],
      ["F9", "print the form"],
      ["Enter", "next field (never while an IME is converting)"],
      ["Shift Enter", "previous field"],
      ["Alt Enter", "new line in a long text"],
      ["Ctrl Enter", "confirm"],
      ["Esc", "back, close"],
      ["↑ ↓", "choose a row; Enter opens it"],
      ...everywhere,
    ],
  },
  disposals: {
    title: "Disposals",
    paragraphs: [
      "A disposal is a case: application, permission, check before, work (or hand-over and certificate), check after, closing. No step can be skipped; what is refused stands in the log too.",
      "An opened case says where it stands and what it waits for. Only the steps that are open now can be pressed.",
      "A method is adequate, doubtful or not allowed. A doubtful one needs a reason; one that is not allowed cannot be applied for.",
      "The serial numbers of a certificate are matched drive by drive. While one is a character off, named twice or not in the case, the case cannot be closed.",
      "To record what was disposed of long ago, use “Register a past disposal”.",
    ],
    steps: [
      "Press “Apply for disposal” (Ins) and choose things from their ledgers. A device brings its drives along.",
      "Choose class of information and method, read what is said about it, and confirm with Ctrl+Enter.",
      "Open the case and record the next step with F2. Only the fields of that step are shown.",
      "For what a contractor took, read the certificate file or type its numbers, and mark each line as seen.",
      "Closing the case changes the state of the things in their ledgers. F9 prints form 4.",
    ],
    keys: [
      ["Ins", "Apply for disposal"],
      ["F2", "Next step of the case"],
      ["Alt 2", "Another step of the case (Alt 3 and Alt 4 likewise)"],
      ["Ctrl B", "List or board"],
      ["↑ ↓ ← →", "Choose a case on the board. Enter opens it"],
      ["F9", "Print the form"],
      ["Ctrl Enter", "Confirm"],
      ["Esc", "Back, close"],
      ...everywhere,
    ],
  },
  staff: {
    title: "Staff",
    paragraphs: [
      "Who joined, moved and left. Former departments and appointments stay in the record; names and places in past records stay as they were.",
      "With the day of leaving typed, the media, devices and requests the person holds are listed. Each disappears once its return or hand-over is recorded. The account is closed from the day after.",
      "Those who left stay in the list. Whoever is not trained 30 days (our default) after joining is shown under “Untrained”.",
    ],
    steps: [
      "Join: “Register a person” (Ins). Move and leave: open the person and press the button.",
      "A move takes the new department and its first day. With a day ahead, the list changes on that day.",
    ],
    keys: [
      ["Ins", "Register a person"],
      ["F2", "Correct"],
      ["Alt 1", "Move"],
      ["Alt 2", "Leave"],
      ["Ctrl Enter", "Confirm"],
      ["Esc", "Back, close"],
      ...everywhere,
    ],
  },
  import: {
    title: "Import",
    paragraphs: [
      "Reads old ledgers in Excel or CSV and records them once you have checked them. The files are not changed.",
      "Nothing ambiguous is decided silently: it is shown as a proposal, to accept or reject for a whole group.",
      "An import can be undone as a whole.",
      "Excel (.xlsx, .xlsm, .xlsb, .xls), ODS, CSV and tab-separated text, and the XML or HTML that business systems name .xls can be read. The content decides, not the name. Formats older than Excel 95 have to be saved as .xlsx in Excel first.",
      "A locked .xlsx is read once you type its password, which is not kept. Where a CSV shows wrong characters, choose its encoding and it is read again at once.",
      "Cards with one record to a sheet, tables of marks where people meet trainings or days meet systems, and tables beside or below each other are told apart.",
    ],
    steps: [
      "Choose one or more files.",
      "For each table found, check the ledger it goes to and the field each column becomes.",
      "Decide every proposal. The original and the result are shown side by side.",
      "Check that the rows add up, then import.",
    ],
    keys: everywhere,
  },
  export: {
    title: "Write out",
    paragraphs: [
      "Makes a file of a ledger that others can use. That it went out, with how many rows and the file's SHA-256, stays in the log.",
      "A workbook holds real dates (shown in Japanese eras), filters and pick lists; rows of parts, such as attendees, stand on sheets of their own. The hidden first column tells which record a row is when the file comes back. Leave it in.",
      "CSV is for other systems and holds no rows of parts. Excel eats leading zeros of a CSV and turns numbers into dates: choose Excel where it will be opened in Excel.",
      "Where CP932 (Shift_JIS) has no place for a character, record and character are named and nothing is written.",
      "“Write out everything” puts all ledgers, the log, the original files of imports and the attachments into one folder, in a form that needs no program. It is not encrypted: mind where you put it.",
    ],
    steps: [
      "Choose ledger and kind of file. For the ledger of a past day, give the day.",
      "Press “Write out” and choose the place.",
    ],
    keys: [["Ctrl S", "Write out"], ...everywhere],
  },
  forms: {
    title: "Print forms",
    paragraphs: [
      "Choose a form and a record and see it exactly as it will be printed. Blank forms can be printed for the pen.",
      "A form that lists a ledger (such as 様式第9号) takes what you choose by date or search. Print on a ledger's screen takes what its list shows.",
      "Print from the PDF viewer. The head of the log is printed at the foot, so that later tampering can be shown.",
    ],
    steps: [],
    keys: [["F9", "open to print"], ["Ctrl S", "save PDF"], ...everywhere],
  },
  log: {
    title: "Log",
    paragraphs: [
      "Every action is kept, each entry sealed to the one before. “Verify” finds anything altered or removed.",
      "The head shown at the bottom stands for the newest entry. Compare it with the one printed on paper to see that no entry was lost.",
    ],
    steps: [],
    keys: everywhere,
  },
  settings: {
    title: "Settings",
    paragraphs: [
      "Read the regulation's numbers and clauses, change your password and the language of the window.",
      "Numbers marked as our default stand where the regulation is silent.",
    ],
    steps: [],
    keys: [["Ctrl Enter", "change the password"], ...everywhere],
  },
};
