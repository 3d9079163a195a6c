//! 職員名簿の項目: whom the ledgers speak of, and which posts of the regulation they held, and when.

use crate::vocab::fields::{Choice, Field, Kind, Part, Register, RegisterId, choice, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::Staff,
    label: label("職員名簿", "Staff"),
    table: "staff",
    number: "staff_no",
    title: "name",
    fields: FIELDS,
    parts: &[ROLES, ASSIGNMENTS],
    clause: "A 5.1(1)",
    series: None,
    personal: true,
};

/// 職務 of the regulation. Which of them a profile knows, and what they may do, stands in the profile.
pub const ROLE_IDS: &[Choice] = &[
    choice("operations_officer", "運用責任者", "operations officer", &["事業主"]),
    choice(
        "system_manager",
        "システム管理者",
        "system manager",
        &["システム運用管理者", "情報システム管理者"],
    ),
    choice("department_manager", "部門管理者", "department manager", &["情報システム部門管理者"]),
    choice("audit_officer", "監査責任者", "audit officer", &["情報システム監査責任者"]),
    choice("auditor", "監査員", "auditor", &[]),
    choice("user", "利用者", "user", &["システム利用者"]),
];

pub const ROLES: Part = Part {
    key: "roles",
    label: label("任命", "Appointments"),
    table: "staff_roles",
    fields: &[
        field("role", "職務", "Role", Kind::Choice(ROLE_IDS)).save().clause("A 2.1.1"),
        field("department", "担当部門", "Department", Kind::Department)
            .when("部門管理者のとき")
            .clause("A 2.1.1(4)"),
        field("from_on", "任命日", "From", Kind::Date).save().clause("A 2.1.1(4)"),
        field("until_on", "解任日", "Until", Kind::Date),
        field("appointed_by", "任命した者", "Appointed by", Kind::Text).clause("A 2.1.1(4)(5)"),
    ],
};

/// 異動: where a person worked, as what, from which day on. The first row is the place he was hired for.
pub const ASSIGNMENTS: Part = Part {
    key: "assignments",
    label: label("所属・職名の異動", "Moves"),
    table: "staff_assignments",
    fields: &[
        field("from_on", "発令日", "From", Kind::Date).save().clause("A 5.1(1)").synonyms(&["異動日"]),
        field("department", "所属", "Department", Kind::Department).save().clause("A 5.1(1)"),
        field("title", "役職", "Title", Kind::Text),
        field("employment", "雇用形態", "Employment", Kind::Text).clause("B 4-1(2)"),
        field("move_reason", "異動の理由", "Reason", Kind::Text),
        field("order_no", "辞令番号", "Order", Kind::Text),
    ],
};

pub const FIELDS: &[Field] = &[
    field("staff_no", "職員番号", "Staff number", Kind::Code)
        .save()
        .synonyms(&["社員番号", "職員No", "職員コード", "番号"])
        .list(),
    field("name", "氏名", "Name", Kind::Name)
        .save()
        .clause("A 5.1(3)a")
        .synonyms(&["職員名", "名前", "職員氏名"])
        .list(),
    field("kana", "フリガナ", "Kana", Kind::Text)
        .synonyms(&["ふりがな", "カナ", "ヨミ", "氏名カナ", "読み"])
        .list(),
    field("department", "所属", "Department", Kind::Department)
        .save()
        .clause("A 5.1(1)")
        .synonyms(&["部署", "課名", "配属", "所属部署", "所属課"])
        .list(),
    field("title", "役職", "Title", Kind::Text).synonyms(&["職名", "役職名", "職"]).list(),
    field("employment", "雇用形態", "Employment", Kind::Text)
        .save()
        .clause("B 4-1(2)")
        .synonyms(&["雇用区分", "職員区分", "区分", "身分"])
        .list(),
    field("hired_on", "採用年月日", "Hired on", Kind::Date)
        .save()
        .clause("A 5.1(1)")
        .synonyms(&["採用日", "入職日", "入職年月日", "入社日", "着任日"])
        .list(),
    field("left_on", "退職年月日", "Left on", Kind::Date)
        .clause("A 5.1(1)")
        .synonyms(&["退職日", "離職日", "退社日", "退職予定日"])
        .list(),
    field("left_reason", "退職の理由", "Why left", Kind::Text),
    field("contact", "連絡先", "Contact", Kind::Text).synonyms(&["電話番号", "内線", "内線番号"]),
    field("remarks", "備考", "Remarks", Kind::Note).synonyms(&["摘要", "特記事項", "メモ"]),
];
