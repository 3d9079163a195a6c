//! ふだんの見出し: words over the columns of everyday ledgers that mean a field where no better heading does.
//!
//! 配布日 is the day of registration in a list that has no other; beside 登録日 it is not. So these never compete
//! with a field's own name and synonyms ([`crate::vocab::Field::synonyms`]), nor are two columns asked about because
//! of them. A word may stand for several fields of a ledger: the first that is free takes it.

use crate::vocab::RegisterId;

/// Words by the key of the field, a blank between them.
type Words = &'static [(&'static str, &'static str)];

/// Words that stand over days and over much else: only where days stand below do they mean one.
pub const OVER_DAYS: [&str; 6] = ["登録", "採用", "退職", "離職", "戻", "廃棄済"];

/// The everyday words of a ledger, or of one of its parts.
pub fn words(register: RegisterId, part: Option<&str>) -> Words {
    match (register, part) {
        (RegisterId::PortableMedia, None) => PORTABLE_MEDIA,
        (RegisterId::BackupMedia, None) => BACKUP_MEDIA,
        (RegisterId::BackupWork, None) => BACKUP_WORK,
        (RegisterId::Devices, None) => DEVICES,
        (RegisterId::Disposals, None) => DISPOSALS,
        (RegisterId::CarryOuts, None) => CARRY_OUTS,
        (RegisterId::Training, None) => TRAINING,
        (RegisterId::Training, Some("attendees")) => ATTENDEES,
        (RegisterId::Staff, None) => STAFF,
        _ => &[],
    }
}

/// The same in every ledger that has such a field.
const DEPARTMENTS: &str = "使用課 管理課 所属課 設置課 部署名 所属名 所属部署 管理部門 使用部門 使用所属 設置部署 利用部署 \
     担当部署 部門 課・係 部課名 配属 配備先 配布先 配付先 部門名 所属係 所属班 所管 担当係 配属先 \
     配属部署 支部 課 係 班 部 室";

const SERIALS: &str = "シリアルナンバー SerialNo. Serial 製番 製造シリアル 製造番号（シリアル）";

const MODELS: &str = "型式番号 型名 製品型番 商品名 モデル名 機種名 製品名・型番";

/// Beside 種別 the name of a device is its model.
const DEVICE_MODELS: &str = "品名 型式番号 型名 製品型番 商品名 モデル名 製品名・型番";

const MAKERS: &str = "製造者 メーカー名 メーカ名 製造メーカー 製造会社名";

const CAPACITIES: &str = "容量（GB） 記録容量 容量（TB）";

const REMARKS: &str = "備考欄 その他 注記 コメント欄 備考・摘要 特記";

const CHECKED_ON: &str =
    "最終確認 最終点検 棚卸確認日 最終確認日 最終点検日 棚卸年月日 点検年月日 確認年月日";

const CHECK_RESULTS: &str = "有無 現物有無 所在有無";

const PII: &str = "個人情報等の有無 個人情報等 個人情報該当 個人情報の該当 個人情報の含有";

const CONTENTS: &str = "使用用途 利用用途 利用目的 主な用途 保存データの内容 記録情報 データ内容 データの内容 保存情報 \
     格納データ 格納内容 記録データ 収録内容 タイトル";

/// Days on which something was bought, brought or handed to whoever uses it.
const CAME_ON: &str = "導入年月日 導入年月 購入年月 取得年月 受入年月日 納品日 納品年月日 納入日 納入年月日 受領日 配備日 \
     配備年月日 設置日 設置年月日 設置年月 配布日 配付日 交付日 使用開始日 利用開始日 登録年月日";

