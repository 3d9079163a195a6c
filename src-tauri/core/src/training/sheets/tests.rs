use super::*;
use crate::print::testing::{matches_golden, stays_on_paper};
use crate::print::{ChainHead, Fonts, Footer, Slot};

fn letterhead(form: &str, number: &str, filled: bool) -> Letterhead {
    let doc_no = filled.then(|| "研R8-001".to_owned());
    Letterhead {
        form_number: number.into(),
        organisation: "みなと健康保険組合".into(),
        addressee: None,
        slots: ["担当", "システム管理者", "運用責任者"].map(Slot::empty).to_vec(),
        checker: None,
        footer: Footer {
            form: form.into(),
            retention: filled.then(|| "保存期間　5年（令和14年3月31日まで）".to_owned()),
            profile: Some("a 版1".into()),
            record: filled.then(|| "0b8e4f9c-21d7-4c3e-8a1f-6f3a2b9c7d55".to_owned()),
            chain_head: doc_no.as_ref().map(|_| ChainHead { seq: 10482, short: "9f3ac01b".into() }),
            doc_no,
        },
    }
}

fn on(year: i32, month: u32, day: u32) -> Option<PartialDate> {
    PartialDate::from_day(year, month, day)
}

const NAMES: [&str; 9] = [
    "髙橋 一郎",
    "𠮷田 健",
    "辻\u{e0100} 香織",
    "渡邉 美穂",
    "渡邊 誠",
    "齋藤 修",
    "齊藤 修",
    "ﾏﾙﾃｨﾈｽ ｱﾅ",
    "サンパウロ・マルティネス アナマリア",
];
const DEPARTMENTS: [&str; 4] = ["総務課", "業務部適用課", "保健事業推進室", "情報システム・デジタル推進課"];

fn plan(lines: usize) -> plan::PlanForm {
    let courses = ["情報システム取扱い研修", "標的型攻撃メール対応訓練", "新規採用者研修（採用後30日以内）"];
    let line = |n: usize| plan::PlanLine {
        planned_on: PartialDate::from_month(2026, 5 + n as u32 % 7),
        course: courses[n % 3].into(),
        purpose: "規程と持出しの手続を全職員が説明できるようにする。".into(),
        targets: ["全職員", "全職員、非常勤・派遣", "新規採用"][n % 3].into(),
        content: "規程の要点、情報機器の持出し、特定個人情報の取扱い、事故の届出".into(),
        mode: ["集合", "訓練", "資料配布"][n % 3].into(),
        instructor: NAMES[n % 4].into(),
        text: "情報セキュリティの手引（令和8年度版）".into(),
        evaluation: "確認テスト（70点）".into(),
    };
    plan::PlanForm {
        fiscal_year: Some(FiscalYear(2026)),
        drawn_up_on: on(2026, 4, 6),
        drawn_up_by: "辻\u{e0100} 香織".into(),
        policy: "前年度の監査で指摘された持出し手続の徹底を重点とし、全職員が年1回以上受講する。".into(),
        structure: "システム管理者が企画し、各課の部門管理者が出席を確認する。".into(),
        lines: (0..lines).map(line).collect(),
        drills: "9月に、持出し中のノートPC紛失を想定した初動訓練を全課で行う。".into(),
        improvement: "令和7年度改善計画 No.3（返却確認の遅れ）".into(),
        committee_on: on(2026, 4, 20),
        decision: Some("approved".into()),
        minutes: "委R8-01".into(),
        remarks: String::new(),
    }
}

