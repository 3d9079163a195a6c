use chrono::NaiveDate;

use super::*;
use crate::print::sheet::{Mark, OUTER};
use crate::print::testing::{matches_golden, stays_on_paper};
use crate::print::{ChainHead, check};

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn at(hour: u32, minute: u32) -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(hour, minute, 0)
}

fn blank() -> TrainingForm {
    let slots = ["担当", "システム管理者", "運用責任者"].map(Slot::empty).to_vec();
    let footer = Footer { form: "form-12".into(), profile: some("A 第1版"), ..Footer::default() };
    TrainingForm { slots, footer, ..TrainingForm::default() }
}

const NAMES: [&str; 8] = [
    "髙橋 一郎",
    "𠮷田 健",
    "辻\u{e0100} 香織",
    "渡邉\u{e0101} 美穂",
    "渡邊 誠",
    "德永 修",
    "ﾏﾙﾃｨﾈｽ ｱﾅ",
    "サンパウロ・マルティネス アナマリア",
];

fn person(n: usize) -> Attendee {
    let attendance =
        ["attended", "attended", "attended", "absent", "attended", "makeup", "attended", "exempt"];
    let attendance = attendance[n % 8];
    Attendee {
        department: ["総務課", "業務部適用課", "保健事業推進室", "情報システム・デジタル推進課"][n % 4]
            .into(),
        title: ["主任", "課長補佐", "参事（医療費適正化担当）"][n % 3].into(),
        name: NAMES[n % 8].into(),
        employment: some(["regular", "regular", "part_time", "agency", "contracted", "temporary"][n % 6]),
        attendance: some(attendance),
        attended_on: (attendance == "makeup").then(|| PartialDate::from_day(2026, 12, 3).unwrap()),
        score: (attendance == "attended").then_some(80 + (n % 21) as u32),
        remarks: if attendance == "exempt" { "育児休業中".into() } else { String::new() },
    }
}

fn filled(people: usize) -> TrainingForm {
    TrainingForm {
        organisation: some("みなと健康保険組合"),
        doc_no: some("研修R8-002"),
        fiscal_year: Some(FiscalYear::of(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap())),
        session: Some(2),
        course: some("標的型攻撃メールと情報機器の持出しについて（全職員必修）"),
        course_kind: some("carry_out"),
        held_on: PartialDate::from_day(2026, 11, 20),
        started_at: at(13, 30),
        ended_at: at(15, 0),
        place: some("本部3階大会議室"),
        mode: some("classroom"),
        instructor_org: some("独立行政法人情報処理推進機構　セキュリティセンター"),
        instructor: some("渡邉\u{e0101} 美穂"),
        targets: vec!["all_staff".into(), "new_hires".into()],
        target_count: Some(64),
        content: some(
            "１　情報機器・媒体の持出しの手続（規程第４．３．３節）\n２　持出し中の盗難・紛失の防止と、起きたときの連絡先\n３　標的型攻撃メールの見分け方（実例５件による演習）\n４　特定個人情報の取扱いの確認",
        ),
        text_ref: some("情報セキュリティの手引（持出し編）"),
        text_edition: some("令和８年度版"),
        text_place: some("総務課書庫Ｂ－３"),
        text_no: some("T-R8-002"),
        quiz_method: some("選択式10問（各10点）"),
        quiz_average: Some(87),
        quiz_pass: Some(70),
        quiz_failed_action: some("個別に再説明の上、再試験"),
        makeup_on: PartialDate::from_day(2026, 12, 3),
        absent_action: some("録画の視聴と確認テストにより補講を行う。"),
        findings: some(
            "私物USBメモリの接続についての質問が多かった。次回は接続時の警告画面を示して説明する。",
        ),
        attendees: (0..people).map(person).collect(),
        checked_by: some("辻\u{e0100} 香織"),
        footer: Footer {
            form: "form-12".into(),
            retention: some("保存期間　５年（令和14年3月31日まで）"),
            profile: some("A 第1版"),
            record: some("0b8e4f9c-21d7-4c3e-8a1f-6f3a2b9c7d55"),
            doc_no: some("研修R8-002"),
            chain_head: Some(ChainHead { seq: 10490, short: "77ab04e2".into() }),
        },
        ..blank()
    }
}

