//! The first page of 様式第4号. Numbers are those of the sketch in spec 3.5.

use chrono::NaiveDateTime;

use super::{DisposalForm, ITEMS_IN_FRONT, Work, full_width, item_row, item_table};
use crate::print::SealMode;
use crate::print::cells::{Overflow, block, captioned, signed, written};
use crate::print::furniture::{
    Flow, LEFT, TOP, WIDE, approvals, document_number, form_number, long_date, seal, title,
};
use crate::print::glyph::{Fonts, Role};
use crate::print::sheet::{Area, FRAME, OUTER, Page, THIN};
use crate::print::text::{Align, NAME, SMALL, VALUE, base_line, put};
use crate::registers::choices::{IMPORTANCES, METHODS};
use crate::vocab::PartialDate;

/// Upper edges of the blocks in the print area.
pub const APPROVALS_AT: f32 = 6.0;
pub const DATE_AT: f32 = 32.0;
pub const ADDRESS_AT: f32 = 38.0;
pub const TITLE_AT: f32 = 58.0;
pub const CASE_AT: f32 = 68.0;
pub const ITEMS_AT: f32 = 110.0;
pub const METHOD_AT: f32 = 168.0;
pub const CONFIRM_AT: f32 = 204.0;
/// Heights of the rows of each block.
pub const CASE_ROWS: [f32; 4] = [8.0, 12.0, 12.0, 8.0];
pub const METHOD_ROWS: [f32; 3] = [16.0, 8.0, 10.0];
pub const CONFIRM_ROWS: [f32; 6] = [6.0, 10.0, 12.0, 10.0, 10.0, 10.0];
/// Columns of the confirmation block: what, when, checked, by whom.
const CONFIRM_COLUMNS: [f32; 5] = [0.0, 27.0, 72.0, 125.0, WIDE];
/// Words of tick boxes.
const TICKS: f32 = 9.0;

/// Draws the page; texts that did not fit go into `overflow`.
pub fn page<'a>(form: &'a DisposalForm, fonts: &Fonts, overflow: &mut Vec<Overflow<'a>>) -> Page {
    let mut page = Page::portrait();
    heads(&mut page, fonts, form);
    approvals(&mut page, fonts, TOP + APPROVALS_AT, "決裁", &form.slots, form.seal);
    address(&mut page, fonts, form);
    title(&mut page, fonts, TOP + TITLE_AT, 8.0, 14.0, "電子媒体・機器 廃棄申請書　兼　許可書・作業確認書");
    case(&mut page, fonts, form, overflow);
    items(&mut page, fonts, form);
    method(&mut page, fonts, form, overflow);
    confirmations(&mut page, fonts, form, overflow);
    notes(&mut page, fonts, form);
    page
}

pub fn heads(page: &mut Page, fonts: &Fonts, form: &DisposalForm) {
    let number = "様式第４号（第４．２．２節、第４．２．５節関係）";
    form_number(page, form.form_number.as_deref().unwrap_or(number));
    document_number(page, fonts, form.doc_no.as_deref());
}

/// Date, あて先 and applicant.
fn address(page: &mut Page, fonts: &Fonts, form: &DisposalForm) {
    let date = Area::new(LEFT, TOP + DATE_AT, WIDE - 4.0, 5.0);
    put(page, fonts, date, &long_date(form.applied_on), VALUE.align(Align::Right));

    let organisation = form.organisation.as_deref().unwrap_or("　　　　　　　　");
    let addressee = form.addressee.as_deref().unwrap_or("システム管理者");
    let honorific = if addressee.ends_with(['様', '殿']) { "" } else { "　様" };
    page.text(LEFT, base_line(TOP + ADDRESS_AT + 3.5, 9.0), 9.0, VALUE.role, "（あて先）");
    let to = Area::new(LEFT + 4.0, TOP + ADDRESS_AT + 6.0, 78.0, 10.0);
    put(page, fonts, to, &format!("{organisation}　{addressee}{honorific}"), VALUE);

    for (y, caption, value) in [(0.0, "所属", &form.department), (8.0, "氏名", &form.applicant)] {
        let line = Area::new(LEFT + 100.0, TOP + ADDRESS_AT + y, 66.0, 8.0);
        put(page, fonts, line.columns(0.0, 10.0), caption, SMALL.size(9.0));
        put(page, fonts, line.columns(12.0, 54.0).rows(0.0, 7.3), value.as_deref().unwrap_or_default(), NAME);
        page.dashed(line.x, line.bottom() - 0.5, line.right() - 12.0, line.bottom() - 0.5, THIN);
    }
    put(page, fonts, Area::new(LEFT + 86.0, TOP + ADDRESS_AT, 12.0, 8.0), "申請者", SMALL.size(9.0));
    seal(page, fonts, (LEFT + 162.0, TOP + ADDRESS_AT + 10.0), 12.0, form.seal);
    if form.seal == SealMode::Sign {
        let area = Area::new(LEFT + 155.0, TOP + ADDRESS_AT + 8.0, 14.0, 8.0);
        put(page, fonts, area, "（自署）", SMALL);
    }
}