fn report(untrained: usize) -> report::ReportForm {
    let courses = ["情報システム取扱い研修", "標的型攻撃メール対応訓練", "新規採用者研修"];
    let course = |n: usize| report::CourseFigures {
        course: courses[n].into(),
        kind: ["情報システム取扱い", "緊急時訓練", "新規採用"][n].into(),
        sessions: 2,
        meant: [64, 64, 0][n],
        trained: [61, 58, 0][n],
        exempt: [0, 2, 0][n],
    };
    let group = |n: usize| report::GroupFigures {
        kind: ["役割", "役割", "所属", "所属", "所属", "所属", "雇用区分", "雇用区分"][n].into(),
        name: [
            "システム管理者",
            "部門管理者",
            DEPARTMENTS[0],
            DEPARTMENTS[1],
            DEPARTMENTS[2],
            DEPARTMENTS[3],
            "正規",
            "派遣",
        ][n]
            .into(),
        meant: 8 + n as u32,
        trained: 8,
    };
    let person = |n: usize| report::UntrainedPerson {
        name: NAMES[n % 9].into(),
        department: DEPARTMENTS[n % 4].into(),
        course: courses[n % 2].into(),
        reason: ["育児休業中", "長期出張", ""][n % 3].into(),
        reminders: n as u32 % 4,
        makeup_on: on(2027, 4, 15).filter(|_| n.is_multiple_of(2)),
        measure: "補講で受講させる".into(),
    };
    report::ReportForm {
        fiscal_year: Some(FiscalYear(2026)),
        figures_on: on(2027, 3, 20),
        reported_on: on(2027, 3, 24),
        reporter: "山﨑 幸子".into(),
        meant: Some(128),
        trained: Some(119),
        exempt: Some(2),
        percent: Some(92),
        meant_people: Some(64),
        untrained_people: Some(7),
        courses: (0..3).map(course).collect(),
        groups: (0..8).map(group).collect(),
        untrained: (0..untrained).map(person).collect(),
        untrained_measure: "4月15日の補講の対象とし、受講するまで持出しの許可をしない。".into(),
        new_hires: "採用4名、全員が採用後30日以内に受講した。".into(),
        drills: "9月10日に紛失を想定した訓練を実施した（参加58名）。".into(),
        issues: "派遣職員の受講が遅れた。".into(),
        next_plan: "受入れの日に資料配布で行い、受入れ後2週間以内とする。".into(),
        committee_on: on(2027, 3, 30),
        minutes: "委R8-06".into(),
    }
}

fn untrained(people: usize) -> untrained::UntrainedForm {
    let row = |n: usize| untrained::UntrainedRow {
        staff_no: format!("S{:04}", n + 1),
        name: NAMES[n % 9].into(),
        department: DEPARTMENTS[n % 4].into(),
        employment: ["正規", "非常勤", "派遣"][n % 3].into(),
        hired_on: on(2026, 4, 1).filter(|_| n.is_multiple_of(3)),
        course: ["情報システム取扱い研修", "標的型攻撃メール対応訓練"][n % 2].into(),
        due_on: on(2027, 3, 31),
        overdue: n.is_multiple_of(4),
        reason: ["育児休業中", "", "出張のため欠席"][n % 3].into(),
        reminders: [on(2026, 10, 1), on(2026, 12, 1), on(2027, 2, 15)]
            .into_iter()
            .flatten()
            .take(n % 4)
            .collect(),
        makeup_on: on(2027, 3, 15).filter(|_| n.is_multiple_of(2)),
        measure: ["", "補講で受講させる"][n % 2].into(),
        ..untrained::UntrainedRow::default()
    };
    untrained::UntrainedForm {
        state: "令和8年度　令和9年3月1日現在　研修「すべて」".into(),
        rows: (0..people).map(row).collect(),
    }
}

fn matrix(people: usize, courses: usize) -> matrix::MatrixForm {
    use matrix::Sign::*;
    let names = [
        "情報システム取扱い研修",
        "標的型攻撃メールと情報機器の持出しについて（全職員必修）",
        "サーバー障害訓練",
    ];
    let signs = [Trained, Trained, Makeup, Absent, Trained, Exempt, Due, Overdue, NotMeant];
    let course = |n: usize| matrix::MatrixCourse {
        name: names[n % 3].into(),
        meant: people as u32,
        trained: (people * (9 - n % 9) / 9) as u32,
    };
    let person = |n: usize| matrix::MatrixPerson {
        staff_no: format!("S{:04}", n + 1),
        name: NAMES[n % 9].into(),
        department: DEPARTMENTS[n % 4].into(),
        marks: (0..courses).map(|course| signs[(n + course) % 9]).collect(),
    };
    matrix::MatrixForm {
        fiscal_year: Some(FiscalYear(2026)),
        state: "令和9年3月1日現在".into(),
        courses: (0..courses).map(course).collect(),
        people: (0..people).map(person).collect(),
    }
}

