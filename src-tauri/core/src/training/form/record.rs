//! Page 1 of 様式第12号: what was taught, by whom, with which text, and what came of it.

use super::{TrainingForm, heads, right_edge};
use crate::print::cells::{Overflow, block, captioned, written};
use crate::print::furniture::{Flow, LEFT, TOP, WIDE, approvals_to, title};
use crate::print::glyph::Fonts;
use crate::print::sheet::{Area, Page, THIN};
use crate::print::text::{NAME, SMALL, VALUE, put};
use crate::training::choices::{COURSE_KINDS, MODES, TARGETS};

/// Upper edges of the blocks in the print area.
pub const CIRCULATION_AT: f32 = 6.0;
pub const TITLE_AT: f32 = 31.0;
pub const RECORD_AT: f32 = 44.0;
/// 年度・回, 研修名, 日時, 講師, 対象・人数, 内容, テキスト, 理解度確認, 欠席者措置, 所見.
pub const ROWS: [f32; 10] = [8.0, 8.0, 8.0, 8.0, 8.0, 50.0, 10.0, 10.0, 12.0, 30.0];
const WORDS: f32 = 8.5;
/// Where 日時 and 講師 are divided.
const SPLIT: f32 = 90.5;

/// Draws the page; texts that did not fit go into `overflow`.
pub fn page<'a>(form: &'a TrainingForm, fonts: &Fonts, overflow: &mut Vec<Overflow<'a>>) -> Page {
    let mut page = Page::portrait();
    heads(&mut page, fonts, form);
    let at = (right_edge(form), TOP + CIRCULATION_AT);
    approvals_to(&mut page, fonts, at, "回覧", &form.slots, form.seal);
    let organisation = Area::new(LEFT, TOP + 20.0, 78.0, 8.0);
    put(&mut page, fonts, organisation, form.organisation.as_deref().unwrap_or_default(), VALUE);
    title(&mut page, fonts, TOP + TITLE_AT, 10.0, 16.0, "情報セキュリティ研修実施記録");
    let labels = [
        "年度・回",
        "研修名",
        "日時",
        "講師",
        "対象・人数",
        "内容",
        "テキスト",
        "理解度確認",
        "欠席者措置",
        "所見",
    ];
    let cells = block(&mut page, fonts, RECORD_AT, ROWS, labels);
    year(&mut page, fonts, form, cells[0]);
    written(&mut page, fonts, cells[1], "研修名", form.course.as_deref(), VALUE, overflow);
    when(&mut page, fonts, form, cells[2]);
    instructor(&mut page, fonts, form, cells[3]);
    targets(&mut page, fonts, form, cells[4]);
    let text = |cell: Area| cell.rows(1.5, cell.h - 1.0);
    written(&mut page, fonts, text(cells[5]), "内容", form.content.as_deref(), VALUE.top(), overflow);
    text_used(&mut page, fonts, form, cells[6]);
    quiz(&mut page, fonts, form, cells[7]);
    absent(&mut page, fonts, form, cells[8], overflow);
    written(&mut page, fonts, text(cells[9]), "所見", form.findings.as_deref(), VALUE.top(), overflow);
    notes(&mut page, fonts);
    page
}

fn year(page: &mut Page, fonts: &Fonts, form: &TrainingForm, area: Area) {
    let year = form.fiscal_year.map_or_else(|| "令和　　年度".to_owned(), |year| year.to_string());
    let session = form.session.map(|session| session.to_string());
    let mut flow = Flow::new(page, fonts, area, 9.0);
    flow.value(Some(&year), 23.0).word("第").number(session, 7.0).word("回");
    let kinds = area.columns(43.0, area.w);
    page.line(kinds.x - 1.5, area.y, kinds.x - 1.5, area.y + area.h, THIN);
    let chosen = form.course_kind.as_deref();
    // その他 has no box in the sketch; it is printed where it was chosen, so that no kind is lost.
    let other = COURSE_KINDS.iter().find(|kind| kind.id == "other" && chosen == Some(kind.id));
    let mut flow = Flow::new(page, fonts, kinds, if other.is_some() { 7.0 } else { 8.0 });
    flow.word("種別").gap(1.6);
    for (id, word) in [
        ("system_use", "ｼｽﾃﾑ取扱い"),
        ("privacy", "ﾌﾟﾗｲﾊﾞｼｰ"),
        ("carry_out", "持出し"),
        ("new_hire", "新規採用"),
        ("drill", "緊急時訓練"),
    ] {
        flow.check(word, chosen == Some(id)).gap(1.4);
    }
    if let Some(other) = other {
        flow.check(other.label.ja, true);
    }
}

fn when(page: &mut Page, fonts: &Fonts, form: &TrainingForm, area: Area) {
    let blank = "令和　　年　　月　　日（　）";
    let day = form.held_on.map_or_else(
        || blank.to_owned(),
        |day| format!("{}（{}）", day.long(), day.weekday_ja().unwrap_or("　")),
    );
    let time = |at: Option<chrono::NaiveDateTime>| {
        at.map_or_else(|| "　　時　　分".to_owned(), |at| at.format("%-H時%M分").to_string())
    };
    let text = format!("{day}{}〜{}", time(form.started_at), time(form.ended_at));
    put(page, fonts, area.columns(0.0, 88.0), &text, VALUE.size(8.5));
    let place = area.columns(SPLIT, area.w);
    page.line(place.x - 1.5, area.y, place.x - 1.5, area.y + area.h, THIN);
    let mode = form
        .mode
        .as_deref()
        .map(|id| MODES.iter().find(|mode| mode.id == id).map_or(id, |mode| mode.label.ja));
    let both: Vec<&str> = form.place.as_deref().into_iter().chain(mode).collect();
    Flow::new(page, fonts, place, WORDS).word("場所／方法").gap(1.5).rest(Some(&both.join("／")), 0.0);
}

