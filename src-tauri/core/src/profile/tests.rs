use chrono::NaiveDate;

use super::*;
use crate::registers;
use crate::users::Permission;
use crate::vocab::Field;

fn a() -> Profile {
    Profile::shipped("a").unwrap()
}

/// The shipped text with one passage replaced.
fn changed(from: &str, to: &str) -> Result<Profile, ProfileError> {
    let body = a().body().to_owned();
    assert!(body.contains(from), "{from}");
    Profile::parse(&body.replacen(from, to, 1))
}

#[test]
fn every_shipped_profile_is_whole() {
    for id in Profile::shipped_ids() {
        let profile = Profile::shipped(id).unwrap();
        assert_eq!(profile.id(), id);
    }
}

#[test]
fn every_number_is_the_texts_or_marked_as_ours() {
    for number in a().numbers() {
        assert_ne!(number.clause.is_empty(), !number.ours, "{}", number.key);
        assert!(number.value.is_some() && !number.label.is_empty(), "{}", number.key);
    }
}

#[test]
fn a_number_is_shown_with_its_source() {
    assert_eq!(a().number_shown("idle_lock_minutes").unwrap(), "5 分（A ５．３ １））");
    assert_eq!(a().number_shown("certificate_due_days").unwrap(), "30 日（既定値・規程に定めなし）");
}

#[test]
fn a_blank_of_the_regulation_is_refused() {
    let blank =
        changed("key = \"certificate_due_days\"\nvalue = 30", "key = \"certificate_due_days\"").unwrap_err();
    assert_eq!(blank, ProfileError::Blank { what: "numbers", key: "certificate_due_days".to_owned() });

    let retention = changed("record = \"devices\"\nyears = 5", "record = \"devices\"").unwrap_err();
    assert_eq!(retention, ProfileError::Blank { what: "retention", key: "devices".to_owned() });
}

#[test]
fn what_is_misspelt_or_left_out_is_refused() {
    let cases = [
        ("key = \"admins_max\"", "key = \"admin_max\"", "numbers \"admin_max\" is not known"),
        ("label = \"監査責任者\"", "lable = \"監査責任者\"", "not a profile"),
        ("\"import\", \"print\"", "\"improt\", \"print\"", "permissions \"improt\" is not known"),
        ("role = \"audit_officer\"", "role = \"audit_chief\"", "roles \"audit_chief\" is not known"),
        ("clause = \"5.2.2(1)b\"", "clause = \"5.2.2(1)c\"", "clauses \"5.2.2(1)c\" is missing"),
        ("carry_in = \"持込み\"", "", "vocabulary \"carry_in\" is missing"),
        (
            "every = \"training_months\"",
            "every = \"training_years\"",
            "numbers \"training_years\" is not known",
        ),
        ("id = \"form-06\"", "id = \"form-04\"", "forms \"form-04\" stands twice"),
    ];
    for (from, to, refusal) in cases {
        let message = changed(from, to).unwrap_err().to_string();
        assert!(message.starts_with(refusal), "{from}: {message}");
    }
}

#[test]
fn a_number_beyond_its_meaning_is_refused() {
    let cases = [
        ("key = \"idle_lock_minutes\"\nvalue = 5", "key = \"idle_lock_minutes\"\nvalue = 6"),
        ("key = \"idle_lock_minutes\"\nvalue = 5", "key = \"idle_lock_minutes\"\nvalue = 0"),
        ("key = \"audit_month\"\nvalue = 3", "key = \"audit_month\"\nvalue = 13"),
    ];
    for (from, to) in cases {
        assert!(matches!(changed(from, to), Err(ProfileError::OutOfRange { .. })), "{to}");
    }
}

#[test]
fn a_number_without_clause_must_be_marked_as_ours() {
    let unsourced = changed("clause = \"2.4.3(1)b\"\n\n[[numbers]]", "\n[[numbers]]").unwrap_err();
    let key = "maintenance_confirm_days".to_owned();
    assert_eq!(unsourced, ProfileError::NoSource { what: "numbers", key });
}

