//! The shape of the ledger file as it stands, written out so that a change of it is seen and meant.

use mamori_core::db::migrations::migrate;
use rusqlite::Connection;

#[test]
fn the_schema_is_the_golden_one() {
    let mut file = Connection::open_in_memory().unwrap();
    migrate(&mut file).unwrap();
    migrate(&mut file).unwrap();
    let mut statement =
        file.prepare("select sql from sqlite_schema where sql is not null order by type desc, name").unwrap();
    let parts = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let schema = parts.map(|sql| sql.unwrap() + ";\n\n").collect::<String>();
    crate::support::golden("schema.sql", &schema);
}

#[test]
fn a_table_knows_that_nobody_permits_himself() {
    let mut file = Connection::open_in_memory().unwrap();
    migrate(&mut file).unwrap();
    let mut person = file
        .prepare("insert into staff (uuid, version, origin, missing, name) values (?1, 1, 'entry', 0, ?1)")
        .unwrap();
    person.execute(["a"]).unwrap();
    drop(person);
    for table in ["carry_outs", "disposals"] {
        let sql = |origin: &str| {
            format!(
                "insert into {table} (uuid, version, origin, missing, applicant_id, permitted_by_id)
                 values ('{table}-{origin}', 1, '{origin}', 0, 1, 1)"
            )
        };
        let refused = file.execute(&sql("entry"), []).unwrap_err();
        assert!(refused.to_string().contains("CHECK constraint failed"), "{table}: {refused}");
        file.execute(&sql("import"), []).unwrap_or_else(|error| panic!("{table}: {error}"));
    }
}

/// An empty file of today's shape with two people in it.
fn file() -> Connection {
    let mut file = Connection::open_in_memory().unwrap();
    migrate(&mut file).unwrap();
    file.execute_batch(
        "insert into staff (uuid, version, origin, missing, name) values ('a', 1, 'entry', 0, 'a');
         insert into staff (uuid, version, origin, missing, name) values ('b', 1, 'entry', 0, 'b');",
    )
    .unwrap();
    file
}

fn case(file: &Connection, more: &str) {
    file.execute_batch(&format!(
        "insert into disposals (uuid, version, origin, missing, by_steps, status) values ('c', 1, 'entry', 0, 1, 'opened');
         {more}"
    ))
    .unwrap();
}

#[test]
fn a_table_knows_that_nobody_checks_his_own_step() {
    let step = "insert into disposals_steps (record_id, position, operator_id) values (1, 1, 1)";
    let check = "update disposals set post_checked_by_id = 1";
    for (first, second) in [(check, step), (step, check)] {
        let file = file();
        case(&file, first);
        let refused = file.execute(second, []).unwrap_err();
        assert!(refused.to_string().contains("the operator of a step checks it"), "{refused}");
        file.execute_batch(&format!(
            "update disposals set post_checked_by_id = 2; {step};
             update disposals set same_checker_reason = 'nobody else', post_checked_by_id = 1;"
        ))
        .unwrap();
    }
}

#[test]
fn a_table_knows_how_a_case_begins_and_ends() {
    let file = file();
    case(&file, "");
    let refused = file.execute("update disposals set status = 'closed'", []).unwrap_err();
    assert!(refused.to_string().contains("closed without permission or checks"), "{refused}");
    let done = "permitted_by = 'b', permitted_on = '2026-11-04', pre_checked_by = 'b', pre_checked_at = '2026-11-09T09:00',
                post_checked_by = 'b', post_checked_at = '2026-11-18T16:00'";
    let refused = file.execute(&format!("update disposals set status = 'closed', {done}"), []).unwrap_err();
    assert!(refused.to_string().contains("closed without"), "not accepted: {refused}");
    file.execute(&format!("update disposals set status = 'closed', validation = 'accept', {done}"), [])
        .unwrap();
    let begun = "insert into disposals (uuid, version, origin, missing, by_steps, status) values ('d', 1, 'entry', 0, 1, 'closed')";
    assert!(file.execute(begun, []).unwrap_err().to_string().contains("begins with its application"));
}
