/** 職員: moving, leaving, and what somebody still holds. */
import { call } from "./call";
import type { Draft, Holdings, RoleChoice, Leaver, Leaving, PeopleStepInfo, RecordView } from "./types";

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

/** 職務 an account can be registered for, and what each may do. */
export const accountRoles = () => call<RoleChoice[]>("account_roles");
export const registerAccount = (person: number, login: string, role: string, password: string, ownPassword: string) =>
  call<null>("register_account", { person, login, role, password, ownPassword });
export const shutAccount = (person: number, reason: string) => call<null>("shut_account", { person, reason });
/** A temporary password; it opens an account that was shut. */
export const givePassword = (person: number, password: string, ownPassword: string, reason: string) =>
  call<null>("give_password", { person, password, ownPassword, reason });
