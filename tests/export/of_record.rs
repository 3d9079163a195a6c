//! What belongs to one record goes out from its own screen: history, rows of a part, attachments.

use mamori_core::attachments;
use mamori_core::audit::log::{EventQuery, page};
use mamori_core::error::ErrorCode;
use mamori_core::export::{self, ExportFormat, ListWanted};
use mamori_core::import::batches;
use mamori_core::records::actions as records;
use mamori_core::records::view::ListQuery;
use mamori_core::vocab::RegisterId;

use super::sample_office;
use crate::support::lists::{read_csv, written};
use crate::support::{draft, medium, office};

const MEDIA: RegisterId = RegisterId::PortableMedia;

#[test]
fn the_history_of_a_record_goes_out_a_row_for_each_value_with_before_and_after() {
    let mut office = office();
    let made = office.usb("USB-001");
    let mut texts = medium("USB-001");
    texts.retain(|(key, _)| *key != "location" && *key != "registered_on");
    texts.extend([("location", "=書庫Ｂ"), ("registered_on", "R5.5.2")]);
    let of = (MEDIA, made.id, made.version);
    records::correct(&mut office.ledgers, &office.session, of, &draft(&texts), "棚卸で確認").unwrap();

    let wanted = ListWanted::RecordHistory { register: MEDIA, record: made.id };
    let read = written(&mut office, &wanted);
    assert_eq!(read.title, "経過");
    assert!(read.state.contains("可搬型記録媒体管理台帳 USB-001"), "{}", read.state);
    assert_eq!(
        read.rows(&["操作", "項目", "変更前", "変更後", "理由"]),
        [
            "訂正｜登録日｜R5.5.1｜R5.5.2｜棚卸で確認",
            "訂正｜保管場所｜耐火金庫 棚2｜=書庫Ｂ｜棚卸で確認",
            "登録｜｜｜｜",
        ]
    );
    let (kind, format) = &read.kinds("日時")[0];
    assert_eq!((*kind, format.contains("ggge") && format.contains("h:mm:ss")), ("day", true));
    assert_eq!(read.kinds("通番")[0].0, "number");
    let (_, csv) = read_csv(&mut office, &wanted);
    assert!(csv.contains(",'=書庫Ｂ,"), "a formula is kept from reckoning: {csv}");

    let name = export::list_file_name(&office.ledgers, &office.session, &wanted, ExportFormat::Xlsx).unwrap();
    assert_eq!(name, "経過_USB-001_R8.11.20.xlsx");
    let lines = page(&mut office.ledgers, &office.session, &EventQuery::default()).unwrap().lines;
    let entry = lines.iter().find(|line| line.action == "exported").unwrap();
    assert_eq!(entry.detail.as_ref().unwrap()["wanted"]["list"], "record_history");
    assert_eq!(entry.register.as_deref(), Some("portable_media"));
}

#[test]
fn the_roll_of_a_session_goes_out_with_the_number_of_its_session() {
    let mut office = sample_office();
    let first =
        records::list(&mut office.ledgers, &office.session, RegisterId::Training, &ListQuery::default());
    let (id, number) = first.unwrap().rows.first().map(|row| (row.id, row.number.clone())).unwrap();
    let record = records::view(&mut office.ledgers, &office.session, RegisterId::Training, id).unwrap();
    let wanted =
        ListWanted::RecordPart { register: RegisterId::Training, record: id, part: "attendees".into() };
    let read = written(&mut office, &wanted);
    assert_eq!(read.title, "出席者名簿");
    assert!(read.state.contains(&number), "{}", read.state);
    let rows = record.parts["attendees"].len();
    assert!(rows > 1);
    let names = record.parts["attendees"].iter().map(|row| row["name"].text.clone()).collect::<Vec<_>>();
    assert_eq!(read.column("氏名"), names);
    let of_session = read.headings[0].clone();
    assert!(of_session.ends_with("の研修番号"), "{of_session}");
    assert_eq!(read.column(&of_session), vec![number; rows]);

    let unknown =
        ListWanted::RecordPart { register: RegisterId::Training, record: id, part: "drives".into() };
    let path = office.folder.path().join("ない.xlsx");
    let how = (&unknown, ExportFormat::Xlsx);
    let refused = export::list(&mut office.ledgers, &office.session, how, &path).unwrap_err();
    assert_eq!((refused.code(), path.exists()), (ErrorCode::NotFound, false));
}