fn is(value: Option<&str>, id: &str) -> bool {
    value == Some(id)
}

/// 処分区分, 理由, 情報の内容, バックアップ.
fn case<'a>(page: &mut Page, fonts: &Fonts, form: &'a DisposalForm, overflow: &mut Vec<Overflow<'a>>) {
    let labels = ["処分区分", "理由", "情報の内容", "バックアップ"];
    let [kind, reason, content, backup] = block(page, fonts, CASE_AT, CASE_ROWS, labels);
    let mut flow = Flow::new(page, fonts, kind, TICKS);
    for (id, word) in [
        ("dispose", "廃棄"),
        ("lease_return", "リース返却"),
        ("rental_return", "レンタル返却"),
        ("transfer", "譲渡・売却"),
        ("repair", "修理"),
        ("internal_reuse", "所内転用"),
    ] {
        flow.check(word, is(form.disposition.as_deref(), id)).gap(3.6);
    }
    written(page, fonts, reason, "理由", form.reason.as_deref(), VALUE, overflow);

    let classes = content.columns(77.0, content.w);
    written(page, fonts, content.columns(0.0, 74.0), "情報の内容", form.content.as_deref(), VALUE, overflow);
    page.line(classes.x - 1.5, content.y, classes.x - 1.5, content.bottom(), THIN);
    information(page, fonts, form, classes);

    let done = form.backup_needed.as_deref();
    let mut flow = Flow::new(page, fonts, backup, TICKS);
    flow.check("済（保存先", is(done, "done")).gap(1.0).value(form.backup_loc.as_deref(), 28.0).word("）");
    flow.gap(1.5).check("不要", is(done, "not_needed")).gap(2.0).check("不明", is(done, "unknown"));
    let hold = backup.columns(90.0, backup.w);
    page.line(hold.x - 1.5, hold.y, hold.x - 1.5, hold.bottom(), THIN);
    let kept = form.hold_check.as_deref();
    let mut flow = Flow::new(page, fonts, hold, 8.0);
    flow.word("保存義務の確認").gap(1.5).check("満了", is(kept, "expired")).gap(1.2);
    flow.check("対象外", is(kept, "not_applicable"));
}

/// 個人情報 and 分類, one above the other.
fn information(page: &mut Page, fonts: &Fonts, form: &DisposalForm, area: Area) {
    let pii = form.pii_class.as_deref();
    let mut flow = Flow::new(page, fonts, area.rows(0.4, 6.0), TICKS);
    flow.word("個人情報").gap(2.0);
    for (id, word) in [("none", "無"), ("personal", "個"), ("sensitive", "要"), ("specific", "特")] {
        flow.check(word, is(pii, id)).gap(3.0);
    }
    let mut flow = Flow::new(page, fonts, area.rows(6.0, 11.6), TICKS);
    flow.word("分　　類").gap(4.0);
    for choice in IMPORTANCES {
        flow.ringed(choice.label.ja, is(form.importance.as_deref(), choice.id)).gap(7.0);
    }
}

fn items(page: &mut Page, fonts: &Fonts, form: &DisposalForm) {
    let table = item_table();
    let shown = form.items.len().min(ITEMS_IN_FRONT);
    let mut rows: Vec<Vec<String>> =
        form.items.iter().take(shown).enumerate().map(|(n, item)| item_row(item, n + 1)).collect();
    if rows.is_empty() {
        rows = (1..=ITEMS_IN_FRONT).map(|n| item_row(&super::DisposalItem::default(), n)).collect();
    }
    let empty = ITEMS_IN_FRONT - rows.len();
    let at = (LEFT, TOP + ITEMS_AT);
    table.draw(page, fonts, at, &rows, &vec![table.row; rows.len()], empty);
    if empty > 0 {
        table.remainder(page, fonts, at.0, at.1 + table.header + table.row * rows.len() as f32);
    }
}