fn instructor(page: &mut Page, fonts: &Fonts, form: &TrainingForm, area: Area) {
    let mut flow = Flow::new(page, fonts, area, 9.0);
    flow.word("所属").gap(2.0).value(form.instructor_org.as_deref(), 75.0);
    let name = area.columns(SPLIT, area.w);
    page.line(name.x - 1.5, area.y, name.x - 1.5, area.y + area.h, THIN);
    Flow::new(page, fonts, name, 9.0).word("氏名");
    put(page, fonts, name.columns(9.0, name.w), form.instructor.as_deref().unwrap_or_default(), NAME);
}

/// Targets with a box of their own.
const BOXES: [(&str, &str); 4] =
    [("all_staff", "全職員"), ("managers", "管理者"), ("new_hires", "新規採用"), ("contractors", "委託先")];

fn targets(page: &mut Page, fonts: &Fonts, form: &TrainingForm, area: Area) {
    let chosen = |id: &str| form.targets.iter().any(|target| target == id);
    let others: Vec<&str> = TARGETS
        .iter()
        .filter(|target| chosen(target.id) && BOXES.iter().all(|(id, _)| *id != target.id))
        .map(|target| target.label.ja)
        .collect();
    // Targets without a box push the counts onto a second line.
    let (line, counts, size) = if others.is_empty() {
        (area, area.columns(64.0, area.w), WORDS)
    } else {
        (area.rows(0.2, 4.0), area.rows(4.0, 7.8), 7.5)
    };
    let mut flow = Flow::new(page, fonts, line, size);
    for (id, word) in BOXES {
        flow.check(word, chosen(id)).gap(1.8);
    }
    for word in others {
        flow.check(word, true).gap(1.8);
    }
    let number = |count: Option<u32>| count.map(|count| count.to_string());
    let mut flow = Flow::new(page, fonts, counts, size);
    flow.word("対象").number(number(form.target_count), 8.0).word("名／免除");
    flow.number(number(form.exempt()), 7.0).word("名／出席").number(number(form.attended()), 8.0);
    flow.word("名／受講率").number(number(form.percent()), 7.0).word("％");
}

/// Cells side by side, each with its caption; `at` are their left edges.
fn side_by_side(page: &mut Page, fonts: &Fonts, area: Area, cells: &[(f32, &str, Option<&str>)]) {
    let area = Area { x: area.x - 1.5, w: area.w + 3.0, ..area };
    for (n, (from, caption, value)) in cells.iter().enumerate() {
        let to = cells.get(n + 1).map_or(area.w, |(next, ..)| *next);
        captioned(page, fonts, area.columns(*from, to), caption, *value);
        if n > 0 {
            page.line(area.x + from, area.y, area.x + from, area.y + area.h, THIN);
        }
    }
}

fn text_used(page: &mut Page, fonts: &Fonts, form: &TrainingForm, area: Area) {
    let cells = [
        (0.0, "名称", form.text_ref.as_deref()),
        (58.0, "版", form.text_edition.as_deref()),
        (82.0, "保管場所", form.text_place.as_deref()),
        (118.0, "テキスト番号", form.text_no.as_deref()),
    ];
    side_by_side(page, fonts, area, &cells);
}

fn quiz(page: &mut Page, fonts: &Fonts, form: &TrainingForm, area: Area) {
    let points =
        |score: Option<u32>| score.map_or_else(|| "　　　点".to_owned(), |score| format!("{score} 点"));
    let (average, pass) = (points(form.quiz_average), points(form.quiz_pass));
    let cells = [
        (0.0, "方法", form.quiz_method.as_deref()),
        (42.0, "平均", Some(average.as_str())),
        (64.0, "基準", Some(pass.as_str())),
        (86.0, "不合格者の措置", form.quiz_failed_action.as_deref()),
    ];
    side_by_side(page, fonts, area, &cells);
}

fn absent<'a>(
    page: &mut Page,
    fonts: &Fonts,
    form: &'a TrainingForm,
    area: Area,
    overflow: &mut Vec<Overflow<'a>>,
) {
    let on =
        form.makeup_on.map_or_else(|| "令和　　年　　月　　日".to_owned(), crate::vocab::PartialDate::long);
    side_by_side(page, fonts, area, &[(0.0, "補講予定日", Some(&on)), (42.0, "対象と措置", None)]);
    let room = area.columns(42.0, area.w);
    let count = form.absent().map(|count| count.to_string());
    let mut flow = Flow::new(page, fonts, room.rows(3.0, 7.6), WORDS);
    flow.word("対象").number(count, 12.0).word("名（未受講者一覧のとおり）");
    let action = room.rows(7.4, 11.9);
    written(page, fonts, action, "欠席者措置", form.absent_action.as_deref(), VALUE.size(8.5), overflow);
}

fn notes(page: &mut Page, fonts: &Fonts) {
    let bottom = RECORD_AT + ROWS.iter().sum::<f32>();
    let notes = [
        "（注）１　使用したテキスト及び出席者名簿を添えて保管すること。",
        "　　　２　欠席者には補講を行い、受講日を出席者名簿に記入すること。",
    ];
    for (n, note) in notes.into_iter().enumerate() {
        let area = Area::new(LEFT, TOP + bottom + 2.5 + 4.2 * n as f32, WIDE, 4.0);
        put(page, fonts, area, note, SMALL);
    }
}
