//! 復旧キーの控え: the one sheet that is printed at set-up and then lies in a safe.
//!
//! The key is on the paper and nowhere else; the program keeps no copy, and the log says only that the
//! sheet was made.

use serde_json::json;

use super::written_at;
use crate::audit::{Action, Event};
use crate::error::Result;
use crate::ledgers::Ledgers;
use crate::print::furniture::{LEFT, TOP, WIDE, title};
use crate::print::sheet::{Area, FRAME, Page, Sheet, THIN};
use crate::print::text::{Align, VALUE, put};
use crate::print::{self, Fonts, Meta};
use crate::users::{Permission, Session};
use crate::vocab::PartialDate;

/// What to do with the sheet, in the office's language.
const ADVICE: [&str; 4] = [
    "１　この紙は、パスワードを忘れたときに台帳を開くためのただ一つのものです。再発行はできません。",
    "２　台帳のあるパソコンとは別の、施錠できる場所（耐火金庫等）に保管してください。",
    "３　使うときは、サインイン画面の「パスワードを忘れたとき」から入力します。読みにくい字は、Ｏは０、Ｉは１として読みます。",
    "４　保管する人が代わるときは、下の欄に記入して引き継いでください。",
];

/// The sheet as PDF; leaves an entry that says who had it printed.
pub fn sheet(ledgers: &mut Ledgers, session: &Session, key: &str) -> Result<Vec<u8>> {
    let event = Event::new(Action::Printed).detail(json!({ "form": "recovery-key" }));
    ledgers.change(session, Permission::Print, |_| Ok(((), event)))?;
    let fonts = Fonts::shared();
    let sheet = lay_out(ledgers.organisation(), session.name(), ledgers.today().into(), key, fonts);
    let meta = Meta {
        title: "復旧キーの控え".to_owned(),
        author: ledgers.organisation().to_owned(),
        creator: format!("まもり台帳 {}", env!("CARGO_PKG_VERSION")),
        created: written_at(ledgers, session)?,
    };
    Ok(print::render(&sheet, fonts, &meta)?)
}

fn lay_out(organisation: &str, made_by: &str, on: PartialDate, key: &str, fonts: &Fonts) -> Sheet {
    let mut page = Page::portrait();
    let line = |y: f32, h: f32| Area::new(LEFT, TOP + y, WIDE, h);
    put(&mut page, fonts, line(0.0, 6.0), "取扱注意", VALUE.align(Align::Right));
    title(&mut page, fonts, TOP + 10.0, 10.0, 16.0, "復旧キーの控え");
    put(&mut page, fonts, line(28.0, 7.0), organisation, VALUE.size(12.0));
    let made = format!("作成　{}　{made_by}", on.long());
    put(&mut page, fonts, line(36.0, 7.0), &made, VALUE);

    let frame = line(50.0, 34.0);
    page.rect(frame, FRAME);
    let groups: Vec<&str> = key.split('-').collect();
    for (n, groups) in groups.chunks(5).enumerate() {
        let row = frame.rows(5.0 + 12.0 * n as f32, 17.0 + 12.0 * n as f32);
        put(&mut page, fonts, row, &groups.join(" - "), VALUE.size(20.0).align(Align::Centre));
    }
    for (n, advice) in ADVICE.iter().enumerate() {
        put(&mut page, fonts, line(92.0 + 11.0 * n as f32, 10.0), advice, VALUE);
    }
    keepers(&mut page, fonts);
    Sheet { pages: vec![page] }
}

/// Who has kept it, for the pen.
fn keepers(page: &mut Page, fonts: &Fonts) {
    const HEADS: [(&str, f32); 4] =
        [("受け取った日", 35.0), ("保管場所", 65.0), ("氏名", 50.0), ("㊞", 20.0)];
    let top = TOP + 142.0;
    let mut x = LEFT;
    for (head, w) in HEADS {
        let cell = Area::new(x, top, w, 8.0);
        page.shade(cell);
        put(page, fonts, cell, head, VALUE.align(Align::Centre));
        for row in 0..5_u8 {
            page.rect(Area::new(x, top + 8.0 + 12.0 * f32::from(row), w, 12.0), THIN);
        }
        page.rect(cell, THIN);
        x += w;
    }
    page.rect(Area::new(LEFT, top, WIDE, 68.0), FRAME);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_key_stands_on_one_sheet() {
        let key = "NVP1-KPE8-P26A-YVPH-HWR6-VV30-Y8DN-H33R-HCZ0";
        let day = "2026-11-20".parse().unwrap();
        let sheet = lay_out("○○国民健康保険組合", "辻󠄀 香織", day, key, Fonts::shared());
        crate::print::testing::matches_golden("recovery-key", &sheet);
        assert_eq!(sheet.pages.len(), 1);
        let printed: String = sheet.texts().collect();
        for group in key.split('-') {
            assert!(printed.contains(group), "{group}");
        }
    }
}
