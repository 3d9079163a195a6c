//! The papers of the training year, printed of records as they stand: 様式第11号 to 第13号 and the three lists.

use mamori_core::forms::{FormId, Selection, Subject};
use mamori_core::records::actions as records;
use mamori_core::records::view::RecordView;
use mamori_core::training::{planning, reports};
use mamori_core::vocab::RegisterId;

use super::cast::{Texts, staffed, with_rows};
use super::confirmed;
use crate::support::papers::{printed, says};
use crate::support::{Office, draft};

fn planned(office: &mut Office) -> RecordView {
    let lines: [Texts<'_>; 3] = [
        &[
            ("course", "情報セキュリティ研修（システム取扱い）"),
            ("targets", "全職員"),
            ("mode", "集合"),
            ("planned_on", "R8.11"),
        ],
        &[
            ("course", "新規採用者研修"),
            ("targets", "新規採用"),
            ("mode", "eラーニング"),
            ("planned_on", "R8.4"),
        ],
        &[
            ("course", "緊急時対応訓練"),
            ("targets", "管理者、システム管理者"),
            ("mode", "集合"),
            ("planned_on", "R9.2"),
        ],
    ];
    let texts: Texts<'_> = &[
        ("fiscal_year", "令和8年度"),
        ("planned_on", "R8.11.13"),
        ("planned_by", "辻󠄀 香織"),
        ("policy", "媒体の持出しと標的型攻撃を重点とし、受講できなかった職員には年度内に補講を行う。"),
        ("structure", "システム管理者が企画し、外山講師に委嘱する"),
    ];
    let plan = with_rows(texts, &[("lines", &lines)]);
    let made =
        records::create(&mut office.ledgers, &office.session, RegisterId::TrainingPlans, &plan).unwrap();
    let given =
        draft(&[("committee_on", "R8.11.16"), ("committee_decision", "承認"), ("minutes_no", "委R8-1")]);
    let at = (made.id, made.version);
    planning::approve(&mut office.ledgers, &office.session, at, &given).unwrap()
}

fn reported(office: &mut Office) -> RecordView {
    let report = reports::draft(&mut office.ledgers, &office.session, 2026).unwrap();
    let given = draft(&[
        ("reported_on", "R8.11.19"),
        ("reporter", "辻󠄀 香織"),
        ("committee_on", "R8.11.19"),
        ("minutes_no", "委R8-4"),
        ("drill_note", "令和9年2月に実施する"),
        ("untrained_measure", "令和8年12月の補講で受講させる"),
        ("issues", "健診課の受講が繁忙期と重なった"),
        ("next_plan", "開催を10月に早める"),
    ]);
    reports::submit(&mut office.ledgers, &office.session, (report.id, report.version), &given).unwrap()
}

#[test]
fn the_papers_of_a_training_year_say_what_the_records_say() {
    let mut office = staffed();
    let plan = planned(&mut office);
    let session = confirmed(&mut office, &[], &["○", "欠席（出張）", "○", "○", "○", "○"]);
    let report = reported(&mut office);
    assert_eq!(report.title, "令和8年度");

    let record = |id| Subject::Record { id };
    let list = || Subject::List { selection: Selection::default() };
    let names = ["髙橋 一郎", "渡邊 誠", "渡辺 誠", "齋藤 優子", "齊藤 優子", "辻󠄀 香織"];
    let papers: [(FormId, Subject, &[&str]); 6] = [
        (
            FormId::TrainingPlan,
            record(plan.id),
            &["研計R8-001", "緊急時対応訓練", "委R8-1", "外山講師", "辻󠄀 香織"],
        ),
        (FormId::Training, record(session.id), &names),
        (
            FormId::TrainingReport,
            record(report.id),
            &["令和8年度", "83", "渡邊 誠", "委R8-4", "開催を10月に早める"],
        ),
        (FormId::Untrained, list(), &["渡邊 誠", "総務課", "情報セキュリティ研修"]),
        (FormId::TrainingMatrix, list(), &names),
        (FormId::TrainingRates, list(), &["情報セキュリティ研修", "総務課", "83"]),
    ];
    for (form, subject, words) in papers {
        says(&printed(&mut office, form, &subject, "R8"), words);
    }
    // Everything of the year in one file, behind a page that says what is there (Q15).
    let all = printed(&mut office, FormId::TrainingDossier, &list(), "R8");
    let inside =
        ["目次", "研計R8-001", "研修R8-001", "研報R8-001", "手引き", "開催を10月に早める", "補講で受講"];
    says(&all.replace('　', ""), &inside);
    let forms = [
        (FormId::TrainingDossier, "目次"),
        (FormId::TrainingPlan, "研修計画書"),
        (FormId::Training, "出席者名簿"),
        (FormId::TrainingReport, "実人数"),
        (FormId::Untrained, "督促1"),
        (FormId::TrainingMatrix, "補講で受講"),
        (FormId::TrainingRates, "研修受講率の推移"),
    ];
    for (form, word) in forms {
        let blank = printed(&mut office, form, &Subject::Blank, "blank").replace('　', "");
        says(&blank, &[word]);
        assert!(!blank.contains("外山"), "for the pen");
    }
    let trained = printed(&mut office, FormId::Untrained, &list(), "R8");
    assert!(!trained.contains("齊藤"), "who was trained is not on the list");
}