const PORTABLE_MEDIA: Words = &[
    (
        "media_no",
        "媒体ID 媒体No 媒体コード USB番号 USBNo USB管理番号 メディア番号 記録媒体番号 電子媒体番号 管理ID \
         管理コード 識別番号 登録No シールNo ラベルNo 受領番号 機器番号 資産No 資産管理番号 備品No 物品番号",
    ),
    (
        "media_kind",
        "媒体種類 媒体の名称 媒体名称 媒体の種別 メディア種別 メディアの種類 電子媒体名 電子媒体種別 \
         電子媒体の種類 記録媒体名 記録媒体種別 記録媒体の種類 外部媒体種別 外部記録媒体 媒体",
    ),
    ("maker", MAKERS),
    ("model", MODELS),
    ("serial", SERIALS),
    ("capacity", CAPACITIES),
    (
        "encrypted",
        "暗号化対応 暗号化機能有無 暗号化状況 パスワード パスワードの有無 パスワード有無 パスワード保護",
    ),
    ("registered_on", CAME_ON),
    ("registered_on", "作成日 作成年月日 登録"),
    ("in_use_from", "使用開始 利用開始 利用開始年月日 配備日 配備年月日 配布日 配付日 交付日 貸与日"),
    ("content", CONTENTS),
    ("pii_class", PII),
    ("location", "保管場所・方法 格納先 置場所 置き場所 置場 保管キャビネット 保管棚 保管庫名 保管位置 保管"),
    ("owner_dept", DEPARTMENTS),
    (
        "owner",
        "保管責任者 使用責任者 管理担当者 保管担当者 使用担当者 使用者氏名 使用者名 利用者名 保管者名 \
         管理者名 管理者氏名 職員名 使用職員",
    ),
    ("status", "使用状態 利用状態 利用状況 在庫状況 現状"),
    ("last_checked_on", CHECKED_ON),
    ("last_check_result", CHECK_RESULTS),
    ("disposed_on", "除却日 廃棄・返却日 廃棄実施日 廃棄"),
    ("remarks", REMARKS),
];

const BACKUP_MEDIA: Words = &[
    (
        "media_no",
        "テープNo テープID 媒体ID 媒体No カートリッジ番号 メディア番号 メディアNo ラベル名 媒体管理番号 \
         媒体ラベル 記録媒体番号 管理ID 識別番号",
    ),
    (
        "system",
        "業務システム名 対象業務名 バックアップ対象 対象 対象サーバ 対象サーバー 対象機器 対象データ \
         サーバ サーバー",
    ),
    ("media_kind", "媒体種類 媒体の名称 媒体名称 媒体の種別 メディア種別 テープ種別 記録媒体の種類"),
    ("maker", MAKERS),
    ("model", MODELS),
    ("serial", SERIALS),
    ("capacity", CAPACITIES),
    ("rotation", "保管サイクル 使用サイクル ローテーション方式"),
    ("generation", "世代管理 世代数"),
    ("purchased_on", CAME_ON),
    ("in_use_from", "利用開始 利用開始年月日 使用開始年月 初回使用日 導入日 導入年月日"),
    (
        "replace_due",
        "使用期限 有効期限 耐用期限 交換時期 交換予定年月 交換予定年月日 次回交換日 次回交換予定日",
    ),
    ("use_count", "累計使用回数 通算使用回数 書込み回数 書き込み回数 使用回数（回）"),
    ("location", "保管庫名 格納先 保管棚 格納庫 保管位置 保管"),
    ("pii_class", PII),
    ("status", "使用状態 利用状態 利用状況 現状"),
    ("disposed_on", "除却日 廃棄実施日 廃棄"),
    ("remarks", REMARKS),
];

const BACKUP_WORK: Words = &[
    (
        "performed_on",
        "バックアップ実施日 バックアップ取得日 バックアップ年月日 作業日 作業年月日 処理日 実行日 \
         取得年月日",
    ),
    (
        "started_at",
        "バックアップ日時 取得日時 作業日時 実行日時 バックアップ時刻 開始時間 作業開始時刻 作業開始 \
         実施時刻 取得時刻 作業時刻 時刻",
    ),
    ("ended_at", "終了時間 作業終了時刻 作業終了 完了時刻 完了日時"),
    (
        "system",
        "業務システム名 対象サーバ 対象サーバー 対象機器 バックアップ対象 対象データ サーバ サーバー \
         対象業務",
    ),
    ("backup_type", "バックアップ種別 バックアップ種類 バックアップ方法 取得方法 取得方式"),
    (
        "media_no",
        "使用テープ 使用テープ番号 テープNo テープ 使用メディア メディア番号 媒体名 媒体ID 媒体No \
         取得媒体 保存媒体 媒体管理番号",
    ),
    ("data_size", "データサイズ バックアップサイズ バックアップ容量 取得容量"),
    ("duration_minutes", "処理時間"),
    (
        "result",
        "バックアップ結果 作業結果 処理結果 実行結果 取得確認 取得状況 終了状態 終了状況 判定 完了確認 \
         成功・失敗 正常・異常 正常・エラー",
    ),
    ("message", "異常内容 異常の内容 障害内容 エラーの内容"),
    ("action", "対応内容 処置内容 対処 対処内容 異常時対応 異常時の対応"),
    ("stored_at", "格納先 収納先 保管庫"),
    (
        "operator",
        "作業者名 作業者氏名 作業担当 実施者名 実施者氏名 実施者印 実施担当者 取得者 バックアップ担当者 \
         担当者名 担当者印 交換者",
    ),
    (
        "approved_by",
        "確認者名 確認者氏名 確認者印 承認者名 承認者印 責任者 責任者確認 責任者印 管理者確認 管理者印 \
         所属長確認 上長確認",
    ),
    ("approved_at", "確認日 確認年月日 承認年月日"),
    ("remarks", REMARKS),
];

