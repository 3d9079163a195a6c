use super::*;
use crate::print::testing::{matches_golden, stays_on_paper};
use crate::print::{ChainHead, Fonts, Footer, Slot};
use crate::registers::testing::with_rows;

fn letterhead(form: &str, number: &str, doc_no: Option<&str>) -> Letterhead {
    Letterhead {
        form_number: number.into(),
        organisation: "みなと健康保険組合".into(),
        addressee: None,
        slots: ["部門管理者", "システム管理者", "運用責任者"].map(Slot::empty).to_vec(),
        checker: None,
        footer: Footer {
            form: form.into(),
            profile: Some("a 版1".into()),
            doc_no: doc_no.map(str::to_owned),
            chain_head: doc_no.map(|_| ChainHead { seq: 10482, short: "9f3ac01b".into() }),
            ..Footer::default()
        },
    }
}

const SERIALS: [&str; 4] = ["WX41A1234567", "WX41A7654321", "S64DNX0R123456", "SN0001"];

/// A case of a server's disks, sent out, and of a notebook's drive and sticks, dealt with here.
fn case(sticks: usize) -> Content {
    let values = [
        ("doc_no", "媒廃R8-003"),
        ("applied_on", "R8.11.2"),
        ("department", "総務課"),
        ("applicant", "髙橋 一郎"),
        ("disposition", "リース返却"),
        ("reason", "リース満了。電源部の故障により起動しないものを含む。"),
        ("content", "特定健診の結果（令和3〜5年度）"),
        ("pii_class", "要配慮個人情報"),
        ("backup_needed", "済"),
        ("level", "破壊"),
        ("method", "粉砕"),
        ("method_detail", "粒度2mm以下"),
        ("vendor", "㈱セキュア・リサイクル東京事業所"),
        ("contract_no", "委-12"),
        ("return_due", "R8.12.10"),
        ("lease_terms", "破壊可"),
        ("permitted_on", "R8.11.4"),
        ("permitted_by", "山﨑 幸子"),
        ("permit_no", "許R8-012"),
        ("pre_checked_by", "辻󠄀 香織"),
        ("pre_checked_at", "R8.11.9 9:00"),
        ("work_started_at", "R8.11.9 10:00"),
        ("work_ended_at", "R8.11.9 11:30"),
        ("place", "本部2階サーバ室"),
        ("operator", "𠮷田 健"),
        ("witness", "ﾏﾙﾃｨﾈｽ ｱﾅ"),
        ("tool", "メディアシュレッダー MS-450"),
        ("verification", "目視"),
        ("result", "合格"),
        ("verified_by", "渡邉 美穂"),
        ("validation", "受容"),
        ("post_checked_by", "辻󠄀 香織"),
        ("post_checked_at", "R8.11.18 16:00"),
        ("destination", "産廃業者"),
        ("disposed_on", "R8.11.18"),
        ("handed_on", "R8.11.10"),
        ("handed_by", "髙橋 一郎"),
        ("collected_by", "佐藤 学"),
        ("receipt_no", "預り-77"),
        ("handling", "業者が持帰り"),
        ("certificate_due", "R8.12.10"),
        ("certificate_no", "SR-2026-118"),
        ("certificate_received_on", "R8.11.17"),
        ("certificate_match", "不一致"),
        ("certificate_checked_by", "辻󠄀 香織"),
        ("reported_on", "R8.11.15"),
        ("carrier", "㈱セキュア・リサイクル"),
        ("nda_no", "守-5"),
    ];
    let outside = |serial, result| {
        [
            ("item_no", "SV-002"),
            ("item_kind", "内蔵HDD"),
            ("model", "WD10EZEX"),
            ("serial", serial),
            ("performer", "外部委託"),
            ("method", "上書き"),
            ("certificate_match", result),
        ]
    };
    let drive = [
        ("item_no", "PC-012"),
        ("item_kind", "内蔵SSD"),
        ("maker", "Samsung"),
        ("model", "MZVL2512"),
        ("serial", SERIALS[2]),
        ("capacity", "512GB"),
        ("method", "粉砕"),
        ("level", "破壊"),
        ("result", "合格"),
        ("serial_source", "ソフト"),
    ];
    let stick = [
        ("item_no", "USB-001"),
        ("item_kind", "USBメモリ"),
        ("maker", "BUFFALO"),
        ("model", "RUF3-HSL32G"),
        ("serial", SERIALS[3]),
        ("method", "粉砕"),
        ("level", "破壊"),
        ("result", "合格"),
    ];
    let (first, second) = (outside(SERIALS[0], "一致"), outside(SERIALS[1], "欠落"));
    let mut items: Vec<&[(&str, &str)]> = vec![&first, &second, &drive];
    items.extend(std::iter::repeat_n(stick.as_slice(), sticks));
    let step = |serial, method, result| {
        [
            ("item_no", "PC-012"),
            ("serial", serial),
            ("method", method),
            ("level", "消去"),
            ("tool", "nwipe 0.36"),
            ("started_at", "R8.11.9 10:00"),
            ("ended_at", "R8.11.9 11:30"),
            ("verification", "全数"),
            ("result", result),
            ("operator", "𠮷田 健"),
            ("error_count", "3"),
            ("retry_count", "12"),
            ("coverage", "HPAなし"),
        ]
    };
    let (failed, again) = (step(SERIALS[2], "上書き", "不合格"), step(SERIALS[2], "粉砕", "合格"));
    let certificate = [
        ("certificate_no", "SR-2026-118"),
        ("certificate_type", "データ消去証明書"),
        ("issuer", "㈱セキュア・リサイクル"),
        ("issued_on", "R8.11.16"),
        ("received_on", "R8.11.17"),
        ("received_by", "髙橋 一郎"),
        ("seal", "押印"),
        ("method", "上書き"),
        ("level", "消去"),
        ("tool", "Blancco Drive Eraser 7.8"),
        ("worked_on", "R8.11.12"),
        ("worked_by", "作業員 A"),
        ("place", "東京工場"),
        ("checked_by", "辻󠄀 香織"),
    ];
    let line = |serial, found, own| {
        [("serial", serial), ("result", "合格"), ("found_as", found), ("item_serial", own)]
    };
    let (fits, near) = (line(SERIALS[0], "一致", SERIALS[0]), line("WX41A7654327", "1文字違い", SERIALS[1]));
    with_rows(
        RegisterId::Disposals,
        &values,
        &[
            ("items", &items),
            ("steps", &[&failed, &again]),
            ("certificates", &[&certificate]),
            ("certificate_lines", &[&fits, &near]),
        ],
    )
}

