//! 廃棄・消去の記録の項目 (spec A-4, C-2 and C-3, with the certificate of C-4; printed as 様式第4号).
//!
//! A case disposes of the things listed in `items`. An old ledger has one thing per row, and that row's
//! own columns (`device_no`, `device_kind`, `serial`) hold it; see [`super::things`].

use super::case_fields::{
    CERTIFICATE_LINES, CERTIFICATES, CIRCUMSTANCES, HANDLINGS, HANDOVERS, INSIDES, ITEM_LEDGERS,
};
use super::choices::{
    ADEQUACIES, CERTIFICATE_TYPES, DESTINATIONS, DISPOSITIONS, HOLDS, MATCHES, OLD_PARTS, PERFORMERS,
    POST_CHECKS, PRE_CHECKS, SECRECY_RESULTS, SERIAL_SOURCES, STATES, VALIDATIONS,
};
use crate::registers::choices::{
    DISPOSED_KINDS, DONE_OR_NOT, IMPORTANCES, LEASE_TERMS, LEVELS, METHODS, PII_CLASSES, TECHNOLOGIES,
    THING_KINDS, VERDICTS, VERIFICATIONS,
};
use crate::vocab::fields::{Field, Kind, Part, Register, RegisterId, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::Disposals,
    label: label("廃棄・消去記録", "Disposals"),
    table: "disposals",
    number: "doc_no",
    title: "device_no",
    fields: FIELDS,
    parts: &[ITEMS, STEPS, HANDOVERS, CERTIFICATES, CERTIFICATE_LINES],
    clause: "A 4.2.5(5)",
    series: Some("媒廃"),
    personal: false,
};

/// 対象媒体・機器 and their drives: one row for each thing that has a serial number of its own.
pub const ITEMS: Part = Part {
    key: "items",
    label: label("対象媒体・機器", "Things disposed of"),
    table: "disposals_items",
    fields: &[
        field("item_no", "管理番号", "Control number", Kind::Code)
            .save()
            .clause("A 4.2.5(5)")
            .synonyms(&["媒体番号", "機器番号"])
            .paper(26),
        field("item_kind", "種別", "Kind", Kind::Choice(DISPOSED_KINDS))
            .save()
            .clause("A 4.2.5(5)")
            .synonyms(&["品名", "媒体種別", "機器種別"])
            .paper(24),
        field("technology", "記録方式", "Technology", Kind::Choice(TECHNOLOGIES)).auto(),
        field("maker", "メーカー", "Maker", Kind::Text).synonyms(&["製造元"]),
        field("model", "型番", "Model", Kind::Text).coded().save().synonyms(&["メーカー・型番"]).paper(46),
        field("serial", "製造番号", "Serial number", Kind::Text)
            .coded()
            .save()
            .synonyms(&["シリアル番号", "S/N"])
            .paper(38),
        field("serial_source", "製造番号の取得元", "Serial taken from", Kind::Choice(SERIAL_SOURCES)).close(),
        field("capacity", "容量", "Capacity", Kind::Text).paper(16),
        field("quantity", "数量", "Quantity", Kind::Int),
        field("level", "消去レベル", "Level", Kind::Choice(LEVELS)).close(),
        field("method", "方法", "Method", Kind::Choice(METHODS)).close().clause("A 4.2.5(2)"),
        field("coverage", "消去範囲（HPA・不良セクタ等）", "Coverage", Kind::Text).when("抹消とするとき"),
        field("error_count", "エラー数", "Errors", Kind::Int),
        field("erased_percent", "消去率（％）", "Erased per cent", Kind::Int),
        field("planned_method", "申請時の方法", "Method applied for", Kind::Choice(METHODS)).auto(),
        field("result", "結果", "Result", Kind::Choice(VERDICTS)).close().clause("A 4.2.5(5)"),
        field("adequacy", "判定", "Adequacy", Kind::Choice(ADEQUACIES)).auto().paper(12),
        field("certificate_match", "証明書照合", "Certificate", Kind::Choice(MATCHES)).when("委託したとき"),
        field("seal_no", "消去済シール番号", "Seal number", Kind::Text),
        field("inside", "中の記録媒体", "What is inside", Kind::Choice(INSIDES))
            .when("RDXなど種別だけでは記録方式が決まらないとき"),
        field("circumstances", "確かめた条件", "Circumstances", Kind::ManyOf(CIRCUMSTANCES)),
        field("period_from", "ログの期間（始め）", "Log from", Kind::Date).when("ログを廃棄するとき"),
        field("period_until", "ログの期間（終わり）", "Log until", Kind::Date)
            .when("ログを廃棄するとき")
            .clause("A 5.2.2(6)"),
        field("performer", "実施者の別", "Done by whom", Kind::Choice(PERFORMERS)).auto(),
        field("item_ledger", "登録台帳", "Kept in", Kind::Choice(ITEM_LEDGERS)).auto(),
        field("handed_on", "引渡日", "Handed over on", Kind::Date).auto(),
        field("handling", "作業の場所の別", "On site or taken away", Kind::Choice(HANDLINGS)).auto(),
        field("certificate_no", "証明書番号", "Certificate number", Kind::Text).auto(),
        field("remarks", "備考", "Remarks", Kind::Text),
    ],
};

