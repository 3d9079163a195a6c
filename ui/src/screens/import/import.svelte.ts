/** The import on its way: files, preview, decisions, batches. */
import * as api from "../../api";
import type { BatchInfo, Decisions, FilePreview, Group, ImportPreview, Issue, Report, ReportFormat, TableDecisions, TablePreview, TextEncoding, UndoPlan, Verdict } from "../../api";
import { Resource } from "../../lib/resource.svelte";
import { UNDECIDED, answeredForAll, answeredWhereOpen } from "./decided";

/** Still to be decided before anything is written. */
export const isOpen = (group: Group) => group.verdict === "open" && group.severity !== "note";

/** Work of the core that may take long, and can be stopped. */
export type Stage = "reading" | "deciding" | "committing" | "planning" | "undoing" | "reporting";

export class ImportState {
  paths = $state<string[]>([]);
  preview = $state.raw<ImportPreview | null>(null);
  /** What runs now; nothing else may begin. */
  busy = $state<"" | "picking" | Stage>("");
  failure = $state<Report | null>(null);
  done = $state<BatchInfo | null>(null);
  emptyFolder = $state(false);
  /** Folders in the one that was chosen: nothing in them was read. */
  folders = $state<string[]>([]);
  /** The table on the screen. */
  shown = $state("");
  batches = new Resource<BatchInfo[], Report>(api.listBatches);
  #last: Promise<void> = Promise.resolve();

  get tables(): { file: FilePreview; table: TablePreview }[] {
    return (this.preview?.files ?? []).flatMap((file) => file.tables.map((table) => ({ file, table })));
  }

  /** Questions of tables that are left out ask nobody. */
  get open(): Group[] {
    const out = new Set(this.tables.filter(({ table }) => table.excluded).map(({ table }) => table.id));
    return (this.preview?.groups ?? []).filter((group) => isOpen(group) && !out.has(group.table));
  }

  async pick(): Promise<void> {
    const paths = await this.#run("picking", () => api.pickImportFiles());
    if (!paths || paths.length === 0) return;
    this.folders = [];
    this.paths = paths;
    await this.read();
  }

  async pickFolder(): Promise<void> {
    const picked = await this.#run("picking", () => api.pickImportFolder());
    if (!picked) return;
    this.emptyFolder = picked.files.length === 0;
    this.folders = picked.folders;
    if (this.emptyFolder) return;
    this.paths = picked.files;
    await this.read();
  }

  async read(): Promise<void> {
    this.done = null;
    const preview = await this.#run("reading", () => api.previewImport($state.snapshot(this.paths)));
    if (preview) this.preview = preview;
  }

  /** The password is not kept: it goes to the reader and is forgotten. */
  async readAgain(path: string, password: string | null, encoding: TextEncoding | null): Promise<void> {
    const id = this.preview?.id;
    if (id === undefined) return;
    const preview = await this.#run("reading", () => api.rereadImport(id, path, password, encoding));
    if (preview) this.preview = preview;
  }

  /** What is proposed now, group by group: what comes up later is asked about by itself. */
  async acceptAll(): Promise<void> {
    await this.#answer(this.open.filter((one) => one.severity === "proposal").map((group) => [group, group.agreed]));
  }

  /** What cannot stand in its field is left blank; its text is kept with the record. */
  async blankErrors(): Promise<void> {
    await this.#answer(this.open.filter((one) => one.severity === "error" && one.verdicts.includes("blank")).map((group) => [group, "blank"]));
  }

