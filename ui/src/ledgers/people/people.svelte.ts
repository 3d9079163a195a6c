/** 職員 on the screen: what steps there are, and who leaves with something in hand. */
import * as api from "../../api";
import type { Leaver, PeopleStep, PeopleStepInfo, Report } from "../../api";
import { Resource } from "../../lib/resource.svelte";

export class PeopleState {
  steps = $state.raw<PeopleStepInfo[]>([]);
  leavers = new Resource<Leaver[], Report>(api.leaversHolding);

  async begin(): Promise<void> {
    this.steps = await api.describePeopleSteps();
    await this.leavers.reload();
  }

  info(step: PeopleStep): PeopleStepInfo | undefined {
    return this.steps.find((one) => one.step === step);
  }
}
