//! 様式第9号 機器管理台帳, A4 landscape: every device with the drives inside it.

use crate::forms::Letterhead;
use crate::print::Fonts;
use crate::print::ledger::{self, LedgerForm};
use crate::print::sheet::Sheet;
use crate::print::table::Column;
use crate::print::text::Align;
use crate::records::Record;
use crate::records::open::shown;
use crate::vocab::{Content, Values};

use super::drives;
use super::fields::{DRIVES, FIELDS};

/// The devices that were asked for; without any question, a sheet for the pen.
pub fn lay_out(
    letterhead: &Letterhead,
    devices: Option<&[Record]>,
    state: Option<String>,
    fonts: &Fonts,
) -> Sheet {
    let form = LedgerForm {
        form_number: letterhead.form_number.clone(),
        title: "機　器　管　理　台　帳".into(),
        organisation: Some(letterhead.organisation.clone()),
        state: state.or_else(|| Some("令和　　年　　月　　日現在".to_owned())),
        columns: COLUMNS.iter().map(|(title, width)| Column::new(*title, *width, Align::Left)).collect(),
        rows: devices.unwrap_or_default().iter().map(|device| row(&device.content)).collect(),
        slots: letterhead.slots.clone(),
        for_the_pen: devices.is_none(),
        note: None,
        footer: letterhead.footer.clone(),
    };
    ledger::lay_out(&form, fonts)
}

const COLUMNS: [(&str, f32); 12] = [
    ("管理番号", 20.0),
    ("種別", 20.0),
    ("メーカー・型番\n製造番号", 40.0),
    ("内蔵記憶媒体（種別・型番・製造番号）", 46.0),
    ("所有\n満了日", 20.0),
    ("設置場所\n区域", 26.0),
    ("使用者\n管理部署", 26.0),
    ("個人情報", 15.0),
    ("盗難防止", 16.0),
    ("取得日", 14.0),
    ("状態", 12.0),
    ("最終所在確認", 14.0),
];

fn row(device: &Content) -> Vec<String> {
    let said = |key: &str| text(&device.values, key);
    let two = |above: String, below: String| format!("{above}\n{below}").trim().to_owned();
    let inside = device.parts.get(DRIVES.key).map(Vec::as_slice).unwrap_or_default();
    let inside = inside.iter().map(drive).collect::<Vec<_>>().join("\n");
    vec![
        said("device_no"),
        said("device_kind"),
        two(format!("{} {}", said("maker"), said("model")).trim().to_owned(), said("serial")),
        if inside.is_empty() { said("drives_note") } else { inside },
        two(said("ownership"), said("lease_end")),
        two(said("location"), said("zone")),
        two(said("user"), said("department")),
        said("pii_class"),
        said("theft_lock"),
        said("acquired_on"),
        two(said("status"), said("disposal_ref")),
        said("last_checked_on"),
    ]
}

fn text(values: &Values, key: &str) -> String {
    let field = FIELDS.iter().find(|field| field.key == key);
    field.zip(values.get(key)).map(|(field, value)| shown(field, value)).unwrap_or_default()
}

fn drive(drive: &Values) -> String {
    let said = |field: &crate::vocab::Field| drive.get(field.key).map(|value| shown(field, value));
    let wanted = DRIVES.fields.iter().filter(|field| ["drive_kind", "model", "serial"].contains(&field.key));
    let drive_is = wanted.filter_map(said).collect::<Vec<_>>().join(" ");
    // What is no longer inside says so, and by which case it went.
    let away = DRIVES.fields.iter().filter(|field| ["state", "kept_at", "disposal_ref"].contains(&field.key));
    let away = away.filter_map(said).collect::<Vec<_>>().join(" ");
    if drives::state(drive) == "built_in" { drive_is } else { format!("{drive_is}（{away}）") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::testing::{matches_golden, stays_on_paper};
    use crate::print::{Footer, Slot};
    use crate::registers::testing::with_rows;
    use crate::vocab::RegisterId::Devices;

    fn letterhead() -> Letterhead {
        Letterhead {
            form_number: "様式第９号（第４．２．２節、第４．３．３節関係）".into(),
            organisation: "みなと健康保険組合".into(),
            addressee: None,
            slots: ["運用責任者", "システム管理者", "部門管理者"].map(Slot::empty).to_vec(),
            checker: None,
            footer: Footer { form: "form-09".into(), ..Footer::default() },
        }
    }

    #[test]
    fn every_device_stands_with_its_drives() {
        let texts = [
            ("device_no", "SV-002"),
            ("device_kind", "サーバー"),
            ("maker", "富士通"),
            ("model", "PRIMERGY TX1330"),
            ("serial", "MXQ9988"),
            ("ownership", "リース"),
            ("lease_end", "R9.3.31"),
            ("location", "本部2階サーバー室"),
            ("zone", "サーバー室等"),
            ("user", "辻󠄀 香織"),
            ("department", "総務課"),
            ("pii_class", "要配慮"),
            ("theft_lock", "ラック固定"),
            ("acquired_on", "R4.4.1"),
        ];
        let drives: [&[(&str, &str)]; 2] = [
            &[
                ("drive_kind", "HDD"),
                ("model", "WD10EZEX"),
                ("serial", "WX41A1234567"),
                ("state", "廃棄済"),
                ("disposal_ref", "媒廃R8-003"),
            ],
            &[("drive_kind", "HDD"), ("model", "WD10EZEX"), ("serial", "WX41A7654321")],
        ];
        let device = with_rows(Devices, &texts, &[("drives", &drives)]);
        let device = Record::entered(Devices, device, chrono::NaiveDate::default());
        let state = "令和8年11月20日現在".to_owned();
        for (name, devices) in [("form-09-filled", Some(vec![device; 20])), ("form-09-blank", None)] {
            let state = devices.is_some().then(|| state.clone());
            let sheet = lay_out(&letterhead(), devices.as_deref(), state, Fonts::shared());
            stays_on_paper(&sheet, 14.5);
            matches_golden(name, &sheet);
        }
    }
}
