use chrono::NaiveDate;

use super::*;
use crate::print::sheet::{Mark, OUTER};
use crate::print::testing::{matches_golden, stays_on_paper};
use crate::print::{ChainHead, PrintError, check};

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn at(month: u32, day: u32, hour: u32, minute: u32) -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap().and_hms_opt(hour, minute, 0)
}

fn day(month: u32, day: u32) -> Option<PartialDate> {
    PartialDate::from_day(2026, month, day)
}

fn blank() -> DisposalForm {
    let slots = ["部門管理者", "システム管理者", "運用責任者"].map(Slot::empty).to_vec();
    let footer = Footer { form: "form-04".into(), profile: some("A 第1版"), ..Footer::default() };
    DisposalForm { slots, footer, ..DisposalForm::default() }
}

fn item(n: usize) -> DisposalItem {
    let kinds = ["USBメモリ", "ノートPC", "内蔵SSD（NVMe）", "LTO-8テープ"];
    DisposalItem {
        number: format!("USB-{n:04}"),
        kind: kinds[n % 4].into(),
        maker_model: ["バッファロー RUF3-K64GA-BK", "富士通 LIFEBOOK U9313/X（FMVU5402KP）"][n % 2].into(),
        serial: format!("JP0{n}8K2Q7Z5M1X0{n}"),
        capacity: ["64GB", "512GB"][n % 2].into(),
        adequacy: some(["ok", "warn", "block"][n % 3]),
    }
}

fn filled(items: usize) -> DisposalForm {
    let slot = |label: &str, name: &str, at| Slot { label: label.into(), name: some(name), at };
    DisposalForm {
        organisation: some("みなと健康保険組合"),
        addressee: some("システム管理者"),
        slots: vec![
            slot("部門管理者", "渡邊 誠", at(11, 20, 9, 5)),
            slot("システム管理者", "辻\u{e0100} 香織", at(11, 20, 13, 30)),
            slot("情報システム運用責任者", "德永 修", at(11, 24, 10, 0)),
        ],
        doc_no: some("媒廃R8-003"),
        applied_on: day(11, 20),
        department: some("総務課"),
        applicant: some("髙橋 一郎"),
        disposition: some("dispose"),
        reason: some(
            "リース満了後に買い取った端末の内蔵媒体で、令和８年度のサーバ更改により不要となったため。障害により読出しができないものを含む。",
        ),
        content: some("被保険者台帳の写し、特定健診の結果（令和３年度〜令和５年度分、1,234件）"),
        pii_class: some("specific"),
        importance: some("I"),
        backup_needed: some("done"),
        backup_loc: some("ファイルサーバ2"),
        hold_check: some("expired"),
        items: (1..=items).map(item).collect(),
        methods: vec!["overwrite".into(), "crush".into(), "bend".into()],
        passes: Some(1),
        method_detail: some("2mm以下"),
        performers: vec!["outsourced".into()],
        place: some("本部2階サーバ室"),
        vendor: some("㈱セキュア・リサイクル東京事業所"),
        subcontracted: Some(false),
        permission: Permission {
            granted: Some(true),
            condition: some("職員の立会いの下で実施すること"),
            number: some("許R8-012"),
            on: day(11, 24),
            by: some("渡邉\u{e0101} 美穂"),
        },
        pre_check: Confirmation {
            at: at(12, 3, 9, 40),
            items: vec!["ledger".into(), "quantity".into(), "content".into()],
            by: some("辻\u{e0100} 香織"),
        },
        work: Work {
            on: None,
            from: at(12, 3, 10, 0),
            to: at(12, 3, 11, 30),
            tool: some(
                "Blancco Drive Eraser 7.8（全域上書き1回＋検証）の後、メディアシュレッダー MS-450 で粉砕",
            ),
            operator: some("𠮷田 健"),
            witness: some("ﾏﾙﾃｨﾈｽ ｱﾅ"),
        },
        verification: Verification {
            at: at(12, 3, 11, 35),
            scope: some("full"),
            result: some("pass"),
            by: some("德永 修"),
        },
        post_check: Confirmation {
            at: at(12, 3, 11, 50),
            items: vec!["unreadable".into(), "remains".into()],
            by: some("辻\u{e0100} 香織"),
        },
        certificate: Certificate {
            received_on: day(12, 18),
            number: some("SR-2026-118844"),
            matches: some("match"),
            by: some("辻\u{e0100} 香織"),
        },
        footer: Footer {
            form: "form-04".into(),
            retention: some("保存期間　５年（令和14年3月31日まで）"),
            profile: some("A 第1版"),
            record: some("5f0c2a8e-7c1b-4a55-9d0e-2f6f1f3b9a10"),
            doc_no: some("媒廃R8-003"),
            chain_head: Some(ChainHead { seq: 10482, short: "9f3ac01b".into() }),
        },
        ..blank()
    }
}

