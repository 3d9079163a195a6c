//! 在籍者: every person of the 職員名簿 with the places held and the posts, and who was where on a day.
//!
//! Pure: [`super::store`] fills it. Training lists, matrices and rates all ask this.

use chrono::NaiveDate;

use crate::training::choices::EMPLOYMENTS;
use crate::vocab::read::find_choice;
use crate::vocab::{FiscalYear, PartialDate};

/// Where a person works and as what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub department: String,
    pub title: String,
    /// As the 職員名簿 writes it: 正職員, パート.
    pub employment: String,
}

impl Place {
    /// 雇用区分 of the training lists, where the words of the 職員名簿 mean one.
    pub fn employment_kind(&self) -> Option<&'static str> {
        find_choice(EMPLOYMENTS, &self.employment).map(|choice| choice.id)
    }
}

/// 任命 to a post, or the role of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    pub role: String,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    pub id: i64,
    pub staff_no: String,
    pub name: String,
    pub kana: String,
    pub hired_on: Option<PartialDate>,
    pub left_on: Option<PartialDate>,
    /// As the 職員名簿 shows it today.
    pub place: Place,
    /// 異動, oldest first.
    pub moves: Vec<(PartialDate, Place)>,
    pub posts: Vec<Post>,
}

impl Member {
    /// The place held on a day. Before the first move on record it is the first one's.
    pub fn place_on(&self, day: NaiveDate) -> &Place {
        let begun = self.moves.iter().rev().find(|(from, _)| from.first_day() <= day);
        begun.or(self.moves.first()).map_or(&self.place, |(_, place)| place)
    }

    /// Whether the person belonged to the office on that day; the day of leaving counts.
    pub fn serves_on(&self, day: NaiveDate) -> bool {
        self.serves_between(day, day)
    }

    /// Whether the person belonged to the office on any day of a span.
    pub fn serves_between(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let hired = self.hired_on.is_none_or(|hired| hired.first_day() <= to);
        let left = self.left_on.is_some_and(|left| left.last_day() < from);
        hired && !left
    }

    pub fn hired_first(&self) -> Option<NaiveDate> {
        self.hired_on.map(PartialDate::first_day)
    }

    pub fn left_last(&self) -> Option<NaiveDate> {
        self.left_on.map(PartialDate::last_day)
    }

    pub fn holds_on(&self, role: &str, day: NaiveDate) -> bool {
        let in_force = |post: &Post| {
            post.from.is_none_or(|from| from <= day) && post.until.is_none_or(|until| until >= day)
        };
        // Whoever left holds nothing any more, even where nobody put the end of the post down.
        let left = self.left_last().is_some_and(|left| left < day);
        !left && self.posts.iter().any(|post| post.role == role && in_force(post))
    }

    /// The day of a fiscal year on which the person is looked at: its last, or the last day of service.
    pub fn seen_on(&self, year: FiscalYear, today: NaiveDate) -> NaiveDate {
        let end = year.last_day().min(today.max(year.first_day()));
        let end = self.left_last().map_or(end, |left| left.min(end));
        self.hired_first().map_or(end, |hired| hired.max(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn place(department: &str) -> Place {
        Place { department: department.to_owned(), ..Place::default() }
    }

    #[test]
    fn a_place_is_that_of_its_day() {
        let moved = Member {
            place: place("健診課"),
            moves: vec![
                ("2020-04-01".parse().unwrap(), place("総務課")),
                ("2026-10-01".parse().unwrap(), place("健診課")),
            ],
            ..Member::default()
        };
        let cases = [
            ("2019-01-01", "総務課"),
            ("2026-09-30", "総務課"),
            ("2026-10-01", "健診課"),
            ("2027-01-01", "健診課"),
        ];
        for (on, department) in cases {
            assert_eq!(moved.place_on(day(on)).department, department, "{on}");
        }
        let never = Member { place: place("給付課"), ..Member::default() };
        assert_eq!(never.place_on(day("2020-01-01")).department, "給付課");
    }

    #[test]
    fn the_last_day_is_a_day_of_service() {
        let member = Member {
            hired_on: "2026-04-01".parse().ok(),
            left_on: "2026-09".parse().ok(),
            ..Member::default()
        };
        let cases =
            [("2026-03-31", false), ("2026-04-01", true), ("2026-09-30", true), ("2026-10-01", false)];
        for (on, serves) in cases {
            assert_eq!(member.serves_on(day(on)), serves, "{on}");
        }
    }

    #[test]
    fn words_of_the_staff_list_mean_kinds_of_employment() {
        let kind = |text: &str| Place { employment: text.to_owned(), ..Place::default() }.employment_kind();
        assert_eq!(kind("正職員"), Some("regular"));
        assert_eq!(kind("パート"), Some("part_time"));
        assert_eq!(kind("会長"), None);
    }
}
