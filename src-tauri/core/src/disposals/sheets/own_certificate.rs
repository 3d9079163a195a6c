//! 消去証明書 for work done in the office: the fields of NIST SP 800-88 Rev.2 §4.6 in Japanese.
//!
//! 検証 (did the technique complete) and 妥当性確認 (is the outcome acceptable) are signed apart. It says what
//! was done and found, and does not claim that nothing could ever be restored.

use super::{OnPaper, Worker, notes, part_fields, tabled, text};
use crate::disposals::case::rows::{data_rows, is_outsourced};
use crate::print::Fonts;
use crate::print::furniture::{LEFT, TOP, WIDE};
use crate::print::rows::{Cell, Row, draw, row};
use crate::print::sheet::{Area, Sheet};
use crate::print::table::{Column, Table};
use crate::print::text::{Align, CELL, VALUE, put};
use crate::vocab::Values;

const TITLE: &str = "データ消去証明書（自所実施）";

pub fn lay_out(paper: OnPaper<'_>, fonts: &Fonts) -> Sheet {
    let mut overflow = Vec::new();
    let mut page = paper.opening(fonts, TITLE);
    let lead = Area::new(LEFT, TOP + 42.0, WIDE, 7.0);
    put(
        &mut page,
        fonts,
        lead,
        "次の媒体に記録された情報を、下記の方法で消去し、その結果を確かめたことを証明します。",
        VALUE,
    );
    let (what, who) = (what(paper), who(paper));
    let below = draw(&mut page, fonts, 51.0, &what, paper.seal, &mut overflow);
    draw(&mut page, fonts, 200.0, &who, paper.seal, &mut overflow);
    notes(
        &mut page,
        fonts,
        &["※　記載した範囲と検証の結果を示すもので、あらゆる手段による復元の不可能を保証するものではない。"],
    );
    let mut pages = vec![page];
    tabled(paper, fonts, &mut pages, (&table(), &media(paper)), (below + 2.0, 192.0), "続紙（消去した媒体）");
    paper.finish(fonts, pages, &overflow)
}

fn what(paper: OnPaper<'_>) -> Vec<Row> {
    let backup = [("done", "済"), ("not_needed", "不要"), ("unknown", "不明")];
    let levels = [("clear", "消去(Clear)"), ("purge", "抹消(Purge)"), ("destruct", "破壊(Destruct)")];
    let source =
        if paper.text("device_no").is_empty() { paper.text("content") } else { paper.text("device_no") };
    vec![
        row(
            "情報の区分",
            10.0,
            [
                (1.0, Cell::text("消去前", paper.text("pii_class"))),
                (0.7, Cell::text("分類", paper.text("importance"))),
                (1.0, Cell::text("消去後", "")),
                (1.2, paper.ticks("バックアップ", "backup_needed", &backup)),
            ],
        ),
        row("媒体の出所", 10.0, [(1.0, Cell::text("格納していた情報・使用していた機器", source))]),
        row(
            "消去の方法",
            10.0,
            [(1.2, paper.ticks("レベル", "level", &levels)), (1.0, Cell::text("方法", paper.text("method")))],
        ),
        row(
            "方法の詳細",
            10.0,
            [
                (1.2, Cell::text("回数・パターン・粒度・消去範囲", paper.text("method_detail"))),
                (1.2, Cell::text("ツール・版", paper.text("tool"))),
            ],
        ),
        row(
            "作業",
            10.0,
            [
                (1.1, Cell::text("開始", paper.moment("work_started_at"))),
                (1.1, Cell::text("終了", paper.moment("work_ended_at"))),
                (1.0, Cell::text("場所", paper.text("place"))),
            ],
        ),
    ]
}

fn who(paper: OnPaper<'_>) -> Vec<Row> {
    let scopes = [("full", "全数"), ("sampling", "抜取"), ("visual", "目視")];
    let results = [("pass", "合格"), ("fail", "不合格"), ("unknown", "未確認")];
    let worker =
        |said: fn(&Worker) -> &String| paper.worker.map(|worker| said(worker).clone()).unwrap_or_default();
    let validations = [("accept", "受容"), ("repeat", "再実施"), ("escalate", "上位の方法へ")];
    vec![
        row(
            "実施者",
            10.0,
            [
                (1.0, Cell::text("所属・職名", worker(|worker| &worker.place))),
                (1.0, Cell::text("連絡先", worker(|worker| &worker.contact))),
                (1.1, Cell::sign("作業者", paper.text("operator"))),
                (1.1, Cell::sign("立会者", paper.text("witness"))),
            ],
        ),
        row(
            "検証",
            12.0,
            [
                (1.2, paper.ticks("方法", "verification", &scopes)),
                (1.3, paper.ticks("結果", "result", &results)),
                (1.0, Cell::sign("検証者", paper.text("verified_by"))),
            ],
        ),
        row(
            "妥当性確認",
            12.0,
            [
                (1.7, paper.ticks("判断", "validation", &validations)),
                (1.5, Cell::text("日時", paper.moment("post_checked_at"))),
                (1.0, Cell::sign("確認者", paper.text("post_checked_by"))),
            ],
        ),
        row(
            "処分先",
            10.0,
            [
                (1.0, Cell::text("", paper.text("destination"))),
                (1.0, Cell::text("廃棄・返却日", paper.day("disposed_on"))),
            ],
        ),
        row(
            "証明",
            13.0,
            [(1.0, Cell::text("発行日", paper.day("disposed_on"))), (1.4, Cell::sign("システム管理者", ""))],
        ),
    ]
}

/// 7+22+22+38+34+14+33 = 170
fn table() -> Table {
    let column = |title: &str, width, align| Column::new(title, width, align);
    Table {
        columns: vec![
            column("No", 7.0, Align::Centre),
            column("管理番号", 22.0, Align::Left),
            column("種別", 22.0, Align::Left),
            column("メーカー・型番", 38.0, Align::Left),
            column("製造番号（取得元）", 34.0, Align::Left),
            column("容量", 14.0, Align::Centre),
            column("方法・結果", 33.0, Align::Left),
        ],
        header: 7.0,
        row: 9.0,
        grows: true,
        style: CELL.size(8.5),
    }
}

/// What was dealt with in the office; the contractor's things have his certificate.
fn media(paper: OnPaper<'_>) -> Vec<Vec<String>> {
    let Some(case) = paper.case else { return Vec::new() };
    let fields = part_fields("items");
    let row = |(n, thing): (usize, &Values)| {
        let said = |key: &str| text(thing, fields, key);
        let source = said("serial_source");
        let serial =
            if source.is_empty() { said("serial") } else { format!("{}\n（{source}）", said("serial")) };
        let outcome =
            [said("method"), said("level"), said("result")].into_iter().filter(|part| !part.is_empty());
        vec![
            (n + 1).to_string(),
            said("item_no"),
            said("item_kind"),
            format!("{} {}", said("maker"), said("model")).trim().to_owned(),
            serial,
            said("capacity"),
            outcome.collect::<Vec<_>>().join("／"),
        ]
    };
    let own = data_rows(case).filter(|(_, thing)| !is_outsourced(thing)).map(|(_, thing)| thing);
    own.enumerate().map(row).collect()
}