#[test]
fn the_form_is_printed_as_ever() {
    let fonts = Fonts::shared();
    let electronic = TrainingForm {
        seal: SealMode::Electronic,
        targets: vec!["all_staff".into(), "system_managers".into(), "part_time".into()],
        course_kind: some("other"),
        ..filled(12)
    };
    let sign_in = TrainingForm { sign_in: true, ..filled(35) };
    let long = TrainingForm { findings: some(&"質問が多かった。".repeat(120)), ..filled(1) };
    let cases = [
        ("form-12-blank", blank()),
        ("form-12-sixty-people", filled(60)),
        ("form-12-electronic", electronic),
        ("form-12-sign-in", sign_in),
        ("form-12-long-texts", long),
    ];
    for (name, form) in cases {
        let sheet = lay_out(&form, fonts);
        stays_on_paper(&sheet, 14.5);
        matches_golden(name, &sheet);
    }
}

fn outer(page: &Page) -> Vec<[f32; 4]> {
    let rect = |mark: &Mark| match mark {
        Mark::Rect { area, width } if *width == OUTER => Some([area.x, area.y, area.w, area.h]),
        _ => None,
    };
    page.marks.iter().filter_map(rect).collect()
}

/// Spec 3.6: rows of the record, columns and rows of the list.
#[test]
fn boxes_have_the_sizes_of_the_spec() {
    assert_eq!(record::ROWS, [8.0, 8.0, 8.0, 8.0, 8.0, 50.0, 10.0, 10.0, 12.0, 30.0]);
    let widths: Vec<f32> = list::table().columns.iter().map(|column| column.width).collect();
    assert_eq!(widths, [8.0, 34.0, 22.0, 36.0, 14.0, 32.0, 10.0, 14.0]);
    for form in [blank(), filled(60)] {
        let sheet = lay_out(&form, Fonts::shared());
        assert_eq!(outer(&sheet.pages[0]), [[25.0, 59.0, 170.0, 152.0]]);
        assert_eq!(outer(&sheet.pages[1]), [[25.0, 34.0, 170.0, 8.0 + 30.0 * 7.5]]);
        let circulation = sheet.pages[0].marks.iter().find_map(|mark| match mark {
            Mark::Rect { area, width } if *width < OUTER => Some((area.w, area.h)),
            _ => None,
        });
        assert_eq!(circulation, Some((66.0, 23.0)));
    }
}

#[test]
fn thirty_people_to_a_page_and_pages_are_counted() {
    for (people, pages) in [(0, 2), (30, 2), (31, 3), (60, 3), (3000, 101)] {
        let sheet = lay_out(&filled(people), Fonts::shared());
        assert_eq!(sheet.pages.len(), pages, "{people} people");
        let last = format!("- {pages} / {pages} -");
        assert!(sheet.texts().any(|text| text == last));
        assert_eq!(sheet.texts().filter(|text| *text == "髙橋 一郎").count(), people.div_ceil(8));
    }
}

#[test]
fn those_who_came_sign_and_the_others_are_said() {
    let texts = |form: &TrainingForm| {
        let sheet = lay_out(form, Fonts::shared());
        sheet.pages[1..]
            .iter()
            .flat_map(|page| page.marks.clone())
            .filter_map(|mark| match mark {
                Mark::Text { text, .. } => Some(text),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let count = |texts: &[String], word: &str| texts.iter().filter(|text| *text == word).count();
    let paper = texts(&filled(8));
    assert_eq!((count(&paper, "出席"), count(&paper, "補講 R8.12.3"), count(&paper, "免除")), (1, 1, 1));
    let electronic = texts(&TrainingForm { seal: SealMode::Electronic, ..filled(8) });
    assert_eq!(count(&electronic, "出席"), 1 + 5);
    let sign_in = texts(&TrainingForm { sign_in: true, ..filled(8) });
    assert_eq!((count(&sign_in, "免除"), count(&sign_in, "30")), (0, 1));
}

#[test]
fn attendance_is_counted_from_the_list() {
    let form = filled(8);
    assert_eq!((form.attended(), form.absent()), (Some(6), Some(1)));
    let given = TrainingForm { attended_count: Some(60), ..filled(8) };
    assert_eq!(given.attended(), Some(60));
    assert_eq!(blank().attended(), None);
}

#[test]
fn every_name_of_the_list_has_a_glyph() {
    assert_eq!(check(&lay_out(&filled(8), Fonts::shared()), Fonts::shared()), Ok(Vec::new()));
}