/// Boxes of the two lines of 方法, and the methods each stands for.
const METHOD_BOXES: [&[(&str, &[&str])]; 2] = [
    &[
        ("粉砕", &["crush"]),
        ("細断", &["shred"]),
        ("穿孔", &["drill"]),
        ("溶解・焼却", &["melt", "incinerate"]),
        ("磁気消去", &["degauss"]),
    ],
    &[
        ("ATA SE", &["ata_secure_erase", "ata_secure_erase_enhanced"]),
        ("Sanitize（ブロック消去）", &["sanitize_block"]),
        ("暗号化消去", &["crypto_erase"]),
    ],
];

/// 方法, 実施者・場所, 許可.
fn method<'a>(page: &mut Page, fonts: &Fonts, form: &'a DisposalForm, overflow: &mut Vec<Overflow<'a>>) {
    let labels = ["方法", "実施者・場所", "許可"];
    let [method, performer, permission] = block(page, fonts, METHOD_AT, METHOD_ROWS, labels);
    let chosen = |ids: &[&str]| form.methods.iter().any(|method| ids.contains(&method.as_str()));

    let mut flow = Flow::new(page, fonts, method.rows(0.6, 8.0), 8.5);
    for (word, ids) in METHOD_BOXES[0] {
        flow.check(word, chosen(ids)).gap(2.6);
    }
    let passes = form.passes.map(|passes| passes.to_string());
    flow.check("上書き（", chosen(&["overwrite"])).number(passes, 7.0).word("回）＋消去");

    let mut flow = Flow::new(page, fonts, method.rows(8.0, 15.4), 8.5);
    for (word, ids) in METHOD_BOXES[1] {
        flow.check(word, chosen(ids)).gap(1.8);
    }
    let other = other_methods(form);
    flow.check("その他（", other.is_some()).value(other.as_deref(), 22.0).word("）").gap(1.5);
    flow.word("規格").gap(1.0).rest(form.method_detail.as_deref(), 0.0);

    who(page, fonts, form, performer);
    permitted(page, fonts, form, permission, overflow);
}

/// Methods without a box of their own, by name.
fn other_methods(form: &DisposalForm) -> Option<String> {
    let boxed = |id: &str| {
        id == "overwrite" || METHOD_BOXES.iter().any(|line| line.iter().any(|(_, ids)| ids.contains(&id)))
    };
    let names: Vec<&str> = form
        .methods
        .iter()
        .filter(|id| !boxed(id))
        .map(|id| METHODS.iter().find(|choice| choice.id == id).map_or(id.as_str(), |choice| choice.label.ja))
        .collect();
    (!names.is_empty()).then(|| names.join("、"))
}

fn who(page: &mut Page, fonts: &Fonts, form: &DisposalForm, area: Area) {
    let by = |who: &str| form.performers.iter().any(|performer| performer == who);
    let mut flow = Flow::new(page, fonts, area, 8.5);
    flow.check("自所（場所", by("own")).gap(1.0).value(form.place.as_deref(), 29.0).word("）").gap(1.5);
    flow.check("委託（業者", by("outsourced")).gap(1.0).value(form.vendor.as_deref(), 33.0);
    flow.gap(1.0).word("再委託").gap(1.0).check("無", form.subcontracted == Some(false)).gap(1.0);
    flow.check("有", form.subcontracted == Some(true)).word("）");
}

fn permitted<'a>(
    page: &mut Page,
    fonts: &Fonts,
    form: &'a DisposalForm,
    area: Area,
    overflow: &mut Vec<Overflow<'a>>,
) {
    let permission = &form.permission;
    let area = Area { x: area.x - 1.5, w: area.w + 3.0, ..area };
    let cells = [29.0, 58.0, 79.0, 108.0];
    for x in cells {
        page.line(area.x + x, area.y, area.x + x, area.bottom(), THIN);
    }
    let mut flow = Flow::new(page, fonts, area.columns(1.5, cells[0]), TICKS);
    flow.check("許可", permission.granted == Some(true)).gap(2.0);
    flow.check("不許可", permission.granted == Some(false));
    let (condition, refused) = (area.columns(cells[0], cells[1]), permission.granted == Some(false));
    let caption = if refused { "不許可の理由" } else { "条件" };
    captioned(page, fonts, condition, caption, None);
    let room = condition.rows(2.9, condition.h).padded(1.0);
    written(page, fonts, room, caption, permission.condition.as_deref(), VALUE.size(8.5), overflow);
    captioned(page, fonts, area.columns(cells[1], cells[2]), "許可番号", permission.number.as_deref());
    let on = permission.on.map_or_else(|| "　　年　　月　　日".to_owned(), PartialDate::long);
    captioned(page, fonts, area.columns(cells[2], cells[3]), "許可日", Some(&on));
    signed(page, fonts, area.columns(cells[3], area.w), "許可者", permission.by.as_deref(), form.seal);
}