/// 作業手順: of a PC's disk, first 上書き, then 消去 (A 4.2.2(3)).
pub const STEPS: Part = Part {
    key: "steps",
    label: label("作業手順", "Steps of the work"),
    table: "disposals_steps",
    fields: &[
        field("item_no", "管理番号", "Control number", Kind::Code),
        field("method", "方法", "Method", Kind::Choice(METHODS)).save().clause("A 4.2.2(3)"),
        field("passes", "回数", "Passes", Kind::Int),
        field("started_at", "開始日時", "Started at", Kind::DateTime),
        field("ended_at", "終了日時", "Ended at", Kind::DateTime),
        field("result", "結果", "Result", Kind::Choice(VERDICTS)),
        field("serial", "製造番号", "Serial number", Kind::Text).coded(),
        field("level", "消去レベル", "Level", Kind::Choice(LEVELS)).auto(),
        field("tool", "使用機器・ソフト", "Tool and version", Kind::Text),
        field("operator", "作業者", "Done by", Kind::Person),
        field("verification", "検証方法", "Verification", Kind::Choice(VERIFICATIONS)),
        field("coverage", "消去範囲（HPA・DCO等）", "Coverage", Kind::Text),
        field("error_count", "エラー数", "Errors", Kind::Int),
        field("retry_count", "再試行数", "Retries", Kind::Int),
        field("erased_percent", "消去率（％）", "Erased per cent", Kind::Int),
        field("seal_no", "消去済シール番号", "Seal number", Kind::Text),
        field("circumstances", "確かめた条件", "Circumstances", Kind::ManyOf(CIRCUMSTANCES)),
        field("discredited", "再実施により無効", "Sent back by a check", Kind::Bool).auto(),
        field("report_sha256", "消去ログ", "Erasure report", Kind::Text).auto(),
        field("remarks", "備考", "Remarks", Kind::Text),
    ],
};