#[test]
fn the_form_is_printed_as_ever() {
    let fonts = Fonts::shared();
    let electronic = DisposalForm { seal: SealMode::Electronic, ..filled(2) };
    let long = DisposalForm {
        reason: Some("更改により不要となった端末の内蔵媒体であり、再利用の見込みがないため。".repeat(12)),
        applicant: some("サンパウロ・マルティネス・デ・ラ・クルス アナマリア"),
        ..filled(15)
    };
    // Municipal wording, five approvers, signed by hand.
    let labels = ["係", "情報システム管理者", "情報セキュリティ管理者", "統括情報セキュリティ責任者", "CISO"];
    let signed = DisposalForm {
        form_number: some("様式第４号（第２条第２項第１０号関係）"),
        organisation: some("神奈川県・静岡県情報サービス産業合同健康保険組合連合会"),
        addressee: some("情報セキュリティ管理者　殿"),
        slots: labels.map(Slot::empty).to_vec(),
        seal: SealMode::Sign,
        checker: some("情報セキュリティ管理者"),
        ..filled(3)
    };
    let cases = [
        ("form-04-signed", signed),
        ("form-04-blank", blank()),
        ("form-04-six-items", filled(6)),
        ("form-04-electronic", electronic),
        ("form-04-fifteen-items", filled(15)),
        ("form-04-long-texts", long),
    ];
    for (name, form) in cases {
        let sheet = lay_out(&form, fonts);
        stays_on_paper(&sheet, 14.5);
        matches_golden(name, &sheet);
    }
}

fn rects(page: &Page, wanted: f32) -> Vec<[f32; 4]> {
    let rect = |mark: &Mark| match mark {
        Mark::Rect { area, width } if *width == wanted => Some([area.x, area.y, area.w, area.h]),
        _ => None,
    };
    page.marks.iter().filter_map(rect).collect()
}

fn close(a: [f32; 4], b: [f32; 4]) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 0.5)
}

/// Spec 3.5, from the corner of the print area at 25, 15.
#[test]
fn boxes_stand_where_the_spec_puts_them() {
    for form in [blank(), filled(6), filled(15)] {
        let sheet = lay_out(&form, Fonts::shared());
        let blocks = rects(&sheet.pages[0], OUTER);
        let spec = [(68.0, 108.0), (110.0, 166.0), (168.0, 202.0), (204.0, 262.0)];
        assert_eq!(blocks.len(), spec.len());
        for (block, (from, to)) in blocks.into_iter().zip(spec) {
            assert!(close(block, [25.0, 15.0 + from, 170.0, to - from]), "{block:?}");
        }
        let approvals = rects(&sheet.pages[0], crate::print::sheet::FRAME);
        assert!(close(approvals[0], [25.0 + 104.0, 15.0 + 6.0, 66.0, 23.0]), "{approvals:?}");
    }
}

