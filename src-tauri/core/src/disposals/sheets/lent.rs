//! 様式第10号 修理・リース返却票 (C-6, C-7): what leaves the office and comes back, or does not.

use super::{OnPaper, notes, part_fields, tabled, text};
use crate::disposals::case::rows::{data_rows, only_lent};
use crate::print::Fonts;
use crate::print::rows::{Cell, Row, draw, row};
use crate::print::sheet::Sheet;
use crate::print::table::{Column, Table};
use crate::print::text::{Align, CELL};
use crate::registers::Facts;
use crate::vocab::Content;

const TITLE: &str = "修理・リース返却票";

pub fn lay_out(paper: OnPaper<'_>, fonts: &Fonts) -> Sheet {
    let mut overflow = Vec::new();
    let mut page = paper.opening(fonts, TITLE);
    let (asked, out, back) = (asked(paper), out(paper), back(paper));
    let below = draw(&mut page, fonts, 43.0, &asked, paper.seal, &mut overflow);
    draw(&mut page, fonts, 158.0, &out, paper.seal, &mut overflow);
    draw(&mut page, fonts, 212.0, &back, paper.seal, &mut overflow);
    notes(
        &mut page,
        fonts,
        &["※　消去できないまま修理に出すときは、守秘義務契約と秘密保持体制の確認がそろってから引き渡す。"],
    );
    let mut pages = vec![page];
    tabled(paper, fonts, &mut pages, (&table(), &things(paper)), (below + 2.0, 155.0), "続紙（対象機器）");
    paper.finish(fonts, pages, &overflow)
}

fn asked(paper: OnPaper<'_>) -> Vec<Row> {
    let kinds = [("repair", "修理"), ("lease_return", "リース返却"), ("rental_return", "レンタル返却")];
    let terms = [
        ("may_destroy", "破壊可"),
        ("buy_out", "買取"),
        ("must_return", "要返却"),
        ("no_return", "媒体は返却しない"),
    ];
    vec![
        row(
            "区分",
            10.0,
            [
                (2.0, paper.ticks("", "disposition", &kinds)),
                (1.0, Cell::text("申請日", paper.day("applied_on"))),
            ],
        ),
        row(
            "申請者",
            10.0,
            [
                (1.0, Cell::text("所属", paper.text("department"))),
                (1.0, Cell::sign("氏名", paper.text("applicant"))),
            ],
        ),
        row("故障・返却の内容", 14.0, [(1.0, Cell::text("", paper.text("reason")))]),
        row(
            "業者",
            10.0,
            [
                (1.6, Cell::text("修理業者・リース会社", paper.text("vendor"))),
                (1.0, Cell::text("契約番号", paper.text("contract_no"))),
                (1.0, Cell::text("返却期限", paper.day("return_due"))),
            ],
        ),
        row("媒体の取扱い", 10.0, [(1.0, paper.ticks("契約の定め", "lease_terms", &terms))]),
        row(
            "許可",
            10.0,
            [
                (1.0, Cell::text("許可日", paper.day("permitted_on"))),
                (1.0, Cell::text("許可番号", paper.text("permit_no"))),
                (1.2, Cell::sign("許可者", paper.text("permitted_by"))),
            ],
        ),
    ]
}