/// ①–⑤: what was confirmed, when and by whom.
fn confirmations<'a>(
    page: &mut Page,
    fonts: &Fonts,
    form: &'a DisposalForm,
    overflow: &mut Vec<Overflow<'a>>,
) {
    let whole = Area::new(LEFT, TOP + CONFIRM_AT, WIDE, CONFIRM_ROWS.iter().sum());
    let mut y = 0.0;
    let rows = CONFIRM_ROWS.map(|height| {
        let row = whole.rows(y, y + height);
        y += height;
        row
    });
    confirmation_frame(page, fonts, form, whole, rows);
    let cell =
        |row: usize, column: usize| rows[row].columns(CONFIRM_COLUMNS[column], CONFIRM_COLUMNS[column + 1]);

    before_and_after(page, fonts, form, (cell(1, 1), cell(1, 2), cell(1, 3)), true);
    work(page, fonts, form, (cell(2, 1), cell(2, 2), cell(2, 3)), overflow);
    verification(page, fonts, form, (cell(3, 1), cell(3, 2), cell(3, 3)));
    before_and_after(page, fonts, form, (cell(4, 1), cell(4, 2), cell(4, 3)), false);
    certificate(page, fonts, form, (cell(5, 1), cell(5, 2), cell(5, 3)));
}

/// Rules, header and labels of the block.
fn confirmation_frame(page: &mut Page, fonts: &Fonts, form: &DisposalForm, whole: Area, rows: [Area; 6]) {
    page.shade(rows[0]);
    let checker = format!("確認者（{}）", form.checker.as_deref().unwrap_or("システム管理者"));
    let heads = ["", "日　時", "確認事項", &checker];
    for (n, head) in heads.into_iter().enumerate() {
        let cell = rows[0].columns(CONFIRM_COLUMNS[n], CONFIRM_COLUMNS[n + 1]).padded(1.0);
        put(page, fonts, cell, head, SMALL.size(8.5).align(Align::Centre));
    }
    let labels = ["①作業前確認", "②作　業", "③検　証", "④作業後確認", "⑤証明書受領\n（委託のとき）"];
    for (row, text) in rows[1..].iter().zip(labels) {
        page.line(whole.x, row.y, whole.right(), row.y, THIN);
        let cell = row.columns(0.0, CONFIRM_COLUMNS[1]);
        page.shade(cell);
        put(page, fonts, cell.padded(1.5), text, SMALL.size(9.0));
    }
    for x in &CONFIRM_COLUMNS[1..4] {
        page.line(whole.x + x, whole.y, whole.x + x, whole.bottom(), THIN);
    }
    page.line(whole.x, rows[1].y, whole.right(), rows[1].y, FRAME);
    page.rect(whole, OUTER);
}

type Cells = (Area, Area, Area);

fn before_and_after(page: &mut Page, fonts: &Fonts, form: &DisposalForm, cells: Cells, before: bool) {
    let (done, words): (_, [(&str, &str); 3]) = if before {
        (&form.pre_check, [("ledger", "台帳一致"), ("quantity", "数量"), ("content", "内容")])
    } else {
        (&form.post_check, [("unreadable", "復元不能"), ("remains", "残骸処分"), ("photo", "写真")])
    };
    moment(page, fonts, cells.0, done.at);
    let mut flow = Flow::new(page, fonts, cells.1.padded(1.5), TICKS);
    for (id, word) in words {
        flow.check(word, done.items.iter().any(|item| item == id)).gap(2.0);
    }
    signed(page, fonts, cells.2, "", done.by.as_deref(), form.seal);
}

/// Day and time, left open for the pen where not known.
fn moment(page: &mut Page, fonts: &Fonts, area: Area, at: Option<NaiveDateTime>) {
    let text = at.map_or_else(|| "　　年　　月　　日　　時　　分".to_owned(), |at| day_and_time(at, "　"));
    put(page, fonts, area.padded(1.0), &text, VALUE.size(8.0).align(Align::Centre));
}

fn day_and_time(at: NaiveDateTime, between: &str) -> String {
    format!("{}{between}{}", PartialDate::from(at.date()).long(), at.format("%-H時%M分"))
}