const DEVICES: Words = &[
    (
        "device_no",
        "端末番号 端末ID 端末No 端末管理番号 PC番号 PCNo PC管理番号 パソコン番号 機器ID 機器No 機器コード \
         資産No 資産管理番号 資産コード 固定資産番号 備品No 備品コード 物品番号 物品管理番号 管理ID \
         管理コード 識別番号",
    ),
    (
        "device_kind",
        "機器 物件名 機器名称 機器の種類 機器の種別 機器種類 端末種別 端末の種類 端末区分 物品名 備品名 資産名 \
         資産種別",
    ),
    ("maker", MAKERS),
    ("model", DEVICE_MODELS),
    ("serial", SERIALS),
    ("hostname", "端末ID マシン名 端末名称 端末ホスト名 コンピュータ名称"),
    ("drives_note", "ディスク容量 ストレージ容量 SSD 内蔵ディスク 記憶装置 HDD（GB）"),
    ("lessor", "販売店 購入店 購入業者 納入業者名 調達業者 契約先 リース会社名"),
    (
        "lease_end",
        "リース終了年月日 リース満了年月 リース満了年月日 リース終了予定日 リース期限日 契約終了日",
    ),
    ("acquired_on", CAME_ON),
    ("acquired_on", "登録"),
    ("os", "OSバージョン OS種別 OSの種類 搭載OS"),
    ("location", "設置フロア 設置階 設置箇所 置場所 置き場所"),
    (
        "user",
        "使用職員 利用者名 利用者氏名 使用責任者 使用担当者 主な使用者 主使用者 管理責任者 保管責任者 \
         管理者名 職員名 職員氏名",
    ),
    ("department", DEPARTMENTS),
    ("purpose", "使用用途 利用目的 利用用途 主な用途"),
    ("pii_class", PII),
    ("status", "使用状態 利用状態 利用状況 稼働状況 現状"),
    ("last_checked_on", CHECKED_ON),
    ("last_check_result", CHECK_RESULTS),
    ("disposed_on", "撤去年月日 返却年月日 除却年月日 廃棄処分日 処分年月日 廃棄実施日 廃棄"),
    ("remarks", REMARKS),
];

