/** The window's memory: who is signed in, which screen stands, what was typed. No screen keeps its own. */
import * as api from "./api";
import type { FormId, Home, ImportList, ListWanted, RegisterId, RegisterInfo, Report, SessionInfo, StartState } from "./api";
import { DevicesState } from "./ledgers/devices/devices.svelte";
import { CasesState } from "./ledgers/disposals/cases.svelte";
import { StepForm } from "./ledgers/disposals/step.svelte";
import { PeopleState } from "./ledgers/people/people.svelte";
import { TrainingState } from "./ledgers/training/training.svelte";
import { LedgerState } from "./ledgers/ledger.svelte";
import { Resource } from "./lib/resource.svelte";
import { FormsState } from "./screens/forms.svelte";
import { ExportState } from "./screens/exports.svelte";
import { ImportState } from "./screens/import/import.svelte";
import { LogState } from "./screens/log.svelte";
import type { Screen } from "./screens";
import { actionName, t } from "./text/index.svelte";

export interface Said {
  text: string;
  kind: "ok" | "bad" | "calm";
  detail?: string;
}

class App {
  start = $state<StartState | null>(null);
  startFailure = $state<Report | null>(null);
  stage = $state<StartState["stage"] | "loading">("loading");
  session = $state<SessionInfo | null>(null);
  registers = $state.raw<RegisterInfo[]>([]);
  screen = $state<Screen>("home");
  home = new Resource<Home, Report>(api.home);
  ledgers = new Map<RegisterId, LedgerState>();
  cases = new CasesState();
  training = new TrainingState();
  devices = new DevicesState();
  people = new PeopleState();
  imports = new ImportState();
  exports = new ExportState();
  forms = new FormsState();
  log = new LogState();
  said = $state<Said | null>(null);
  manual = $state(false);

  async begin(): Promise<void> {
    api.whenShutOut((code) => {
      if (this.stage !== "open") return;
      if (code === "locked") this.stage = "locked";
      else {
        this.forget();
        this.stage = "sign_in";
      }
    });
    try {
      this.#take(await api.startState());
      this.startFailure = null;
    } catch (failure) {
      this.startFailure = api.toReport(failure);
    }
  }

