/** 職員: moving, leaving, and what somebody still holds. */
import { call } from "./call";
import type { Draft, Holdings, Leaver, Leaving, PeopleStepInfo, RecordView } from "./types";

export const describePeopleSteps = () => call<PeopleStepInfo[]>("describe_people_steps");
export const movePerson = (id: number, version: number, draft: Draft) =>
  call<RecordView>("move_person", { id, version, draft });
/** Answers the record with the list of what is to be given back. */
export const leavePerson = (id: number, version: number, draft: Draft) =>
  call<Leaving>("leave_person", { id, version, draft });
export const withdrawLeaving = (id: number, version: number, reason: string) =>
  call<RecordView>("withdraw_leaving", { id, version, reason });
export const holdings = (person: number) => call<Holdings>("holdings", { person });
export const leaversHolding = () => call<Leaver[]>("leavers_holding");