#[test]
fn the_row_a_record_came_from_goes_out_as_it_stood() {
    let mut office = sample_office();
    let all = ListQuery::default();
    let first = records::list(&mut office.ledgers, &office.session, MEDIA, &all).unwrap().rows.remove(0);
    let record = records::view(&mut office.ledgers, &office.session, MEDIA, first.id).unwrap();
    let source = record.imported.unwrap();
    let read = written(&mut office, &ListWanted::RecordSource { register: MEDIA, record: first.id });
    let place = format!("取込み1 {}", source.file);
    assert!(read.state.contains(&place) && read.state.contains("行目"), "{}", read.state);
    let cells: Vec<_> = read.column("元の見出し").into_iter().zip(read.column("元の内容")).collect();
    assert_eq!(cells, source.raw.into_iter().collect::<Vec<_>>());

    let typed = office.usb("USB-900");
    let read = written(&mut office, &ListWanted::RecordSource { register: MEDIA, record: typed.id });
    assert!(read.column("元の見出し").is_empty() && read.state.contains("0件"), "{}", read.state);
}

#[test]
fn attachments_counts_and_the_numbers_of_the_regulation_go_out() {
    let mut office = office();
    let made = office.usb("USB-001");
    let about = attachments::About { note: Some("納品書の写し"), ..attachments::About::default() };
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    attachments::actions::attach(ledgers, session, (MEDIA, made.id), ("納品書.txt", b"1 USB"), about)
        .unwrap();
    let read = written(&mut office, &ListWanted::RecordAttachments { register: MEDIA, record: made.id });
    assert_eq!(read.rows(&["添付ファイル", "大きさ（バイト）", "説明"]), ["納品書.txt｜5｜納品書の写し"]);
    assert_eq!(read.kinds("添付した日時")[0].0, "day");

    let counts = written(&mut office, &ListWanted::LedgerCounts);
    assert!(counts.rows(&["台帳", "件数"]).contains(&"可搬型記録媒体管理台帳｜1".to_owned()));

    let numbers = written(&mut office, &ListWanted::ProfileNumbers);
    let because = numbers.column("根拠");
    assert!(because.iter().any(|clause| clause.starts_with("A ")) && !because.contains(&String::new()));
    assert!(because.iter().any(|clause| clause.contains("規程に定めなし")), "{because:?}");
}

#[test]
fn what_an_undoing_would_leave_goes_out_with_its_reasons() {
    let mut office = sample_office();
    let all = ListQuery::default();
    let first = records::list(&mut office.ledgers, &office.session, MEDIA, &all).unwrap().rows.remove(0);
    let record = records::view(&mut office.ledgers, &office.session, MEDIA, first.id).unwrap();
    let mut texts = draft(&[]);
    texts.values = record.cells.iter().map(|(key, cell)| (key.clone(), cell.value.clone())).collect();
    texts.values.insert("remarks".into(), "棚卸で確認".into());
    let of = (MEDIA, record.id, record.version);
    records::correct(&mut office.ledgers, &office.session, of, &texts, "棚卸").unwrap();

    let plan = batches::plan_undo(&office.ledgers, &office.session, 1).unwrap();
    let read = written(&mut office, &ListWanted::UndoKept { batch: 1 });
    assert_eq!(read.column("番号").len(), plan.touched.len());
    let lines = read.rows(&["台帳", "番号", "取り消せない理由"]);
    let own = format!("可搬型記録媒体管理台帳｜{}｜取込みのあとに変更", first.number);
    assert!(lines.contains(&own), "{lines:?}");
}
