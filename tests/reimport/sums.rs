//! The sums of a preview, whatever is decided.

use super::*;

/// Any decisions at all: tables and rows left out or put back, other ledgers, other headings, any verdict.
fn any_decisions() -> impl proptest::strategy::Strategy<Value = Decisions> {
    use mamori_core::import::{Issue, Verdict};
    use proptest::prelude::*;
    let verdict =
        prop_oneof![Just(Verdict::Open), Just(Verdict::Accept), Just(Verdict::KeepRaw), Just(Verdict::Blank)];
    let issue = prop_oneof![
        Just(Issue::Ditto),
        Just(Issue::MarkMeaning),
        Just(Issue::DuplicateNumber),
        Just(Issue::MissingYear)
    ];
    let field = prop_oneof![Just("media_no"), Just("location"), Just("encrypted"), Just("registered_on")];
    let group = (field, issue, verdict);
    let rows = || prop::collection::btree_set(1u32..40, 0..6);
    let register = prop::option::weighted(0.2, prop::sample::select(RegisterId::ALL.to_vec()));
    let meaning = prop::option::of(prop_oneof![Just("disposed"), Just("ignore"), Just("exclude"), Just("?")]);
    let columns =
        prop::collection::btree_map(0u16..12, prop_oneof![Just(""), Just("-"), Just("remarks")], 0..3);
    let table = (
        any::<bool>(),
        register,
        prop::option::weighted(0.3, 1u32..12),
        rows(),
        rows(),
        columns,
        prop::collection::vec(group, 0..4),
        meaning,
    )
        .prop_map(
            |(exclude, register, header_row, exclude_rows, include_rows, columns, groups, meaning)| {
                let mut table = TableDecisions {
                    exclude,
                    register,
                    header_row,
                    exclude_rows,
                    include_rows,
                    ..TableDecisions::default()
                };
                table.columns = columns.into_iter().map(|(col, field)| (col, field.to_owned())).collect();
                table.meanings.extend(meaning.map(|meaning| ("struck".to_owned(), meaning.to_owned())));
                for (field, issue, verdict) in groups {
                    table.groups.entry(field.to_owned()).or_default().insert(issue, verdict);
                }
                table
            },
        );
    let ids = prop::sample::select(vec!["0/0/0", "0/1/0", "0/2/0"]);
    (any::<bool>(), prop::collection::btree_map(ids, table, 0..4)).prop_map(|(accept_all, tables)| {
        Decisions {
            accept_all,
            tables: tables.into_iter().map(|(id, table)| (id.to_owned(), table)).collect(),
            ..Decisions::default()
        }
    })
}

#[test]
fn the_sums_add_up_whatever_is_decided() {
    use proptest::test_runner::{Config, TestRunner};
    let office = office();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/samples");
    let file = read(&folder.join("可搬型記録媒体管理台帳.xlsx"));
    let mut runner = TestRunner::new(Config { cases: 120, failure_persistence: None, ..Config::default() });
    let tried = runner.run(&any_decisions(), |decisions| {
        let judged = Judged::of(vec![file.clone()], decisions);
        let found = diff(&office, &judged);
        for table in judged.preview.tables() {
            assert!(table.adds_up(), "{:?}", table.totals);
            let readable = judged.preview.open(mamori_core::import::Severity::Error) == 0;
            let judged_rows = found.tables.get(&table.id).map_or(0, |diff| diff.counts.sum());
            if table.is_taken() && readable {
                assert_eq!(judged_rows, table.totals.data, "{:?}", table.totals);
            }
        }
        Ok(())
    });
    tried.unwrap();
}

/// What a colleague may do to a training's export, each to other rows.
const EDITS: [fn(&mut Workbook); 9] = [
    |book| book.remove_marks(1),
    |book| book.remove_marks(2),
    |book| book.remove(1, "情報セキュリティ研修"),
    |book| book.set(2, "神﨑 涼", "研修実施記録・出席者名簿の研修番号", "研修-99"),
    |book| book.copy_to_end(2, "小野寺 光"),
    |book| book.set(1, "情報機器の持出し研修", "研修番号", "研修-7"),
    |book| book.copy_to_end(1, "特定個人情報の取扱い研修"),
    |book| book.swap_without_marks(1, "情報機器の持出し研修", "特定個人情報の取扱い研修"),
    |book| book.set(2, "佐々木 あゆみ", "研修実施記録・出席者名簿の研修番号", ""),
];

#[test]
fn every_row_of_an_exported_list_is_counted_once_whatever_was_done_to_it() {
    let (mut office, path) = super::part_rows::trainings();
    let bytes = std::fs::read(&path).unwrap();
    for (first, one) in EDITS.iter().enumerate() {
        for (second, other) in EDITS.iter().enumerate().skip(first) {
            std::fs::write(&path, &bytes).unwrap();
            let mut book = Workbook::open(&path);
            one(&mut book);
            if second != first {
                other(&mut book);
            }
            book.save(&path);
            let judged = judged(&path, accepted());
            let found = diff(&office, &judged);
            for table in judged.preview.tables() {
                let diff = found.tables.get(&table.id);
                let (counted, unread) = diff.map_or((0, 0), |diff| (diff.counts.sum(), diff.unread.len()));
                let all = table.totals.data;
                let told = found.text_ja(&judged.preview);
                assert_eq!(counted + unread as u32, all, "{first} {second} {:?}\n{told}", table.sheet);
            }
        }
    }
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(
        take_in(&mut office, &judged(&path, accepted())).unwrap_err().code(),
        ErrorCode::ImportNothingNew
    );
}