const DISPOSALS: Words = &[
    ("applicant", "申請者名 申請者氏名"),
    ("department", "申請部署 申請課 管理部署 使用部署 使用課 部署名 所属名 所属課 所属部署 廃棄部署"),
    ("reason", "廃棄の理由 廃棄事由 処分事由 処分の理由"),
    (
        "device_no",
        "媒体ID 媒体No 機器ID 機器No 端末番号 端末ID PC番号 USB番号 管理No 管理ID 資産No 備品No 物品番号",
    ),
    (
        "device_kind",
        "廃棄対象 廃棄対象物 廃棄物品 廃棄媒体 廃棄機器 廃棄品 廃棄品名 対象媒体 対象機器 物品名 機器名称 \
         媒体の種類 媒体種類 記録媒体の種類 記録媒体種別 媒体・機器の種別 機器 媒体 品目 物件名",
    ),
    ("model", MODELS),
    ("serial", SERIALS),
    ("content", CONTENTS),
    ("pii_class", PII),
    (
        "method",
        "廃棄手段 消去手段 処理方法 消去方式 廃棄の方法 処分の方法 廃棄処分方法 データ消去方式 \
         データ消去の方法 破砕方法 消去処理 HDD処理 HDD破壊 媒体処理 データ消去",
    ),
    ("vendor", "廃棄業者名 廃棄委託先 処理業者名 処分業者名 委託業者名 引取業者 回収業者 廃棄処理業者"),
    ("permitted_by", "許可者氏名 承認者名 承認者印 承認印 許可印 所属長印"),
    ("permitted_on", "承認年月日 決裁年月日"),
    ("place", "廃棄場所 消去場所 処理場所"),
    (
        "operator",
        "作業者名 作業担当者 実施者名 処理者 処分担当者 消去者 消去担当者 消去実施者 廃棄担当者 \
         廃棄実施者 廃棄作業者",
    ),
    ("witness", "立会者氏名 立会人氏名 立会者名 立会確認者 立ち会い者 立会い者 立会"),
    ("tool", "消去ソフト 消去ツール 使用ツール"),
    (
        "disposed_on",
        "廃棄実施日 廃棄処理日 廃棄・消去日 消去年月日 消去実施日 処理日 処理年月日 実施年月日 破壊日 \
         破砕日 作業日 作業年月日 廃棄済 廃棄済日",
    ),
    ("post_checked_by", "確認者 確認者名 完了確認者"),
    ("post_checked_at", "確認日 廃棄確認日 完了確認日"),
    ("certificate_no", "廃棄証明書 証明書の番号"),
    ("manifest_no", "マニフェスト番号 マニフェスト 管理票番号 産業廃棄物管理票番号"),
    ("remarks", REMARKS),
];

const CARRY_OUTS: Words = &[
    ("department", DEPARTMENTS),
    (
        "applicant",
        "持ち出し者 持出し者 持出者名 持出者印 持出人 持出責任者 借受者 借受人 借用人 貸出者 借用者名 借用者氏名 使用者名 \
         利用者名 申請者名 職員名 職員氏名",
    ),
    ("contact", "緊急連絡先 携帯番号 携帯電話"),
    (
        "content",
        "データの内容 情報名 情報名称 データ名 持出データ名 持出す情報 持ち出し情報 持出し情報の内容 \
         持出資料 格納情報 保存データ",
    ),
    (
        "item_no",
        "媒体ID 媒体No USB番号 USBNo 機器ID 機器No 端末番号 端末ID 端末No PC番号 PCNo 管理No 管理番号等 \
         登録番号 物品番号 資産No 備品No",
    ),
    (
        "item_name",
        "物品名 持出物品 持出し物 持ち出し物 持出機器名 持出媒体 持出機器・媒体 持出端末 貸出物品 \
         貸出機器 貸出品 機器 機器名称 機器種別 端末名 媒体名 媒体種別 媒体の種類 種類",
    ),
    (
        "purpose",
        "持出用途 持出し目的 持ち出し目的 持出事由 持出し理由 持ち出し理由 貸出目的 用途 使用用途 \
         利用目的 使用理由 用務 用務内容",
    ),
    (
        "out_at",
        "持ち出し日 持出し日 持ち出し日時 持出し年月日 持出開始日 持出月日 持出期間 貸出年月日 貸出月日 \
         貸出期間 借用日 借用年月日 使用期間 使用開始日 使用日 月日 日",
    ),
    ("due_on", "返却期日 返却期限日 返却予定期日 返却予定月日 持帰り予定日"),
    ("record_count", "個人情報の件数 個人情報件数 対象人数"),
    ("pii_class", PII),
    (
        "destination",
        "持出場所 持ち出し場所 持出し場所 行き先 出張先 用務先 使用先 貸出先 貸付先 送付先 提出先",
    ),
    ("encrypted", "暗号化有無 暗号化対策 パスワード設定 パスワード有無 パスワードの有無"),
    (
        "permitted_by",
        "承認 許可印 許可者印 許可者名 承認印 承認者印 承認者名 承認者氏名 上長承認 課長承認 課長印 所属長印 \
         所属長承認 責任者承認 管理者承認",
    ),
    (
        "returned_on",
        "返却 返却済 返却状況 返却確認 返却月日 返還日 返納年月日 持帰り日 持ち帰り日 返却実施日 \
         戻し日 戻り日 戻",
    ),
    ("returned_time", "返却時間"),
    ("due_time", "返却予定時間"),
    ("in_checked_by", "返却受領者 返却受取者 返却受付者 返却確認者印 返却印"),
    ("in_checked_at", "返却確認日"),
    ("remarks", REMARKS),
];