fn rates() -> rates::RatesForm {
    let row = |name: &str, n: u32| rates::RateRow {
        name: name.into(),
        cells: (0..5).map(|year| (if n == 2 && year < 2 { 0 } else { 60 + n }, 30 + 6 * year + n)).collect(),
    };
    rates::RatesForm {
        state: "令和9年3月1日現在".into(),
        years: (2022..=2026).map(FiscalYear).collect(),
        courses: (0..)
            .zip([
                "情報システム取扱い研修",
                "標的型攻撃メールと情報機器の持出しについて（全職員必修）",
                "サーバー障害訓練",
            ])
            .map(|(n, name)| row(name, n))
            .collect(),
        departments: (0..).zip(DEPARTMENTS).map(|(n, name)| row(name, n)).collect(),
    }
}

#[test]
fn the_lists_are_printed_as_ever() {
    let fonts = Fonts::shared();
    let head = |form, number, filled| Letterhead {
        footer: Footer { doc_no: None, record: None, ..letterhead(form, number, filled).footer },
        ..letterhead(form, number, filled)
    };
    let list = |filled| head("untrained", "未受講者一覧（第３．２節関係）", filled);
    let table = |filled| head("training-matrix", "研修受講状況一覧表（第３．２節関係）", filled);
    let picture = |filled| head("training-rates", "研修受講率の推移（第３．２節関係）", filled);
    let cases = [
        ("untrained-blank", untrained::lay_out(&list(false), None, fonts)),
        ("untrained-filled", untrained::lay_out(&list(true), Some(&untrained(30)), fonts)),
        ("training-matrix-blank", matrix::lay_out(&table(false), None, fonts)),
        ("training-matrix-filled", matrix::lay_out(&table(true), Some(&matrix(30, 20)), fonts)),
        ("training-matrix-many-courses", matrix::lay_out(&table(true), Some(&matrix(3, 23)), fonts)),
        ("training-rates-blank", rates::lay_out(&picture(false), None, fonts)),
        ("training-rates-filled", rates::lay_out(&picture(true), Some(&rates()), fonts)),
    ];
    for (name, sheet) in cases {
        stays_on_paper(&sheet, 14.5);
        matches_golden(name, &sheet);
    }
}

/// Sixty people and a thousand, each once, with the count at the end.
#[test]
fn everybody_is_on_the_lists() {
    for people in [0, 1, 60, 1000] {
        let list = untrained::lay_out(
            &letterhead("untrained", "未受講者一覧", true),
            Some(&untrained(people)),
            Fonts::shared(),
        );
        let table = matrix::lay_out(
            &letterhead("training-matrix", "一覧表", true),
            Some(&matrix(people, 20)),
            Fonts::shared(),
        );
        for (sheet, ending) in [(list, format!("以上　{people}件")), (table, format!("以上　{people}名"))]
        {
            let numbers =
                (1..=people).filter(|n| sheet.texts().any(|text| text == format!("S{n:04}"))).count();
            assert_eq!(numbers, people);
            assert_eq!(sheet.texts().filter(|text| *text == ending).count(), 1);
        }
    }
}

#[test]
fn the_forms_are_printed_as_ever() {
    let fonts = Fonts::shared();
    let eleven = |filled| letterhead("form-11", "様式第１１号（第３．２節関係）", filled);
    let thirteen = |filled| letterhead("form-13", "様式第１３号（第３．２節、第３．３節関係）", filled);
    let cases = [
        ("form-11-blank", plan::lay_out(&eleven(false), None, fonts)),
        ("form-11-filled", plan::lay_out(&eleven(true), Some(&plan(3)), fonts)),
        ("form-11-many", plan::lay_out(&eleven(true), Some(&plan(24)), fonts)),
        ("form-13-blank", report::lay_out(&thirteen(false), None, fonts)),
        ("form-13-filled", report::lay_out(&thirteen(true), Some(&report(3)), fonts)),
        ("form-13-many", report::lay_out(&thirteen(true), Some(&report(60)), fonts)),
    ];
    for (name, sheet) in cases {
        stays_on_paper(&sheet, 14.5);
        matches_golden(name, &sheet);
    }
}

#[test]
fn every_page_is_numbered_and_nobody_is_lost() {
    for people in [0, 1, 60, 1000] {
        let sheet = report::lay_out(
            &letterhead("form-13", "様式第１３号", true),
            Some(&report(people)),
            Fonts::shared(),
        );
        let pages = sheet.pages.len();
        for number in 1..=pages {
            assert!(sheet.texts().any(|text| text == format!("- {number} / {pages} -")));
        }
        assert_eq!(sheet.texts().filter(|text| *text == "髙橋 一郎").count(), people.div_ceil(9));
        assert!(sheet.texts().any(|text| text == format!("以上　{people}件")));
    }
}
