//! 対象者名簿: everybody meant, with department, title and employment as they are on the day. Frozen: what
//! happens to a person afterwards does not change the list.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::people::roster::Member;
use crate::profile::Profile;
use crate::training::audience::{Audience, new_hire_days, of_session};
use crate::vocab::{Content, PartialDate, Value, Values};

const LIST: &str = "attendees";

/// Draws up the list today, as of the day of the session. Whoever is marked already stays; a list of named people takes no others.
pub fn freeze(
    session: &mut Content,
    members: &[Member],
    (day, today): (NaiveDate, NaiveDate),
    profile: &Profile,
) {
    let named = crate::registers::Facts(&session.values).yes("fixed_list") == Some(true);
    let old = session.parts.remove(LIST).unwrap_or_default();
    let known: BTreeSet<i64> = old.iter().filter_map(person).collect();
    let meant: Vec<&Member> = if named {
        members.iter().filter(|member| known.contains(&member.id) && member.serves_on(day)).collect()
    } else {
        meant(session, members, day, profile)
    };
    let mut rows: Vec<Values> = Vec::new();
    for member in &meant {
        let before = old.iter().find(|row| person(row) == Some(member.id));
        rows.push(with_marks(row(member, day), before));
    }
    let kept = |row: &&Values| {
        row.contains_key("attendance") && !meant.iter().any(|member| Some(member.id) == person(row))
    };
    rows.extend(old.iter().filter(kept).cloned());
    session.parts.insert(LIST.to_owned(), rows);
    session.values.insert("frozen_on", Value::Date(PartialDate::from(today)));
}

/// Whom the targets and departments of a session mean on a day.
pub fn meant<'a>(
    session: &Content,
    members: &'a [Member],
    day: NaiveDate,
    profile: &Profile,
) -> Vec<&'a Member> {
    let (targets, departments) = of_session(session);
    let audience =
        Audience { targets: &targets, departments: &departments, new_hire_days: new_hire_days(profile) };
    members.iter().filter(|member| member.serves_on(day) && audience.means(member, day)).collect()
}

/// A person's line of the list.
pub fn row(member: &Member, day: NaiveDate) -> Values {
    let place = member.place_on(day);
    let text = |key, text: &str| (!text.is_empty()).then(|| (key, Value::Text(text.to_owned())));
    let employment = place.employment_kind().map(|kind| ("employment", Value::Choice(kind.to_owned())));
    let name = Value::Person { id: Some(member.id), name: member.name.clone() };
    [
        text("department", &place.department),
        text("title", &place.title),
        text("staff_no", &member.staff_no),
        employment,
        Some(("name", name)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The marks a line had go over to its new copy.
fn with_marks(mut row: Values, before: Option<&Values>) -> Values {
    const MARKS: [&str; 6] = ["attendance", "absence_reason", "attended_on", "signed", "score", "remarks"];
    for key in MARKS {
        if let Some(value) = before.and_then(|before| before.get(key)) {
            row.insert(key, value.clone());
        }
    }
    row
}

pub fn person(row: &Values) -> Option<i64> {
    match row.get("name") {
        Some(Value::Person { id, .. }) => *id,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::roster::Place;

    fn member(id: i64, name: &str, department: &str) -> Member {
        let place = Place { department: department.to_owned(), ..Place::default() };
        Member { id, name: name.to_owned(), place, ..Member::default() }
    }

    fn session(targets: &[&str]) -> Content {
        let targets = targets.iter().map(|target| (*target).to_owned()).collect();
        Content { values: [("targets", Value::ManyOf(targets))].into(), ..Content::default() }
    }

    fn names(session: &Content) -> Vec<String> {
        session.parts[LIST].iter().map(|row| row["name"].to_text()).collect()
    }

    #[test]
    fn the_list_follows_the_staff_until_it_is_marked() {
        let profile = Profile::shipped("a").unwrap();
        let day: NaiveDate = "2026-06-12".parse().unwrap();
        let mut members = vec![member(1, "渡邊 誠", "総務課"), member(2, "渡辺 誠", "健診課")];
        let mut session = session(&["all_staff"]);
        freeze(&mut session, &members, (day, day), &profile);
        assert_eq!(names(&session), ["渡邊 誠", "渡辺 誠"]);

        let rows = session.parts.get_mut(LIST).unwrap();
        rows[1].insert("attendance", Value::Choice("attended".to_owned()));
        members[1].left_on = "2026-05-31".parse().ok();
        members[0].left_on = "2026-05-31".parse().ok();
        members.push(member(3, "齋藤 優子", "総務課"));
        freeze(&mut session, &members, (day, day), &profile);
        assert_eq!(names(&session), ["齋藤 優子", "渡辺 誠"], "who was there stays on the list");
    }

    #[test]
    fn a_list_of_named_people_takes_no_others() {
        let profile = Profile::shipped("a").unwrap();
        let day: NaiveDate = "2026-06-12".parse().unwrap();
        let members = [member(1, "渡邊 誠", "総務課"), member(2, "渡辺 誠", "健診課")];
        let mut session = session(&["all_staff"]);
        session.values.insert("fixed_list", Value::Bool(true));
        session.parts.insert(LIST.to_owned(), vec![row(&members[0], day)]);
        freeze(&mut session, &members, (day, day), &profile);
        assert_eq!(names(&session), ["渡邊 誠"]);
    }
}