pub const FIELDS: &[Field] = &[
    field("doc_no", "文書番号", "Document number", Kind::Code)
        .auto()
        .synonyms(&["廃棄記録番号", "記録番号"])
        .list(),
    field("fiscal_year", "年度", "Fiscal year", Kind::Int).auto(),
    // 申請
    field("applied_on", "申請日", "Applied on", Kind::Date).save().clause("B 2(2)⑩イ").synonyms(&[
        "廃棄申請日",
        "起案日",
        "申請年月日",
    ]),
    field("department", "所属", "Department", Kind::Department).save().clause("B 2(2)⑩イ").synonyms(&[
        "部署",
        "課名",
        "担当課",
        "所管課",
    ]),
    field("applicant", "申請者", "Applicant", Kind::Person).save().clause("B 2(2)⑩イ").synonyms(&[
        "廃棄申請者",
        "起案者",
        "氏名",
    ]),
    field("disposition", "処分区分", "Disposition", Kind::Choice(DISPOSITIONS))
        .save()
        .clause("A 4.2.2(3)")
        .synonyms(&["区分", "廃棄区分"]),
    field("reason", "廃棄理由", "Reason", Kind::Note)
        .save()
        .clause("B 2(2)⑩イ")
        .synonyms(&["理由", "処分理由"]),
    // 対象 (an old ledger's single thing; a case made here lists `items`)
    field("device_no", "管理番号", "Control number", Kind::Code)
        .clause("A 4.2.5(5)")
        .synonyms(&[
            "媒体番号",
            "機器番号",
            "媒体管理番号",
            "機器管理番号",
            "資産番号",
            "備品番号",
            "登録番号",
            "整理番号",
        ])
        .list(),
    field("device_kind", "種別", "Kind", Kind::Choice(THING_KINDS))
        .clause("A 4.2.5(5)")
        .synonyms(&["品名", "媒体種別", "機器種別", "機器名", "種類", "媒体名", "名称"])
        .list(),
    field("model", "型番", "Model", Kind::Text).coded().synonyms(&[
        "メーカー・型番",
        "型式",
        "機種",
        "機種・型番",
    ]),
    field("serial", "製造番号", "Serial number", Kind::Text).coded().synonyms(&[
        "シリアル番号",
        "シリアルNo",
        "シリアル",
        "S/N",
        "製造No",
        "製造番号(S/N)",
    ]),
    field("content", "格納情報の内容", "Information held", Kind::Text)
        .save()
        .clause("B 2(2)⑩ア")
        .synonyms(&["情報の内容", "格納情報", "保存内容", "記録内容", "内容"]),
    field("pii_class", "個人情報区分", "Personal information", Kind::Choice(PII_CLASSES))
        .save()
        .clause("A 4.2.5(5)")
        .synonyms(&["個人情報", "個人情報有無", "個人情報の有無"])
        .list(),
    field("importance", "重要性分類", "Importance", Kind::Choice(IMPORTANCES))
        .when("規程に重要性分類があるとき")
        .clause("B 2(2)⑩ア")
        .synonyms(&["分類", "重要度"]),
    field("backup_needed", "データのバックアップ", "Backed up", Kind::Choice(DONE_OR_NOT))
        .save()
        .synonyms(&["バックアップ", "データ移行", "バックアップ確認"]),
    field("backup_loc", "バックアップの保存先", "Backup kept in", Kind::Text)
        .when("バックアップ済のとき")
        .synonyms(&["保存先"]),
    field("hold_check", "保存義務の確認", "Duty to keep", Kind::Choice(HOLDS)).save().synonyms(&["保存義務"]),
    field("deprovision", "ライセンス・アカウント等の解除", "Licences and accounts released", Kind::Text)
        .clause("B 5-2(2)②")
        .synonyms(&["解除"]),
    // 方法
    field("level", "消去レベル", "Level", Kind::Choice(LEVELS)).save().synonyms(&["方法区分"]),
    field("method", "廃棄・消去の方法", "Method", Kind::Choice(METHODS))
        .save()
        .clause("A 4.2.5(2)")
        .synonyms(&["廃棄方法", "消去方法", "処分方法", "データ消去方法", "方法", "廃棄/方法", "破壊方法"])
        .list(),
    field("method_detail", "方法の詳細（回数・粒度等）", "Details of the method", Kind::Text).synonyms(&[
        "方法詳細",
        "規格",
        "処理内容",
    ]),
    field("not_shred_reason", "粉砕によらない理由", "Why not crushed", Kind::Note)
        .when("電子媒体を粉砕以外の方法で廃棄するとき")
        .clause("A 4.2.5(2)"),
    field("planned_on", "予定日", "Planned on", Kind::Date).synonyms(&["廃棄予定日", "予定年月日"]),
    field("performer", "実施者の別", "Done by whom", Kind::Choice(PERFORMERS))
        .save()
        .clause("A 4.2.2(5)")
        .synonyms(&["実施区分"]),
    field("vendor", "委託業者", "Contractor", Kind::Text)
        .when("外部に委託するとき")
        .clause("A 4.2.2(5)")
        .synonyms(&["消去業者", "廃棄業者", "処理業者", "業者", "業者名", "委託先", "処分業者"])
        .list(),
    field("subcontractor", "再委託先", "Subcontractor", Kind::Text)
        .when("再委託があるとき")
        .clause("A 2.4.2"),
    field("contract_no", "契約番号", "Contract number", Kind::Text)
        .when("外部に委託するとき")
        .clause("A 2.4.1"),
    field("adequacy", "方法の適否", "Adequacy", Kind::Choice(ADEQUACIES)).auto(),
    field("adequacy_reason", "要注意の方法をとる理由", "Why in spite of the warning", Kind::Note)
        .when("適否が要注意のとき"),
    field("method_changed_reason", "証明書の方法が申請と異なる理由", "Why the method differs", Kind::Note)
        .auto()
        .clause("A 4.2.5(2)"),
    // 許可
    field("permitted_by", "許可者", "Permitted by", Kind::Person)
        .when("規程が廃棄の許可を求めるとき")
        .clause("B 2(2)⑩イ")
        .synonyms(&["承認者", "決裁者", "許可", "所属長"]),
    field("permitted_on", "許可日", "Permitted on", Kind::Date)
        .when("規程が廃棄の許可を求めるとき")
        .clause("B 2(2)⑩イ")
        .synonyms(&["承認日", "決裁日", "許可年月日"]),
    field("permit_no", "許可番号", "Permit number", Kind::Text)
        .clause("B 2(2)⑩イ")
        .synonyms(&["決裁番号", "承認番号"]),
    field("permit_condition", "許可の条件", "Condition", Kind::Text).synonyms(&["条件"]),
    field("self_approval_reason", "同一人が許可した理由", "Why permitted by the same person", Kind::Note)
        .when("申請者と許可者が同じとき")
        .clause("B 1-2(8)①"),
    // ①作業前確認
    field("pre_checked_by", "作業前確認者", "Checked before by", Kind::Person)
        .close()
        .clause("A 4.2.5(5)")
        .synonyms(&["作業前確認", "作業前", "事前確認者", "廃棄前確認者"])
        .list(),
    field("pre_checked_at", "作業前確認日時", "Checked before at", Kind::DateTime)
        .close()
        .clause("A 4.2.5(5)")
        .synonyms(&["作業前確認日", "事前確認日"]),
    field("pre_check_items", "作業前の確認事項", "Checked before", Kind::ManyOf(PRE_CHECKS))
        .clause("A 4.2.5(5)"),
    // ②作業
    field("work_started_at", "作業開始日時", "Work began at", Kind::DateTime)
        .close()
        .clause("B 2(2)⑩イ")
        .synonyms(&["作業開始", "作業日時", "開始日時"]),
    field("work_ended_at", "作業終了日時", "Work ended at", Kind::DateTime)
        .close()
        .clause("B 2(2)⑩イ")
        .synonyms(&["作業終了", "終了日時"]),
    field("place", "作業場所", "Place of work", Kind::Text).close().synonyms(&["場所", "実施場所"]),
    field("operator", "作業者", "Done by", Kind::Person).close().clause("B 2(2)⑩イ").synonyms(&[
        "処分者",
        "担当者",
        "実施者",
        "廃棄者",
        "消去作業者",
    ]),
    field("witness", "立会者", "Witness", Kind::Person).when("特定個人情報のとき").synonyms(&[
        "立会人",
        "立合者",
        "廃棄確認者",
    ]),
    field("tool", "使用機器・ソフト（名称・版）", "Tool and version", Kind::Text).close().synonyms(&[
        "使用機器",
        "ツール",
        "使用ソフト",
        "ソフト名",
        "ツール名・版",
    ]),
    field("disposed_on", "廃棄日", "Disposed of on", Kind::Date)
        .close()
        .clause("A 4.2.2(4)")
        .synonyms(&[
            "廃棄年月日",
            "処分日",
            "廃棄処分日",
            "消去日",
            "返却日",
            "実施日",
            "廃棄/廃棄日",
            "処分年月日",
        ])
        .list(),
    // ③検証
    field("verification", "検証方法", "Verification", Kind::Choice(VERIFICATIONS))
        .close()
        .clause("A 4.2.5(5)")
        .synonyms(&["検証"]),
    field("result", "検証結果", "Result", Kind::Choice(VERDICTS)).close().clause("A 4.2.5(5)").synonyms(&[
        "結果",
        "消去結果",
        "判定",
    ]),
    field("verified_by", "検証者", "Verified by", Kind::Person).close().clause("B 5-1(3)③"),
    field("fallback_ref", "代わりの処分の記録", "Fallback", Kind::Link(RegisterId::Disposals))
        .when("不合格又は故障のとき")
        .clause("B 3-1(7)"),
    // ④作業後確認
    field("post_checked_by", "作業後確認者", "Checked after by", Kind::Person)
        .close()
        .clause("A 4.2.5(5)")
        .synonyms(&["作業後確認", "作業後", "事後確認者", "廃棄後確認者"]),
    field("post_checked_at", "作業後確認日時", "Checked after at", Kind::DateTime)
        .close()
        .clause("A 4.2.5(5)")
        .synonyms(&["作業後確認日", "事後確認日"]),
    field("post_check_items", "作業後の確認事項", "Checked after", Kind::ManyOf(POST_CHECKS))
        .clause("A 4.2.5(5)"),
    field("validation", "妥当性判断", "Validation", Kind::Choice(VALIDATIONS)).close().clause("A 4.2.5(5)"),
    field("same_checker_reason", "作業者が確認した理由", "Why checked by the operator", Kind::Note)
        .when("作業者が検証者・立会者・作業後確認者を兼ねるとき")
        .clause("A 4.2.5(5)"),
    field("destination", "残骸の処分先", "Remains go to", Kind::Choice(DESTINATIONS)).close().synonyms(&[
        "処分先",
        "廃棄先",
        "引渡先",
        "搬出先",
    ]),
    // ⑤証明書
    field("handed_on", "引渡日", "Handed over on", Kind::Date)
        .when("外部に委託するとき")
        .synonyms(&["搬出日", "引渡年月日"]),
    field("handed_by", "引渡者", "Handed over by", Kind::Person)
        .when("外部に委託するとき")
        .clause("A 4.2.5(4)"),
    field("collected_by", "受取人（業者）", "Collected by", Kind::Text)
        .when("外部に委託するとき")
        .clause("A 4.2.5(4)"),
    field("receipt_no", "引渡書（預り証）番号", "Receipt number", Kind::Text)
        .when("外部に委託するとき")
        .synonyms(&["預り証番号", "引渡書番号"]),
    field("certificate_type", "証明書種別", "Kind of certificate", Kind::Choice(CERTIFICATE_TYPES))
        .when("外部に委託するとき")
        .clause("A 4.2.2(5)"),
    field("certificate_no", "証明書番号", "Certificate number", Kind::Text)
        .when("外部に委託するとき")
        .clause("A 4.2.2(5)")
        .synonyms(&["消去証明書番号", "廃棄証明書番号", "証明書", "消去証明書", "証明書No"])
        .list(),
    field("certificate_issued_on", "証明書発行日", "Certificate issued on", Kind::Date)
        .when("外部に委託するとき")
        .clause("A 4.2.2(5)")
        .synonyms(&["発行日", "証明日"]),
    field("certificate_due", "証明書受領期限", "Certificate due", Kind::Date).auto().clause("A 4.2.2(5)"),
    field("certificate_received_on", "証明書受領日", "Certificate received on", Kind::Date)
        .when("外部に委託するとき")
        .clause("A 4.2.2(5)")
        .synonyms(&["受領日", "消去証明書受領日"]),
    field("certificate_match", "証明書の照合", "Certificate matches", Kind::Choice(MATCHES))
        .when("外部に委託するとき")
        .clause("A 4.2.2(5)")
        .synonyms(&["照合", "照合結果"]),
    field("certificate_checked_by", "証明書確認者", "Certificate checked by", Kind::Person)
        .when("外部に委託するとき")
        .clause("A 4.2.2(5)"),
    // 締め
    field("ledger_closed_at", "台帳更新日時", "Ledger updated at", Kind::DateTime)
        .auto()
        .clause("A 4.2.5(3)"),
    field("status", "状態", "State", Kind::Choice(STATES))
        .auto()
        .clause("A 4.2.5(5)")
        .synonyms(&["状況", "現況", "ステータス"])
        .list(),
    field("retain_until", "保存期間満了日", "Keep until", Kind::Date).auto().synonyms(&["保存期限"]),
    // 手順で進める案件 (see [`super::case`])
    field("by_steps", "手順による進行", "Run by steps", Kind::Bool).auto(),
    field("handling", "作業の場所の別", "On site or taken away", Kind::Choice(HANDLINGS)).auto(),
    field("planned_place", "予定の場所", "Planned place", Kind::Text).auto(),
    field("planned_witness", "立会者の予定", "Planned witness", Kind::Person).auto(),
    field("refused_on", "不許可とした日", "Refused on", Kind::Date).auto().clause("B 2(2)⑩イ"),
    field("refused_by", "不許可とした者", "Refused by", Kind::Person).auto().clause("B 2(2)⑩イ"),
    field("refused_reason", "不許可の理由", "Why refused", Kind::Note).auto(),
    field("serial_source", "製造番号の取得元", "Serial taken from", Kind::Choice(SERIAL_SOURCES)).auto(),
    field("witnessed_at", "立会い日時", "Witnessed at", Kind::DateTime).auto(),
    field("circumstances", "確かめた条件", "Circumstances", Kind::ManyOf(CIRCUMSTANCES)).auto(),
    field("reported_on", "終了報告日", "Reported on", Kind::Date).auto().clause("A 2.4.1"),
    field("carrier", "搬出の運送者", "Carrier", Kind::Text).auto().clause("B 3-2(3)②"),
    field("return_due", "リース物件の返却期限", "Lease to be returned by", Kind::Date)
        .auto()
        .clause("A 4.2.2(3)"),
    field("lease_terms", "契約上の媒体の取扱い", "What the lease allows", Kind::Choice(LEASE_TERMS)).auto(),
    field("not_erased_reason", "消去できない理由", "Why not erased", Kind::Note).auto().clause("B 3-1(5)②"),
    field("nda_no", "守秘義務契約の番号", "Secrecy agreement", Kind::Text).auto().clause("B 3-1(5)②"),
    field("nda_on", "守秘義務契約の締結日", "Secrecy agreed on", Kind::Date).auto().clause("B 3-1(5)②"),
    field("secrecy_checked_on", "秘密保持体制の確認日", "Secrecy checked on", Kind::Date)
        .auto()
        .clause("B 3-1(5)②"),
    field("secrecy_result", "秘密保持体制の確認結果", "Result of the check", Kind::Choice(SECRECY_RESULTS))
        .auto()
        .clause("B 3-1(5)②"),
    field("sent_on", "搬出日", "Sent out on", Kind::Date).auto().clause("A 4.2.2(3)"),
    field("sent_by", "搬出の担当者", "Sent out by", Kind::Person).auto().clause("A 4.2.5(4)"),
    field("sent_to", "受取人", "Received by", Kind::Text).auto().clause("A 4.2.5(4)"),
    field("sent_receipt_no", "物件受領書番号", "Receipt for the goods", Kind::Text).auto(),
    field("sent_witness", "搬出の立会者", "Present at the sending", Kind::Person).auto().clause("B 3-2(3)②"),
    field("back_on", "修理からの返却日", "Back from repair on", Kind::Date).auto(),
    field("back_checked", "修理後の動作・改変の確認", "Checked after repair", Kind::Note).auto(),
    field("old_parts", "交換した部品（旧ディスク等）", "Parts exchanged", Kind::Choice(OLD_PARTS)).auto(),
    field("old_parts_detail", "交換した部品の内容", "About those parts", Kind::Text).auto(),
    field("redo_count", "再実施の回数", "Times redone", Kind::Int).auto(),
    field("redo_reason", "再実施の理由", "Why redone", Kind::Note).auto().clause("A 4.2.5(5)"),
    field("redo_performer", "やり直しの実施者", "Redone by whom", Kind::Choice(PERFORMERS)).auto(),
    field("redo_method", "やり直しの方法", "Method of the redo", Kind::Choice(METHODS)).auto(),
    field("withdrawn_reason", "取止めの理由", "Why withdrawn", Kind::Note).auto(),
    // 産業廃棄物管理票 (C-5): where the remains went. It never stands for a 消去証明書.
    field("waste_vendor", "産廃業者", "Waste contractor", Kind::Text).auto(),
    field("waste_licence_no", "産廃業の許可番号", "Licence number", Kind::Text).auto(),
    field("waste_items", "産業廃棄物の品目", "Kind of waste", Kind::Text).auto(),
    field("waste_quantity", "産業廃棄物の数量", "Quantity of waste", Kind::Text).auto(),
    field("manifest_no", "マニフェスト交付番号", "Manifest number", Kind::Text).auto(),
    field("manifest_a_on", "A票の交付日", "Sheet A issued on", Kind::Date).auto(),
    field("manifest_b2_on", "B2票の受領日", "Sheet B2 received on", Kind::Date).auto(),
    field("manifest_d_on", "D票の受領日", "Sheet D received on", Kind::Date).auto(),
    field("manifest_e_on", "E票の受領日（最終処分）", "Sheet E received on", Kind::Date).auto(),
    field("remarks", "備考", "Remarks", Kind::Note).synonyms(&["摘要", "特記事項", "メモ", "コメント"]),
];