type LayOut = fn(OnPaper<'_>, &Fonts) -> Sheet;

const SHEETS: [(&str, &str, LayOut); 4] = [
    ("form-05", "様式第５号（第４．２．２節関係）", receipt::lay_out),
    ("form-10", "様式第１０号（第４．２．２節関係）", lent::lay_out),
    ("form-04-work", "様式第４号（第４．２．２節、第４．２．５節関係）", work_record::lay_out),
    ("erasure-certificate", "消去証明書", own_certificate::lay_out),
];

#[test]
fn the_papers_of_a_case_are_printed_as_ever() {
    let fonts = Fonts::shared();
    for (form, number, lay_out) in SHEETS {
        let blank = letterhead(form, number, None);
        let paper = OnPaper { letterhead: &blank, case: None, worker: None, seal: SealMode::Seal };
        let sheet = lay_out(paper, fonts);
        stays_on_paper(&sheet, 14.5);
        matches_golden(&format!("{form}-blank"), &sheet);
        let filled = letterhead(form, number, Some("媒廃R8-003"));
        let worker = Worker { place: "総務課 主任".into(), contact: "内線 212".into() };
        for (name, sticks) in [("filled", 2), ("many", 60)] {
            let case = case(sticks);
            let (case, worker) = (Some(&case), Some(&worker));
            let paper = OnPaper { letterhead: &filled, case, worker, seal: SealMode::Seal };
            let sheet = lay_out(paper, fonts);
            stays_on_paper(&sheet, 14.5);
            matches_golden(&format!("{form}-{name}"), &sheet);
        }
    }
}

#[test]
fn every_thing_and_every_doubt_is_on_the_paper() {
    let fonts = Fonts::shared();
    let (head, case) = (letterhead("form-05", "様式第５号", Some("媒廃R8-003")), case(60));
    let paper = OnPaper { letterhead: &head, case: Some(&case), worker: None, seal: SealMode::Electronic };
    let receipt = receipt::lay_out(paper, fonts);
    for wanted in ["WX41A7654327", "1文字違い", "欠落", "SR-2026-118"] {
        assert!(receipt.texts().any(|text| text.contains(wanted)), "{wanted}");
    }
    let own = own_certificate::lay_out(paper, fonts);
    assert_eq!(own.texts().filter(|text| *text == SERIALS[3]).count(), 60);
    assert!(
        !own.texts().any(|text| text.contains(SERIALS[0])),
        "the contractor's things have his certificate"
    );
}