#[test]
fn a_form_is_headed_by_its_number_and_sections() {
    let profile = a();
    let form = profile.form("form-04").unwrap();
    assert_eq!(form.heading(), "様式第４号（第４．２．２節、第４．２．５節関係）");
    let boxes: Vec<_> = form.boxes.iter().map(|seal| profile.box_label(seal)).collect();
    assert_eq!(boxes, ["運用責任者", "システム管理者", "部門管理者"]);
}

#[test]
fn every_clause_a_field_cites_has_its_text() {
    let profile = a();
    let texts = |fields: &[Field]| {
        for field in fields {
            if let Some(reference) = profile.own_clause(field.clause) {
                let cited = clause::each(reference).len();
                assert_eq!(profile.clause_texts(reference).len(), cited, "{}: {reference}", field.key);
            }
        }
    };
    for register in registers::ALL {
        texts(register.fields);
        register.parts.iter().for_each(|part| texts(part.fields));
    }
}

#[test]
fn records_are_kept_from_the_fiscal_year_after() {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let cases = [
        ("disposals", day(2026, 11, 20), day(2032, 3, 31)),
        ("disposals", day(2027, 3, 31), day(2032, 3, 31)),
        ("disposals", day(2027, 4, 1), day(2033, 3, 31)),
        ("carry_outs", day(2026, 11, 20), day(2030, 3, 31)),
    ];
    for (record, since, until) in cases {
        assert_eq!(a().retain_until(record, since), Some(until));
    }
}

#[test]
fn a_user_sees_only_own_records() {
    let own = a().permissions::<String>("user").unwrap();
    assert_eq!(own.into_iter().collect::<Vec<_>>(), ["read_own"]);
    assert_eq!(a().role("user").unwrap().scope, Scope::Own);
}

#[test]
fn the_system_manager_may_do_everything() {
    let all = a().permissions::<Permission>("system_manager").unwrap();
    assert_eq!(all, BTreeSet::from(Permission::ALL));
}

#[test]
fn another_regulations_clause_is_not_cited() {
    assert_eq!(a().own_clause("A 4.2.5(3)"), Some("4.2.5(3)"));
    assert_eq!(a().own_clause("B 2(1)"), None);
}

/// Every literal key the core's source asks a profile for, by the method that asks.
fn asked_in_source(method: &str) -> Vec<String> {
    let call = format!("rofile.{method}(\"");
    let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut keys = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                let asked = source.split(&call).skip(1);
                keys.extend(asked.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
            }
        }
    }
    keys
}

#[test]
fn what_the_program_asks_every_profile_gives() {
    let asked = [
        ("number", keys::NUMBERS),
        ("number_shown", keys::NUMBERS),
        ("demands", keys::RULES),
        ("word", keys::WORDS),
        ("slot", keys::SLOTS),
    ];
    for (method, known) in asked {
        for key in asked_in_source(method) {
            assert!(known.contains(&key.as_str()), "{method}({key:?})");
        }
    }
}

#[test]
fn the_permissions_a_profile_may_name_are_those_of_the_program() {
    let named: BTreeSet<&str> = keys::PERMISSIONS.iter().copied().collect();
    assert_eq!(named, Permission::ALL.map(Permission::as_str).into());
}

#[test]
fn a_profile_of_an_older_program_is_completed_and_what_the_office_said_stands() {
    let shipped = include_str!("../../../../assets/profiles/a.toml");
    let without = |text: &str, start: &str| {
        let from = text.find(start).unwrap();
        let to = from + 2 + text[from + 2..].find("\n[[").unwrap();
        format!("{}{}", &text[..from], &text[to..])
    };
    let old = without(shipped, "[[numbers]]\nkey = \"drill_months\"");
    let old = without(&old, "[[retention]]\nrecord = \"training_plans\"");
    let old = old.replace(
        "key = \"new_hire_training_days\"\nvalue = 30",
        "key = \"new_hire_training_days\"\nvalue = 14",
    );
    assert!(Profile::parse(&old).is_err());

    let opened = Profile::stored(&old).unwrap();
    assert_eq!(opened.number("drill_months").unwrap(), 12);
    assert_eq!(opened.number("new_hire_training_days").unwrap(), 14);
    assert_eq!(opened.body(), old);
}
