//! 対象: whom a course or a session means, on a day. Pure; the people come from [`crate::people::roster`].

use chrono::{Days, NaiveDate};

use super::courses::{departments, many};
use crate::people::roster::Member;
use crate::profile::Profile;
use crate::vocab::{Content, FiscalYear, Value};

/// 対象者区分 and 対象とする所属.
#[derive(Debug, Clone, Copy)]
pub struct Audience<'a> {
    pub targets: &'a [String],
    /// All where none is named.
    pub departments: &'a [String],
    /// 採用から研修までの日数.
    pub new_hire_days: u64,
}

/// How many days after joining the first training is due.
pub fn new_hire_days(profile: &Profile) -> u64 {
    profile.number("new_hire_training_days").ok().and_then(|days| u64::try_from(days).ok()).unwrap_or(30)
}

/// The targets and departments a session's fields name.
pub fn of_session(session: &Content) -> (Vec<String>, Vec<String>) {
    let named = session.values.get("target_departments").map(Value::to_text).unwrap_or_default();
    (many(&session.values, "targets"), departments(&named))
}

impl Audience<'_> {
    /// Whether somebody in service on that day is meant.
    pub fn means(&self, member: &Member, day: NaiveDate) -> bool {
        self.is_here(member, day) && self.targets.iter().any(|target| self.is_target(target, member, day))
    }

    /// Whether somebody works in one of the departments named.
    pub fn is_here(&self, member: &Member, day: NaiveDate) -> bool {
        self.departments.is_empty() || self.departments.contains(&member.place_on(day).department)
    }

    fn is_target(&self, target: &str, member: &Member, day: NaiveDate) -> bool {
        let employed =
            |kinds: &[&str]| member.place_on(day).employment_kind().is_some_and(|kind| kinds.contains(&kind));
        let holds = |roles: &[&str]| roles.iter().any(|role| member.holds_on(role, day));
        match target {
            "all_staff" => true,
            "chief" => member.holds_on("operations_officer", day),
            "officers" => holds(&["operations_officer", "audit_officer"]),
            "managers" => holds(&["operations_officer", "department_manager", "audit_officer"]),
            "general_staff" => {
                !holds(&["operations_officer", "audit_officer", "department_manager", "system_manager"])
            }
            "system_managers" => member.holds_on("system_manager", day),
            "new_hires" => self.is_new_hire(member, day),
            "part_time" => employed(&["part_time", "agency", "temporary"]),
            "contractors" => member.place_on(day).employment.contains("委託"),
            _ => false,
        }
    }

    /// Joined this fiscal year, or so late in the last one that the training is due only now.
    fn is_new_hire(&self, member: &Member, day: NaiveDate) -> bool {
        let begins = FiscalYear::of(day).first_day();
        let since = begins.checked_sub_days(Days::new(self.new_hire_days)).unwrap_or(begins);
        member.hired_first().is_some_and(|hired| hired > since && hired <= day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::roster::{Place, Post};

    fn member(department: &str, employment: &str, hired: &str) -> Member {
        let place = Place {
            department: department.to_owned(),
            employment: employment.to_owned(),
            ..Place::default()
        };
        Member { place, hired_on: hired.parse().ok(), ..Member::default() }
    }

    fn means(targets: &[&str], departments: &[&str], member: &Member, day: &str) -> bool {
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let (targets, departments) = (own(targets), own(departments));
        let audience = Audience { targets: &targets, departments: &departments, new_hire_days: 30 };
        audience.means(member, day.parse().unwrap())
    }

    #[test]
    fn targets_and_departments_say_who_is_meant() {
        let regular = member("総務課", "正職員", "2020-04-01");
        let part_time = member("健診課", "パート", "2020-04-01");
        assert!(means(&["all_staff"], &[], &part_time, "2026-06-12"));
        assert!(!means(&["all_staff"], &["総務課"], &part_time, "2026-06-12"));
        assert!(means(&["part_time"], &[], &part_time, "2026-06-12"));
        assert!(!means(&["part_time"], &[], &regular, "2026-06-12"));
        let chief = Member {
            posts: vec![Post { role: "department_manager".to_owned(), from: None, until: None }],
            ..regular.clone()
        };
        assert!(means(&["managers"], &[], &chief, "2026-06-12"));
        assert!(!means(&["managers"], &[], &regular, "2026-06-12"));
        for (target, meant) in
            [("chief", [false, true]), ("officers", [false, true]), ("general_staff", [true, false])]
        {
            let officer = Member {
                posts: vec![Post { role: "operations_officer".to_owned(), from: None, until: None }],
                ..regular.clone()
            };
            let found = [&regular, &officer].map(|member| means(&[target], &[], member, "2026-06-12"));
            assert_eq!(found, meant, "{target}");
        }
    }

    #[test]
    fn who_joins_in_march_is_still_new_in_april() {
        let march = member("総務課", "正職員", "2026-03-15");
        let before = member("総務課", "正職員", "2026-02-15");
        assert!(means(&["new_hires"], &[], &march, "2026-04-10"));
        assert!(!means(&["new_hires"], &[], &before, "2026-04-10"));
        assert!(!means(&["new_hires"], &[], &march, "2026-03-01"));
    }
}
