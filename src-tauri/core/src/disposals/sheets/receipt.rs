//! 様式第5号 消去証明書受領・照合票: the certificate, and every serial number against the case.

use super::{OnPaper, notes, part_fields, tabled, text};
use crate::disposals::case::certify::superseded;
use crate::disposals::case::rows::{data_rows, is_outsourced, proof_key};
use crate::print::Fonts;
use crate::print::rows::{Cell, Row, draw, row};
use crate::print::sheet::Sheet;
use crate::print::table::{Column, Table};
use crate::print::text::{Align, CELL};
use crate::registers::Facts;
use crate::vocab::Values;

const TITLE: &str = "消去証明書受領・照合票";

pub fn lay_out(paper: OnPaper<'_>, fonts: &Fonts) -> Sheet {
    let mut overflow = Vec::new();
    let mut page = paper.opening(fonts, TITLE);
    let (handed, certified, result) = (handed(paper), certificate(paper), result(paper));
    let below = draw(&mut page, fonts, 43.0, &handed, paper.seal, &mut overflow);
    let below = draw(&mut page, fonts, below + 2.0, &certified, paper.seal, &mut overflow);
    draw(&mut page, fonts, 246.0, &result, paper.seal, &mut overflow);
    notes(
        &mut page,
        fonts,
        &[
            "※　廃棄証明書・マニフェストは、消去証明書の代わりにならない。一致しない番号があるうちは完了とならない。",
        ],
    );
    let mut pages = vec![page];
    tabled(
        paper,
        fonts,
        &mut pages,
        (&table(), &matched(paper)),
        (below + 2.0, 238.0),
        "続紙（証明書の照合）",
    );
    paper.finish(fonts, pages, &overflow)
}

/// What every hand-over says of it, each once; of one alone, and of an old case, the case itself.
fn each(paper: OnPaper<'_>, key: &str) -> String {
    let fields = part_fields("handovers");
    let mut said: Vec<String> = Vec::new();
    for text in paper.part("handovers").iter().map(|row| text(row, fields, key)) {
        if !text.is_empty() && !said.contains(&text) {
            said.push(text);
        }
    }
    if said.len() > 1 { said.join("、") } else { paper.text(key) }
}

fn handed(paper: OnPaper<'_>) -> Vec<Row> {
    let days = each(paper, "handed_on");
    let days = if days.contains('、') { days } else { paper.day("handed_on") };
    let handling = [("on_site", "庁舎内・立会い"), ("taken_away", "持帰り")];
    vec![
        row(
            "委託業者",
            10.0,
            [
                (2.0, Cell::text("業者", each(paper, "vendor"))),
                (1.0, Cell::text("再委託先", paper.text("subcontractor"))),
                (1.0, Cell::text("契約番号", each(paper, "contract_no"))),
            ],
        ),
        row(
            "引渡し",
            10.0,
            [
                (1.2, Cell::text("引渡日", days)),
                (1.0, Cell::text("預り証番号", each(paper, "receipt_no"))),
                (1.6, paper.ticks("作業の場所", "handling", &handling)),
            ],
        ),
        row(
            "引渡しの確認",
            11.0,
            [
                (1.0, Cell::sign("引渡者", each(paper, "handed_by"))),
                (1.0, Cell::sign("受取人（業者）", each(paper, "collected_by"))),
            ],
        ),
        row(
            "受領期限",
            10.0,
            [
                (1.0, Cell::text("期限", paper.day("certificate_due"))),
                (1.0, Cell::text("終了報告日", paper.day("reported_on"))),
                (1.0, Cell::text("立会者", paper.text("witness"))),
            ],
        ),
    ]
}

/// The certificate in force that came in last.
fn newest<'a>(paper: OnPaper<'a>) -> Option<&'a Values> {
    paper.part("certificates").iter().rfind(|row| !superseded(row))
}