  async #answer(answers: [Group, Verdict][]): Promise<void> {
    await this.#decide((decisions) => ({
      ...decisions,
      tables: answers.reduce((tables, [group, verdict]) => answeredWhereOpen(tables, group, verdict), decisions.tables),
    }));
  }

  /** A file is taken out of the set, or put back. */
  async takeOut(file: number, out: boolean): Promise<void> {
    await this.#decide((decisions) => ({ ...decisions, out: out ? [...decisions.out, file] : decisions.out.filter((one) => one !== file) }));
  }

  /** Files that could not be read or hold no ledger stay out; none of them takes that back. */
  async stayOut(files: string[]): Promise<void> {
    await this.#decide((decisions) => ({ ...decisions, stay_out: files.length > 0 ? [...decisions.stay_out, ...files] : [] }));
  }

  /** One row is answered otherwise than its group; `open` takes the answer back. */
  async answerRow(table: string, row: number, issue: Issue, verdict: Verdict): Promise<void> {
    await this.decideTable(table, ({ groups }) => {
      const own = { ...groups[`row:${row}`], [issue]: verdict };
      if (verdict === "open") delete own[issue];
      return { groups: { ...groups, [`row:${row}`]: own } };
    });
  }

  /** One answer for all tables of the group, whatever one of them was given by itself before. */
  async decideGroup(group: Group, verdict: Verdict): Promise<void> {
    await this.#decide((decisions) => ({ ...decisions, tables: answeredForAll(decisions.tables, group, verdict) }));
  }

  /** What changes about a table, or how it follows from what was decided before. */
  async decideTable(table: string, change: Partial<TableDecisions> | ((of: TableDecisions) => Partial<TableDecisions>)): Promise<void> {
    await this.#decide((decisions) => {
      const of = decisions.tables[table] ?? UNDECIDED;
      return { ...decisions, tables: { ...decisions.tables, [table]: { ...of, ...(typeof change === "function" ? change(of) : change) } } };
    });
  }

  of(table: string): TableDecisions {
    return this.preview?.decisions.tables[table] ?? UNDECIDED;
  }

  /** One answer of a kind of which a table may have many: the side of a field, the era of a column. */
  async choose<K extends "sides" | "eras" | "meanings">(table: string, kind: K, key: string, value: TableDecisions[K][string]): Promise<void> {
    await this.decideTable(table, (of) => ({ [kind]: { ...of[kind], [key]: value } }));
  }

  /** What a word of the file means in a column; `?` takes the answer back. */
  async chooseWord(table: string, field: string, word: string, value: string): Promise<void> {
    await this.decideTable(table, ({ words }) => {
      const meant = { ...words[field], [word]: value };
      if (value === "?") delete meant[word];
      return { words: { ...words, [field]: meant } };
    });
  }

  async choosePerson(table: string, name: string, id: number | null): Promise<void> {
    await this.decideTable(table, (of) => {
      const people = { ...of.people };
      if (id === null) delete people[name];
      else people[name] = id;
      return { people };
    });
  }

  /** All tables of a sheet. */
  async takeSheet(of: TablePreview[], take: boolean): Promise<void> {
    await this.#decide((decisions) => {
      const tables = { ...decisions.tables };
      for (const { id } of of) tables[id] = { ...(tables[id] ?? UNDECIDED), exclude: !take };
      return { ...decisions, tables };
    });
  }

  /** As it was decided when a table with the same headings came in last. */
  async recall(table: string): Promise<void> {
    await this.#next((id) => api.recallDecisions(id, table));
  }

  async chooseField(table: string, col: number, field: string): Promise<void> {
    await this.decideTable(table, ({ columns }) => ({ columns: { ...columns, [col]: field } }));
  }

  async excludeRows(table: string, rows: number[]): Promise<void> {
    await this.decideTable(table, (of) => ({
      exclude_rows: [...of.exclude_rows, ...rows],
      include_rows: of.include_rows.filter((one) => !rows.includes(one)),
    }));
  }

  async includeRow(table: string, row: number): Promise<void> {
    await this.decideTable(table, (of) => ({
      exclude_rows: of.exclude_rows.filter((one) => one !== row),
      include_rows: of.exclude_rows.includes(row) ? of.include_rows : [...of.include_rows, row],
    }));
  }

  #decide(next: (decisions: Decisions) => Decisions): Promise<void> {
    return this.#next((id) => api.decideImport(id, next(this.preview!.decisions)));
  }

  /** One decision after the other: a key pressed while the last one is on its way is not lost. */
  #next(work: (preview: number) => Promise<ImportPreview>): Promise<void> {
    const step = async () => {
      const id = this.preview?.id;
      if (id === undefined || this.busy !== "") return;
      const preview = await this.#run("deciding", () => work(id));
      if (preview) this.preview = preview;
    };
    this.#last = this.#last.then(step, step);
    return this.#last;
  }

  async commit(): Promise<BatchInfo | undefined> {
    const id = this.preview?.id;
    if (id === undefined) return undefined;
    const batch = await this.#run("committing", () => api.commitImport(id));
    if (batch) {
      this.clear();
      this.done = batch;
      void this.batches.reload();
    }
    return batch;
  }

  /** What would go back, and what was changed since. */
  planUndo(id: number): Promise<UndoPlan> {
    return this.#during("planning", () => api.planUndo(id));
  }

  async undo(id: number, keepTouched: boolean, reason: string): Promise<void> {
    await this.#during("undoing", () => api.undoBatch(id, keepTouched, reason));
    if (this.done?.id === id) this.done = null;
    await this.batches.reload();
  }

  /** Answers where it lies; null where the dialog was closed. */
  report(id: number, format: ReportFormat): Promise<string | null> {
    return this.#during("reporting", () => api.saveImportReport(id, format));
  }

  clear(): void {
    this.preview = null;
    this.paths = [];
    this.shown = "";
    this.failure = null;
  }

  async #run<T>(what: ImportState["busy"], work: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await this.#during(what, work);
      this.failure = null;
      return answer;
    } catch (failure) {
      this.failure = api.toReport(failure);
      return undefined;
    }
  }

  async #during<T>(what: ImportState["busy"], work: () => Promise<T>): Promise<T> {
    this.busy = what;
    try {
      return await work();
    } finally {
      this.busy = "";
    }
  }
}
