/** 決めたこと: how an answer to a group goes into the decisions about its tables. */
import type { Decisions, Group, TableDecisions, Verdict } from "../../api";

export const UNDECIDED: TableDecisions = {
  exclude: false,
  register: null,
  header_row: null,
  columns: {},
  exclude_rows: [],
  include_rows: [],
  groups: {},
  sides: {},
  words: {},
  eras: {},
  fiscal_year: null,
  meanings: {},
  people: {},
};

type Tables = Decisions["tables"];
type Of = Pick<Group, "table" | "field" | "issue"> & { readonly siblings: readonly string[] };

/** One answer for all tables of the group, whatever one of them was given by itself before. */
export function answeredForAll(tables: Tables, group: Of, verdict: Verdict): Tables {
  const next = { ...tables };
  for (const id of group.siblings) {
    const of = tables[id];
    const { [group.issue]: own, ...others } = of?.groups[group.field] ?? {};
    if (of && own) next[id] = { ...of, groups: { ...of.groups, [group.field]: others } };
  }
  return withAnswer(next, group.table, group, verdict);
}

/** An answer for those tables of the group that have none of their own. */
export function answeredWhereOpen(tables: Tables, group: Of, verdict: Verdict): Tables {
  const isOpen = (id: string) => (tables[id]?.groups[group.field]?.[group.issue] ?? "open") === "open";
  return [group.table, ...group.siblings].filter(isOpen).reduce((next, id) => withAnswer(next, id, group, verdict), tables);
}

function withAnswer(tables: Tables, id: string, group: Of, verdict: Verdict): Tables {
  const of = tables[id] ?? UNDECIDED;
  return { ...tables, [id]: { ...of, groups: { ...of.groups, [group.field]: { ...of.groups[group.field], [group.issue]: verdict } } } };
}