const TRAINING: Words = &[
    ("course", "研修テーマ 研修タイトル 研修件名 講習名 講習会名 コース名 コース 講座 セミナー名"),
    ("held_on", "開催年月日 研修日時 研修年月日 研修実施日 日程 開催月 実施月 受講月 研修月"),
    ("started_at", "開始時間 実施時刻 開催時刻 時刻"),
    ("ended_at", "終了時間"),
    ("place", "研修場所 会場名"),
    ("mode", "開催方法 開催形式 実施形式 実施形態"),
    ("instructor", "担当講師"),
    ("targets", "受講対象 受講対象者 研修対象者"),
    ("attended_count", "参加人数 参加者数 受講人数"),
    ("remarks", REMARKS),
];

const ATTENDEES: Words = &[
    ("department", DEPARTMENTS),
    ("title", "職位"),
    ("name", "受講者名 参加者名 参加者氏名 出席者名 出席者氏名 職員氏名 社員名"),
    ("staff_no", "職員ID 職員コード 社員コード 社員No 社員ID"),
    (
        "attendance",
        "出席状況 出席確認 出席有無 出席の有無 参加状況 参加有無 受講確認 受講有無 受講の有無 出欠確認 \
         受講済 合否 修了状況 修了",
    ),
    ("absence_reason", "欠席事由 不参加理由 欠席の場合その理由 欠席の場合の理由"),
    ("attended_on", "受講年月日 補講受講日 修了日 受講修了日 受講完了日"),
    ("signed", "サイン 署名欄 自署欄 受講者署名 受講者印 出席印"),
    ("score", "得点 テスト点数 テスト得点 確認テスト点数 理解度テスト"),
    ("remarks", REMARKS),
];

const STAFF: Words = &[
    ("staff_no", "職員ID 社員ID 社員No 社員コード 個人コード コード"),
    ("name", "氏名（漢字） 社員名 社員氏名"),
    ("kana", "氏名フリガナ 氏名（ふりがな） 読み仮名 よみがな カナ氏名"),
    ("department", DEPARTMENTS),
    ("title", "職位 役職・職名"),
    ("employment", "勤務形態 雇用形態区分"),
    ("hired_on", "入社年月日 就職日 就職年月日 任用日 採用"),
    ("left_on", "退職予定年月日 退社年月日 離職年月日 退職 離職"),
    ("contact", "電話 内線電話 携帯電話 メールアドレス メール"),
    ("remarks", REMARKS),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::import::headings::headings;
    use crate::vocab::fold::match_key;

    #[test]
    fn every_word_is_of_a_field_and_says_what_no_synonym_does() {
        // The lists several ledgers share may say what one of them says itself.
        let shared = [
            DEVICE_MODELS,
            CHECK_RESULTS,
            DEPARTMENTS,
            SERIALS,
            MODELS,
            MAKERS,
            CAPACITIES,
            CAME_ON,
            CHECKED_ON,
            CONTENTS,
            PII,
        ];
        let mut needless = Vec::new();
        for (shape, _) in &headings().shapes {
            let id = shape.register.id;
            for (key, words) in words(id, shape.part.map(|part| part.key)) {
                let field = shape.fields().iter().find(|field| field.key == *key);
                let field = field.unwrap_or_else(|| panic!("{id}: {key}"));
                let known = field.synonyms.iter().chain([&field.label.ja]).map(|word| match_key(word));
                let mut seen: HashSet<String> = known.filter(|_| !shared.contains(words)).collect();
                let again = words.split_whitespace().filter(|word| !seen.insert(match_key(word)));
                needless.extend(again.map(|word| format!("{id} {key}: {word}")));
            }
        }
        assert!(needless.is_empty(), "{needless:?}");
    }
}