/// What left, erased or under a secrecy agreement. What was erased here leaves after the check of the work.
fn out(paper: OnPaper<'_>) -> Vec<Row> {
    let facts = paper.case.map(|case| Facts(&case.values));
    let unerased = facts.is_some_and(|facts| facts.has("not_erased_reason"));
    let secrecy = [("kept", "適切"), ("lacking", "不備")];
    let boxes = vec![("消去済", paper.case.is_some_and(erased)), ("消去不可", unerased)];
    vec![
        row(
            "作業前確認",
            11.0,
            [
                (1.2, Cell::text("日時", paper.moment("pre_checked_at"))),
                (1.0, Cell::sign("確認者（システム管理者）", paper.text("pre_checked_by"))),
            ],
        ),
        row(
            "内容の消去",
            10.0,
            [
                (1.0, Cell::Ticks { caption: "", boxes }),
                (1.8, Cell::text("消去できない理由（業務への影響）", paper.text("not_erased_reason"))),
            ],
        ),
        row(
            "守秘義務契約",
            10.0,
            [
                (0.9, Cell::text("番号", paper.text("nda_no"))),
                (1.0, Cell::text("締結日", paper.day("nda_on"))),
                (1.0, Cell::text("秘密保持体制の確認日", paper.day("secrecy_checked_on"))),
                (0.9, paper.ticks("確認の結果", "secrecy_result", &secrecy)),
            ],
        ),
        row(
            "搬出",
            10.0,
            [
                (1.0, Cell::text("搬出日", paper.day(sent_or(paper, "sent_on", "handed_on")))),
                (1.2, Cell::text("運送者", paper.text("carrier"))),
                (1.0, Cell::text("受領書番号", paper.text(sent_or(paper, "sent_receipt_no", "receipt_no")))),
            ],
        ),
        row(
            "引渡しの確認",
            11.0,
            [
                (1.0, Cell::sign("引渡者", paper.text(sent_or(paper, "sent_by", "handed_by")))),
                (1.0, Cell::sign("受取人", paper.text(sent_or(paper, "sent_to", "collected_by")))),
                (1.0, Cell::sign("立会者", paper.text(sent_or(paper, "sent_witness", "witness")))),
            ],
        ),
    ]
}

/// Everything with data was erased, here or by whom it was given to.
fn erased(case: &Content) -> bool {
    let mut things = data_rows(case).map(|(_, thing)| thing).peekable();
    things.peek().is_some() && things.all(|thing| !only_lent(thing) && Facts(thing).is("result", &["pass"]))
}

/// The field of the sending, or that of the hand-over to a contractor where there was no other.
fn sent_or(paper: OnPaper<'_>, sent: &'static str, handed: &'static str) -> &'static str {
    if paper.text("sent_on").is_empty() { handed } else { sent }
}

fn back(paper: OnPaper<'_>) -> Vec<Row> {
    let words = [("match", "一致"), ("mismatch", "不一致")];
    let parts = [paper.text("old_parts"), paper.text("old_parts_detail")];
    let parts = parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("　");
    vec![
        row(
            "修理からの返却",
            10.0,
            [
                (0.9, Cell::text("返却日", paper.day("back_on"))),
                (1.3, Cell::text("動作・改変・不審な装置の確認", paper.text("back_checked"))),
                (1.3, Cell::text("交換部品（旧ディスク等）", parts)),
            ],
        ),
        row(
            "消去証明書",
            10.0,
            [
                (1.0, Cell::text("番号", paper.text("certificate_no"))),
                (1.0, Cell::text("受領日", paper.day("certificate_received_on"))),
                (1.0, paper.ticks("照合", "certificate_match", &words)),
            ],
        ),
        row(
            "作業後確認",
            12.0,
            [
                (1.2, Cell::text("日時", paper.moment("post_checked_at"))),
                (1.0, Cell::sign("確認者（システム管理者）", paper.text("post_checked_by"))),
            ],
        ),
        row("備考", 12.0, [(1.0, Cell::text("", paper.text("remarks")))]),
    ]
}

/// 8+26+26+48+42+20 = 170
fn table() -> Table {
    let column = |title: &str, width, align| Column::new(title, width, align);
    Table {
        columns: vec![
            column("No", 8.0, Align::Centre),
            column("管理番号", 26.0, Align::Left),
            column("種別", 26.0, Align::Left),
            column("メーカー・型番", 48.0, Align::Left),
            column("製造番号", 42.0, Align::Left),
            column("消去", 20.0, Align::Centre),
        ],
        header: 7.0,
        row: 8.0,
        grows: true,
        style: CELL.size(8.5),
    }
}

fn things(paper: OnPaper<'_>) -> Vec<Vec<String>> {
    let fields = part_fields("items");
    let row = |(n, thing): (usize, &crate::vocab::Values)| {
        let said = |key: &str| text(thing, fields, key);
        let model = format!("{} {}", said("maker"), said("model")).trim().to_owned();
        vec![(n + 1).to_string(), said("item_no"), said("item_kind"), model, said("serial"), said("result")]
    };
    paper.part("items").iter().enumerate().map(row).collect()
}
