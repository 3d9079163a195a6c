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