  #take(start: StartState): void {
    this.start = start;
    this.stage = start.stage;
    if (start.session) this.session = start.session;
    if (start.stage === "open" && start.session) void this.enter(start.session);
  }

  async openLedger(dir: string): Promise<void> {
    this.#take(await api.openLedger(dir));
  }

  /** After signing in: the ledgers are described, the first screen stands. */
  async enter(session: SessionInfo): Promise<void> {
    this.session = session;
    this.registers = await api.describe();
    for (const register of this.registers) {
      if (!this.ledgers.has(register.id)) this.ledgers.set(register.id, new LedgerState(register));
    }
    this.stage = "open";
    void this.home.reload();
    void this.cases.begin();
    void this.training.begin(session.today);
    void this.devices.begin();
    void this.people.begin();
  }

  /** Hides everything first; the core hears of it after. */
  async lock(): Promise<void> {
    if (this.stage !== "open") return;
    this.stage = "locked";
    this.said = null;
    await api.lock().catch(() => undefined);
  }

  unlocked(session: SessionInfo): void {
    this.session = session;
    this.stage = "open";
    if (this.registers.length === 0) void this.enter(session);
  }

  async signOut(): Promise<void> {
    await api.signOut().catch(() => undefined);
    this.forget();
    await this.begin();
  }

  forget(): void {
    this.session = null;
    this.ledgers.clear();
    this.registers = [];
    this.cases = new CasesState();
    this.training = new TrainingState();
    this.devices = new DevicesState();
    this.people = new PeopleState();
    this.imports = new ImportState();
    this.exports = new ExportState();
    this.forms = new FormsState();
    this.log = new LogState();
    this.home.clear();
    this.said = null;
    this.screen = "home";
  }

  /** Something is typed and not recorded: closing would lose it. */
  get unsaved(): boolean {
    return this.training.roll?.dirty === true || [...this.ledgers.values()].some((ledger) => ledger.draft?.dirty);
  }

  may(permission: string): boolean {
    return this.session?.permissions.includes(permission) ?? false;
  }

  go(screen: Screen): void {
    this.screen = screen;
    this.said = null;
  }

  register(id: RegisterId): RegisterInfo | undefined {
    return this.registers.find((register) => register.id === id);
  }

  async openRecord(register: RegisterId, id: number): Promise<void> {
    this.go(register);
    await this.ledgers.get(register)?.open(id);
  }

  /** 廃棄の申請 for things of their ledgers, named by their control numbers; or for one drive, by its serial number. */
  startApplication(numbers: string[], more: { serial?: string; values?: Record<string, string> } = {}): void {
    const ledger = this.ledgers.get("disposals");
    const info = this.cases.info("apply");
    if (!ledger || !info) return;
    const form = new StepForm(ledger.register, info, null, null);
    form.values["applicant"] = this.session?.name ?? "";
    form.values["applied_on"] = this.home.value?.today ?? "";
    Object.assign(form.values, more.values);
    form.settle();
    form.parts["items"] = numbers.map((number) => ({ ...form.blank("items"), item_no: number, serial: more.serial ?? "" }));
    ledger.record = null;
    ledger.draft = form;
    this.go("disposals");
  }

  exportList(register: RegisterId): void {
    const ledger = this.ledgers.get(register);
    if (ledger) this.exports.from(register, ledger.query);
    this.go("export");
  }

  /** A list that is no ledger, as its screen shows it. */
  exportWanted(wanted: ListWanted | ImportList, narrowed: string[]): void {
    this.exports.chooseList(wanted, narrowed);
    this.go("export");
  }

  /** What the list shows, on the form of the ledger. */
  printList(form: FormId, register: RegisterId): void {
    const ledger = this.ledgers.get(register);
    if (ledger) this.forms.from(form, ledger.query);
    this.go("forms");
  }

  /** A picture of 研修 as it is narrowed now. */
  printPicture(form: FormId): void {
    if (form === "training-dossier") this.forms.reckon(form, { fiscal_year: this.training.year });
    else this.#narrowed(form);
    this.go("forms");
  }

  #narrowed(form: FormId): void {
    const { on, ...narrowed } = this.training.untrainedQuery;
    this.forms.reckon(form, on && form === "untrained" ? { ...narrowed, as_of: on } : narrowed);
  }

  printRecord(form: FormId, id: number): void {
    this.forms.choose(form, id);
    this.go("forms");
  }

  /** Something was recorded: counts, the list of the incomplete and the log's head are asked for again. */
  changed(text: string): void {
    this.said = { text, kind: "ok" };
    void this.home.reload();
    void this.devices.due.reload();
    void this.training.duties.reload();
    void this.people.leavers.reload();
  }

  async undo(): Promise<void> {
    try {
      const { register, number, action } = await api.undoLast();
      const ledger = this.ledgers.get(register);
      if (ledger && this.screen !== register) ledger.loaded = false;
      this.changed(t.shell.undone(number, actionName(action)));
      await this.reload();
    } catch (failure) {
      this.refuse(api.toReport(failure));
    }
  }

  /** A refusal that belongs to no field of the screen. */
  refuse(report: Report): void {
    this.refusal = report;
    this.said = null;
  }
  refusal = $state<Report | null>(null);

  async reload(): Promise<void> {
    void this.home.reload();
    void this.cases.board.reload();
    void this.training.reload();
    void this.people.leavers.reload();
    const ledger = this.ledgers.get(this.screen as RegisterId);
    if (ledger) await ledger.refresh();
    else if (this.screen === "log") await this.log.reload();
    else if (this.screen === "import") await this.imports.batches.reload();
    else if (this.screen === "forms") await this.forms.reload();
  }
}

export const app = new App();