fn work<'a>(
    page: &mut Page,
    fonts: &Fonts,
    form: &'a DisposalForm,
    cells: Cells,
    overflow: &mut Vec<Overflow<'a>>,
) {
    let work = &form.work;
    put(page, fonts, cells.0.padded(1.0), &when(work), VALUE.size(8.0).align(Align::Centre));
    page.text(cells.1.x + 0.8, base_line(cells.1.y + 1.7, 6.5), 6.5, Role::Gothic, "ツール・版・処理内容");
    let room = cells.1.rows(3.0, cells.1.h).padded(1.0);
    written(page, fonts, room, "②処理内容", work.tool.as_deref(), VALUE.size(8.5), overflow);
    let half = cells.2.w / 2.0;
    page.dashed(cells.2.x + half, cells.2.y, cells.2.x + half, cells.2.bottom(), THIN);
    signed(page, fonts, cells.2.columns(0.0, half), "作業者", work.operator.as_deref(), form.seal);
    signed(page, fonts, cells.2.columns(half, cells.2.w), "立会者", work.witness.as_deref(), form.seal);
}

/// The hours; for a record of an old ledger, which knew only the day, that day and room for the hours.
fn when(work: &Work) -> String {
    let hours = span(work.from, work.to);
    match (work.from.or(work.to), work.on) {
        (None, Some(on)) => format!("{}\n{hours}", on.long()),
        _ => hours,
    }
}

/// 10時00分〜11時30分, with the days where known.
fn span(from: Option<NaiveDateTime>, to: Option<NaiveDateTime>) -> String {
    match (from, to) {
        (None, None) => "　　時　　分 〜 　　時　　分".to_owned(),
        (Some(from), Some(to)) if from.date() == to.date() => {
            format!(
                "{}\n{} 〜 {}",
                PartialDate::from(from.date()).long(),
                from.format("%-H時%M分"),
                to.format("%-H時%M分")
            )
        }
        (from, to) => {
            let text = |at: Option<NaiveDateTime>| at.map_or_else(String::new, |at| day_and_time(at, " "));
            format!("{}\n 〜 {}", text(from), text(to))
        }
    }
}

fn verification(page: &mut Page, fonts: &Fonts, form: &DisposalForm, cells: Cells) {
    let verification = &form.verification;
    moment(page, fonts, cells.0, verification.at);
    let (scope, result) = (verification.scope.as_deref(), verification.result.as_deref());
    let area = cells.1.padded(1.5);
    let mut flow = Flow::new(page, fonts, area.rows(0.2, 5.0), 8.5);
    for (id, word) in [("full", "全数"), ("sampling", "抜取"), ("visual", "目視")] {
        flow.check(word, is(scope, id)).gap(2.5);
    }
    let mut flow = Flow::new(page, fonts, area.rows(5.0, 9.8), 8.5);
    flow.word("結果").gap(1.5);
    for (id, word) in [("pass", "合"), ("fail", "否"), ("unknown", "未")] {
        flow.check(word, is(result, id)).gap(3.0);
    }
    signed(page, fonts, cells.2, "検証者", verification.by.as_deref(), form.seal);
}

fn certificate(page: &mut Page, fonts: &Fonts, form: &DisposalForm, cells: Cells) {
    let certificate = &form.certificate;
    let on = certificate.received_on.map_or_else(|| "　　年　　月　　日".to_owned(), PartialDate::long);
    put(page, fonts, cells.0.padded(1.0), &on, VALUE.size(8.0).align(Align::Centre));
    captioned(page, fonts, cells.1.columns(0.0, 27.0), "番号", certificate.number.as_deref());
    let area = cells.1.columns(28.0, cells.1.w);
    let matches = certificate.matches.as_deref();
    let mut flow = Flow::new(page, fonts, area.rows(0.2, 5.0), 8.5);
    flow.word("照合").gap(1.5).check("一致", is(matches, "match"));
    let mut flow = Flow::new(page, fonts, area.rows(5.0, 9.8), 8.5);
    flow.gap(7.5).check("不一致", is(matches, "mismatch"));
    signed(page, fonts, cells.2, "", certificate.by.as_deref(), form.seal);
}

fn notes(page: &mut Page, fonts: &Fonts, form: &DisposalForm) {
    let mut notes = vec![
        "※１　委託した場合は、⑤の照合が終わるまで完了とならない。".to_owned(),
        "※２　特定個人情報は、職員立会いの物理的破壊を原則とする。".to_owned(),
    ];
    if form.items.len() > ITEMS_IN_FRONT {
        let all = full_width(form.items.len());
        notes.push(format!("※３　対象物件は全{all}件。７件目以降は続紙のとおり。"));
    }
    for (n, note) in notes.iter().enumerate() {
        let area = Area::new(LEFT, TOP + 262.8 + 2.9 * n as f32, 150.0, 2.9);
        put(page, fonts, area, note, SMALL.size(7.5));
    }
}