fn certificate(paper: OnPaper<'_>) -> Vec<Row> {
    let fields = part_fields("certificates");
    let newest = newest(paper);
    let said = |key: &str| newest.map(|row| text(row, fields, key)).unwrap_or_default();
    let day =
        |key: &str| if said(key).is_empty() { "　　年　　月　　日".to_owned() } else { said(key) };
    let kinds = [("erasure", "データ消去"), ("destruction", "物理破壊"), ("adec", "ADEC")];
    let boxes = kinds
        .iter()
        .map(|(id, word)| (*word, newest.is_some_and(|row| Facts(row).is("certificate_type", &[id]))));
    let more = paper.part("certificates").iter().filter(|row| !superseded(row)).count().saturating_sub(1);
    let number = if more > 0 {
        format!("{}　ほか{more}通", said("certificate_no"))
    } else {
        said("certificate_no")
    };
    vec![
        row(
            "証明書",
            10.0,
            [
                (1.2, Cell::text("番号", number)),
                (1.4, Cell::Ticks { caption: "種別", boxes: boxes.collect() }),
            ],
        ),
        row(
            "発行",
            10.0,
            [
                (1.6, Cell::text("発行者", said("issuer"))),
                (1.0, Cell::text("発行日", day("issued_on"))),
                (0.8, Cell::text("押印・署名", said("seal"))),
            ],
        ),
        row(
            "証明の内容",
            10.0,
            [
                (1.0, Cell::text("方法", said("method"))),
                (1.0, Cell::text("レベル", said("level"))),
                (1.4, Cell::text("ツール・版", said("tool"))),
            ],
        ),
        row(
            "実施",
            10.0,
            [
                (1.0, Cell::text("実施日", day("worked_on"))),
                (1.0, Cell::text("実施者", said("worked_by"))),
                (1.0, Cell::text("場所", said("place"))),
                (0.9, Cell::text("検証", said("verification"))),
            ],
        ),
        row(
            "受領",
            10.0,
            [
                (1.0, Cell::text("受領日", day("received_on"))),
                (1.0, Cell::sign("受領者", said("received_by"))),
                (1.2, Cell::text("案件にない番号の理由", said("extra_reason"))),
            ],
        ),
    ]
}

fn result(paper: OnPaper<'_>) -> Vec<Row> {
    let words = [("match", "一致"), ("mismatch", "不一致"), ("missing", "欠落")];
    vec![row(
        "照合結果",
        11.0,
        [
            (1.4, paper.ticks("", "certificate_match", &words)),
            (1.0, Cell::sign("確認者（システム管理者）", paper.text("certificate_checked_by"))),
        ],
    )]
}

/// 8+26+26+36+36+14+24 = 170
fn table() -> Table {
    let column = |title: &str, width, align| Column::new(title, width, align);
    Table {
        columns: vec![
            column("No", 8.0, Align::Centre),
            column("管理番号", 26.0, Align::Left),
            column("種別", 26.0, Align::Left),
            column("案件の製造番号", 36.0, Align::Left),
            column("証明書の製造番号", 36.0, Align::Left),
            column("結果", 14.0, Align::Centre),
            column("照合", 24.0, Align::Centre),
        ],
        header: 7.0,
        row: 7.5,
        grows: true,
        style: CELL.size(8.5),
    }
}

/// Every thing handed over with its line, then the lines that name no such thing.
fn matched(paper: OnPaper<'_>) -> Vec<Vec<String>> {
    let Some(case) = paper.case else { return Vec::new() };
    let lines: Vec<&Values> =
        paper.part("certificate_lines").iter().filter(|line| !superseded(line)).collect();
    let (items, named) = (part_fields("items"), part_fields("certificate_lines"));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (_, thing) in data_rows(case).filter(|(_, thing)| is_outsourced(thing)) {
        let key = proof_key(thing);
        let line = lines
            .iter()
            .find(|line| Facts(line).is("found_as", &["match"]) && text(line, named, "item_serial") == key);
        let serial = line.map(|line| text(line, named, "serial")).unwrap_or_default();
        let result = line.map(|line| text(line, named, "result")).unwrap_or_default();
        let verdict = text(thing, items, "certificate_match");
        rows.push(vec![
            text(thing, items, "item_no"),
            text(thing, items, "item_kind"),
            key,
            serial,
            result,
            verdict,
        ]);
    }
    for line in lines.iter().filter(|line| !Facts(line).is("found_as", &["match"])) {
        let said = |key: &str| text(line, named, key);
        rows.push(vec![
            String::new(),
            String::new(),
            said("item_serial"),
            said("serial"),
            said("result"),
            said("found_as"),
        ]);
    }
    rows.into_iter().enumerate().map(|(n, row)| [vec![(n + 1).to_string()], row].concat()).collect()
}
