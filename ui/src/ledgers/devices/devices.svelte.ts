/** 機器 on the screen: what steps there are, and which hired ones go back soon. */
import * as api from "../../api";
import type { DeviceDue, DeviceStep, DeviceStepInfo, Report } from "../../api";
import { Resource } from "../../lib/resource.svelte";

export class DevicesState {
  steps = $state.raw<DeviceStepInfo[]>([]);
  due = new Resource<DeviceDue[], Report>(api.devicesDue);

  async begin(): Promise<void> {
    this.steps = await api.describeDeviceSteps();
    await this.due.reload();
  }

  info(step: DeviceStep): DeviceStepInfo | undefined {
    return this.steps.find((one) => one.step === step);
  }
}
