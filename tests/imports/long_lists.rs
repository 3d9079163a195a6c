//! Lists that say further down what their first pages do not.

use mamori_core::import::{Issue, Preview};
use mamori_core::vocab::RegisterId;

use super::hand::{open, undecided};

/// 900 devices, the oldest first, of which so many are gone.
fn devices(gone: usize) -> Preview {
    let mut text = "管理番号,機器名,製造番号,取得日,廃棄年月日,廃棄方法,廃棄業者\n".to_owned();
    for n in 0..900 {
        let end = if n < gone { "R7.3.1,破砕,A社" } else { ",," };
        text += &format!("PC-{n:04},ノートPC,S{n},R3.4.1,{end}\n");
    }
    undecided(&open("一覧.csv", text.as_bytes()))
}

#[test]
fn a_long_list_whose_first_pages_are_all_disposed_of_is_the_list_of_all_things() {
    let cases = [
        (220, RegisterId::Devices, false),
        (600, RegisterId::Disposals, true),
        (900, RegisterId::Disposals, false),
    ];
    for (gone, register, asks) in cases {
        let preview = devices(gone);
        let table = preview.tables().next().unwrap();
        let asked = table.problems.iter().any(|finding| finding.issue == Issue::WhichLedger);
        assert_eq!((table.register, asked), (register, asks), "{gone}");
    }
}