#[test]
fn rows_of_the_blocks_add_up_to_the_spec() {
    let sum = |rows: &[f32]| rows.iter().sum::<f32>();
    assert_eq!(front::CASE_AT + sum(&front::CASE_ROWS), 108.0);
    assert_eq!(front::METHOD_AT + sum(&front::METHOD_ROWS), 202.0);
    assert_eq!(front::CONFIRM_AT + sum(&front::CONFIRM_ROWS), 262.0);
    let table = item_table();
    assert_eq!((table.width(), table.header + table.row * 6.0), (170.0, 56.0));
}

#[test]
fn rules_of_the_things_are_in_their_columns() {
    let sheet = lay_out(&blank(), Fonts::shared());
    let mut wanted = vec![33.0, 59.0, 83.0, 129.0, 167.0, 183.0];
    for mark in &sheet.pages[0].marks {
        if let Mark::Line { x1, y1, x2, y2, .. } = mark
            && x1 == x2
            && (*y1, *y2) == (125.0, 181.0)
        {
            wanted.retain(|x| (x - x1).abs() > 0.5);
        }
    }
    assert_eq!(wanted, Vec::<f32>::new());
}

/// Blanks for the pen are at least 7 mm high, cells for a seal at least 10 mm (spec 3.1).
#[test]
fn a_blank_form_leaves_room_for_pen_and_seal() {
    let sheet = lay_out(&blank(), Fonts::shared());
    let rings: Vec<f32> = sheet.pages[0]
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Circle { diameter, grey, .. } if *grey < 1.0 => Some(*diameter),
            _ => None,
        })
        .collect();
    assert_eq!(rings.len(), 8);
    assert_eq!(rings[0], 12.0);
    assert!(rings.iter().all(|diameter| *diameter >= 8.0));
    assert!(front::CONFIRM_ROWS[1..].iter().all(|height| *height >= 10.0));
    assert!(front::CASE_ROWS.iter().chain(&front::METHOD_ROWS).all(|height| *height >= 7.0));
}

#[test]
fn a_blank_form_names_no_day_and_no_person() {
    let sheet = lay_out(&DisposalForm::default(), Fonts::shared());
    let texts: Vec<&str> = sheet.texts().collect();
    assert!(texts.contains(&"令和　　年　　月　　日"));
    assert!(!sheet.pages[0].marks.iter().any(|mark| matches!(mark, Mark::Qr { .. })));
    assert!(!sheet.dump().contains(" checked"));
}

#[test]
fn every_thing_is_printed_once_and_pages_are_counted() {
    for (items, pages) in [(0, 1), (6, 1), (7, 2), (35, 2), (36, 3), (100, 5)] {
        let sheet = lay_out(&filled(items), Fonts::shared());
        assert_eq!(sheet.pages.len(), pages, "{items} items");
        let texts: Vec<&str> = sheet.texts().collect();
        for n in 1..=items {
            let number = format!("USB-{n:04}");
            assert_eq!(texts.iter().filter(|text| **text == number).count(), 1, "{number}");
        }
        assert!(texts.contains(&format!("- {pages} / {pages} -").as_str()));
    }
}

#[test]
fn a_text_too_long_for_its_cell_is_whole_on_the_attached_sheet() {
    let reason = "障害により読出しができないため、物理的破壊による。".repeat(60);
    let sheet = lay_out(&DisposalForm { reason: some(&reason), ..filled(1) }, Fonts::shared());
    let texts: Vec<&str> = sheet.texts().collect();
    assert!(texts.contains(&"別紙のとおり"));
    assert!(texts.concat().contains(&reason));
}

#[test]
fn a_name_without_a_glyph_is_refused_before_printing() {
    let form = DisposalForm { applicant: some("山田 \u{2ffff}子"), ..filled(1) };
    let refused = check(&lay_out(&form, Fonts::shared()), Fonts::shared());
    assert!(matches!(refused, Err(PrintError::MissingGlyph { code_point, .. }) if code_point == "U+2FFFF"));
}
