//! bench-data: a made-up ledger of portable media, as large as wanted, the same on every machine.

use std::path::PathBuf;

use clap::Args;
use mamori_core::db::files;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use serde_json::json;

use crate::answer::{Failure, Outcome};
use crate::good;

#[derive(Args)]
pub struct BenchData {
    /// 行数
    #[arg(long, value_name = "N")]
    rows: u32,
    #[arg(long, value_name = "FILE.xlsx")]
    out: PathBuf,
}

const HEADINGS: [&str; 12] = [
    "管理番号",
    "種別",
    "メーカー",
    "型番",
    "製造番号",
    "容量",
    "暗号化",
    "内容",
    "個人情報",
    "保管場所",
    "管理者",
    "登録年月日",
];
const NAMES: [&str; 6] = ["髙橋　一郎", "𠮷田　健", "渡邉　美穂", "辻󠄀　香織", "德永　修", "佐々木　あゆみ"];
const KINDS: [&str; 5] = ["USBメモリ", "ＣＤ－Ｒ", "DVD-R", "外付けHDD", "SDカード"];
const CONTENTS: [&str; 4] = ["特定健診結果", "給付データ（レセプト）", "適用台帳データ", "広報原稿"];
const PLACES: [&str; 3] = ["耐火金庫", "施錠キャビネットＡ", "サーバー室金庫"];

pub fn bench_data(asked: &BenchData) -> Outcome {
    let bytes = workbook(asked.rows).map_err(|error| {
        Failure::Usage(format!("表を作れませんでした（{error}）。行数を確かめてください。"))
    })?;
    files::write_atomically(&asked.out, &bytes)?;
    let text = format!("{} 行の台帳を作りました: {}", asked.rows, asked.out.display());
    Ok(good(text, json!({ "rows": asked.rows, "out": asked.out })))
}

fn workbook(rows: u32) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy/m/d");
    let sheet = book.add_worksheet();
    sheet.set_name("R8年度")?;
    sheet.write(0, 0, "可搬型記録媒体管理台帳")?;
    for (col, heading) in (0_u16..).zip(HEADINGS) {
        sheet.write(2, col, heading)?;
    }
    for n in 0..rows {
        let row = n + 3;
        let pick = |list: &[&'static str]| list[n as usize % list.len()];
        let serial = format!("SN{:07}", u64::from(n) * 7919 % 10_000_000);
        let texts = [
            format!("USB-{:06}", n + 1),
            pick(&KINDS).to_owned(),
            "BUFFALO".to_owned(),
            "RUF3-HSL32G".to_owned(),
            serial,
            "32GB".to_owned(),
            "有".to_owned(),
            pick(&CONTENTS).to_owned(),
            "個人情報".to_owned(),
            pick(&PLACES).to_owned(),
            pick(&NAMES).to_owned(),
        ];
        for (col, text) in (0_u16..).zip(&texts) {
            sheet.write(row, col, text)?;
        }
        let date = ExcelDateTime::from_ymd(2018 + (n % 8) as u16, 1 + (n % 12) as u8, 1 + (n % 28) as u8)?;
        sheet.write_with_format(row, 11, &date, &day)?;
    }
    book.save_to_buffer()
}
