/** What goes out: which ledger or list, as what kind of file, narrowed how. */
import * as api from "../api";
import type { Exported, ExportFormat, ImportList, ListQuery, ListWanted, RegisterId, Report } from "../api";

/** The tables of an import's preview that concern all its files. */
export const OF_IMPORT: ImportList[] = [
  { list: "tables_read" },
  { list: "sheets_found" },
  { list: "columns_mapped" },
  { list: "questions" },
  { list: "rows_left" },
  { list: "differences" },
  { list: "not_in_file" },
];

export const isOfImport = (wanted: ListWanted | ImportList): wanted is ImportList =>
  wanted.list === "rows_read" || OF_IMPORT.some((one) => one.list === wanted.list);

export class ExportState {
  register = $state<RegisterId>("portable_media");
  /** A list that is no ledger, in its place. */
  list = $state.raw<ListWanted | ImportList | null>(null);
  /** What that list was narrowed by, in words. */
  listNarrowed = $state.raw<string[]>([]);
  format = $state<ExportFormat>("xlsx");
  /** ISO; blank is now. */
  asOf = $state("");
  /** How the list was narrowed from which this was asked. */
  narrowed = $state<Pick<ListQuery, "text" | "subset" | "sort" | "descending">>({});
  busy = $state(false);
  done = $state<Exported | null>(null);
  failure = $state<Report | null>(null);

  choose(register: RegisterId): void {
    if (register !== this.register) this.narrowed = {};
    this.register = register;
    this.list = null;
    this.said();
  }

  /** A list as its screen shows it. */
  chooseList(wanted: ListWanted | ImportList, narrowed: string[] = []): void {
    this.list = wanted;
    this.listNarrowed = narrowed.filter(Boolean);
    this.said();
  }

  /** From a list: what it shows, as it shows it. */
  from(register: RegisterId, query: ListQuery): void {
    const { text, subset, sort, descending, as_of } = query;
    this.register = register;
    this.list = null;
    this.asOf = as_of ?? "";
    this.narrowed = { ...(text ? { text } : {}), ...(subset ? { subset } : {}), ...(sort ? { sort } : {}), descending: descending ?? false };
    this.said();
  }

  said(): void {
    this.done = null;
    this.failure = null;
  }

  /** The chosen ledger or list; `preview` is that of the files that lie open. */
  chosen(preview: number | null): Promise<void> {
    const list = this.list;
    if (list && isOfImport(list)) return this.#work(() => api.exportImportList(preview ?? 0, list, this.format));
    if (list) return this.#work(() => api.exportList(list, this.format));
    const query: ListQuery = { ...this.narrowed, ...(this.asOf ? { as_of: this.asOf } : {}) };
    return this.#work(() => api.exportLedger(this.register, this.format, query));
  }

  everything(): Promise<void> {
    return this.#work(api.exportEverything);
  }

  async #work(work: () => Promise<Exported | null>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.said();
    try {
      this.done = await work();
    } catch (failure) {
      this.failure = api.toReport(failure);
    } finally {
      this.busy = false;
    }
  }
}
