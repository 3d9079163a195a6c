//! 職員名簿の読取り: the whole staff at once, what somebody still holds, and who holds which post.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use super::roster::{Member, Place, Post};
use crate::db::WriteTx;
use crate::error::{Error, Result};
use crate::vocab::{PartialDate, fold};

/// Everybody in force, by staff number.
pub fn roster(db: &Connection) -> Result<Vec<Member>> {
    let mut members = db
        .prepare_cached(include_str!("sql/members.sql"))?
        .query_and_then([], member)?
        .collect::<Result<Vec<Member>>>()?;
    let at: HashMap<i64, usize> = members.iter().enumerate().map(|(n, member)| (member.id, n)).collect();
    let mut moves = db.prepare_cached(include_str!("sql/moves.sql"))?;
    let mut rows = moves.query([])?;
    while let Some(row) = rows.next()? {
        let member = at.get(&row.get(0)?).and_then(|n| members.get_mut(*n));
        // Where nobody knows since when, the place was held before every other.
        let from = date(row, 1)?.or(PartialDate::from_year(1868));
        if let Some((member, from)) = member.zip(from) {
            member.moves.push((from, place(row, 2)?));
        }
    }
    let mut posts = db.prepare_cached(include_str!("sql/posts.sql"))?;
    let mut rows = posts.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(member) = at.get(&row.get(0)?).and_then(|n| members.get_mut(*n)) {
            let (from, until) = (date(row, 2)?, date(row, 3)?);
            member.posts.push(Post {
                role: row.get(1)?,
                from: from.map(PartialDate::first_day),
                until: until.map(PartialDate::last_day),
            });
        }
    }
    Ok(members)
}

fn member(row: &Row<'_>) -> Result<Member> {
    Ok(Member {
        id: row.get(0)?,
        staff_no: row.get(1)?,
        name: row.get(2)?,
        kana: row.get(3)?,
        hired_on: date(row, 4)?,
        left_on: date(row, 5)?,
        place: place(row, 6)?,
        moves: Vec::new(),
        posts: Vec::new(),
    })
}

fn place(row: &Row<'_>, first: usize) -> Result<Place> {
    Ok(Place { department: row.get(first)?, title: row.get(first + 1)?, employment: row.get(first + 2)? })
}

fn date(row: &Row<'_>, at: usize) -> Result<Option<PartialDate>> {
    let text: Option<String> = row.get(at)?;
    let read = |text: String| text.parse().map_err(|_| Error::Corrupt(format!("staff: the date {text}")));
    text.map(read).transpose()
}

/// Whoever left, or will, with an account that stays open: the last day of service of each.
pub fn left_with_account(db: &Connection) -> Result<Vec<(i64, NaiveDate)>> {
    let mut statement = db.prepare_cached(
        "select staff.id, left_on
           from staff
           join account on account.staff_id = staff.id
          where left_on is not null and disabled_on is null",
    )?;
    let left = statement.query_and_then([], |row| {
        let left = date(row, 1)?.map(PartialDate::last_day);
        Ok((row.get(0)?, left.unwrap_or(NaiveDate::MAX)))
    })?;
    left.collect()
}

/// Roles of the accounts this person signs in with.
pub fn roles_of_account(db: &Connection, person: i64, day: &str) -> Result<Vec<String>> {
    let mut statement = db.prepare_cached(
        "select role
           from account
           join staff on staff.id = staff_id
          where staff_id = ?1
            and (disabled_on is null or disabled_on > ?2)
            and (left_on is null or left_on >= substr(?2, 1, length(left_on)))",
    )?;
    let roles = statement.query_map((person, day), |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(roles)
}

/// Whether a person signs in as, or is appointed to, one of these posts on that day.
pub fn holds_one_of(db: &Connection, person: i64, roles: &[String], day: NaiveDate) -> bool {
    let day = day.to_string();
    let accounts = roles_of_account(db, person, &day).unwrap_or_default();
    roles.iter().any(|role| accounts.contains(role) || is_appointed(db, person, role, &day).unwrap_or(false))
}

/// Whether the person is appointed to a post on that day (ISO).
pub fn is_appointed(db: &Connection, person: i64, role: &str, day: &str) -> Result<bool> {
    let mut statement = db.prepare_cached(include_str!("sql/is_appointed.sql"))?;
    Ok(statement.exists((person, role, day))?)
}

/// A thing in a person's hands: ledger, record, number, what it is, the field that names him, its state.
pub struct Held {
    pub person: i64,
    pub register: String,
    pub id: i64,
    pub number: String,
    pub title: String,
    pub field: String,
    pub state: String,
}

/// What the ledgers say a person still holds or has open; of everybody who leaves where none is named.
pub fn held(db: &Connection, person: Option<i64>) -> Result<Vec<Held>> {
    let mut statement = db.prepare_cached(include_str!("sql/held.sql"))?;
    let held = statement.query_map([person], |row| {
        Ok(Held {
            person: row.get(0)?,
            register: row.get(1)?,
            id: row.get(2)?,
            number: row.get(3)?,
            title: row.get(4)?,
            field: row.get(5)?,
            state: row.get(6)?,
        })
    })?;
    Ok(held.collect::<Result<_, _>>()?)
}

/// The same of things whose ledger gives this person's name and nobody said whose it is.
pub fn held_by_name(db: &Connection, person: i64, name: &str) -> Result<Vec<Held>> {
    let key = fold::name_key(name);
    let mut statement = db.prepare_cached(include_str!("sql/held_by_name.sql"))?;
    let mut rows = statement.query([])?;
    let mut held = Vec::new();
    while let Some(row) = rows.next()? {
        let written: String = row.get(6)?;
        if fold::name_key(&written) == key {
            held.push(Held {
                person,
                register: row.get(0)?,
                id: row.get(1)?,
                number: row.get(2)?,
                title: row.get(3)?,
                field: row.get(4)?,
                state: row.get(5)?,
            });
        }
    }
    Ok(held)
}

/// People whose latest move has come into force and is not yet what the 職員名簿 shows.
pub fn moves_due(db: &Connection, today: &str) -> Result<Vec<i64>> {
    let mut statement = db.prepare_cached(include_str!("sql/moves_due.sql"))?;
    let due = statement.query_map([today], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(due)
}

/// From which day on the accounts of a person are shut; `None` opens them again.
pub fn disable_accounts(tx: &WriteTx<'_>, person: i64, from: Option<&str>) -> Result<()> {
    tx.execute("update account set disabled_on = ?2 where staff_id = ?1", (person, from))?;
    Ok(())
}
