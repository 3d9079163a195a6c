//! 受講の状況: how one person stands with one course in one fiscal year, on a day. Pure.
//!
//! 未受講者一覧, the matrix, the rates and the report all ask this one question, so that they never differ.
//! The rules: training at least once in the fiscal year (B 4-2(2)②), within so many days after joining for
//! new staff (our default), whoever left before a session could be attended is not counted, an exemption
//! needs its reason. A course with an interval of its own is due again that long after the last time.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, Months, NaiveDate};

use super::audience::Audience;
use super::courses::Course;
use crate::people::roster::Member;
use crate::vocab::FiscalYear;

/// One mark on one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub session: i64,
    /// The day of the session, or of the make-up where the mark says one.
    pub on: NaiveDate,
    pub mark: Mark,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Attended,
    MadeUp,
    Absent,
    Exempt,
}

impl Mark {
    pub fn of(attendance: &str) -> Option<Self> {
        Some(match attendance {
            "attended" => Self::Attended,
            "makeup" => Self::MadeUp,
            "absent" => Self::Absent,
            "exempt" => Self::Exempt,
            _ => return None,
        })
    }
}

/// All marks of a span of time, by course and person.
#[derive(Debug, Default)]
pub struct Marks {
    by_person: HashMap<(String, i64), Vec<Fact>>,
    /// Days on which sessions of a course were held.
    pub held: HashMap<String, BTreeSet<NaiveDate>>,
    /// Attendances of names that nobody was found for, by course: the folded names.
    pub unassigned: HashMap<String, BTreeSet<String>>,
    /// Exemptions put down outside a session, by fiscal year, course and person.
    pub exempted: BTreeSet<(i32, String, i64)>,
}

impl Marks {
    pub fn add(&mut self, course: &str, person: i64, fact: Fact) {
        self.by_person.entry((course.to_owned(), person)).or_default().push(fact);
    }

    fn of(&self, course: &str, person: i64) -> &[Fact] {
        self.by_person.get(&(course.to_owned(), person)).map(Vec::as_slice).unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    NotMeant,
    Trained,
    MadeUp,
    Exempt,
    /// Not trained yet, and there is time.
    Due,
    /// Not trained, and the day is past.
    Overdue,
}

/// Why somebody is on the list of the untrained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    Never,
    Absent,
    NewHire,
    Lapsed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    /// When trained, or absent last.
    pub on: Option<NaiveDate>,
    pub session: Option<i64>,
    pub due: NaiveDate,
    pub cause: Cause,
    pub reason: String,
}

/// The question: which year, seen from which day, with how many days for new staff.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub year: FiscalYear,
    pub on: NaiveDate,
    pub new_hire_days: u64,
}

impl Asked {
    /// The span of time whose marks can matter for these courses.
    pub fn span(&self, courses: &[Course]) -> (NaiveDate, NaiveDate) {
        let longest =
            courses.iter().map(|course| course.interval_months).filter(|months| *months != 12).max();
        let first = self.year.first_day();
        let by_interval = longest.and_then(|months| first.checked_sub_months(Months::new(months)));
        let by_joining = first.checked_sub_days(Days::new(self.new_hire_days)).unwrap_or(first);
        let last = self.year.last_day();
        let last = last.checked_add_days(Days::new(self.new_hire_days)).unwrap_or(last);
        (by_interval.map_or(by_joining, |by_interval| by_interval.min(by_joining)), last.min(self.on))
    }

    /// How `member` stands with `course`.
    pub fn standing(&self, course: &Course, member: &Member, marks: &Marks) -> Standing {
        let due = self.due(course, member);
        let mut standing = Standing {
            state: State::NotMeant,
            on: None,
            session: None,
            due,
            cause: Cause::Never,
            reason: String::new(),
        };
        if !self.is_meant(course, member, marks) {
            return standing;
        }
        let facts: Vec<&Fact> =
            marks.of(&course.key, member.id).iter().filter(|fact| fact.on <= self.on).collect();
        let window = self.window(course, member);
        let within = |fact: &&&Fact| (window.0..=window.1).contains(&fact.on);
        let came = |fact: &&&Fact| matches!(fact.mark, Mark::Attended | Mark::MadeUp);
        let trained = facts.iter().filter(came).filter(within).max_by_key(|fact| fact.on);
        if let Some(fact) = trained {
            standing.state = if fact.mark == Mark::MadeUp { State::MadeUp } else { State::Trained };
            (standing.on, standing.session) = (Some(fact.on), Some(fact.session));
            return standing;
        }
        let exempt = facts.iter().filter(within).find(|fact| fact.mark == Mark::Exempt);
        let outside = marks.exempted.contains(&(self.year.0, course.key.clone(), member.id));
        if exempt.is_some() || outside {
            standing.state = State::Exempt;
            standing.on = exempt.map(|fact| fact.on);
            standing.session = exempt.map(|fact| fact.session);
            standing.reason = exempt.map(|fact| fact.reason.clone()).unwrap_or_default();
            return standing;
        }
        standing.state = if self.on > due { State::Overdue } else { State::Due };
        let absent =
            facts.iter().filter(within).filter(|fact| fact.mark == Mark::Absent).max_by_key(|fact| fact.on);
        standing.cause = match absent {
            Some(_) => Cause::Absent,
            None if self.is_new(member) => Cause::NewHire,
            None if course.interval_months != 12 && facts.iter().any(|fact| came(&fact)) => Cause::Lapsed,
            None => Cause::Never,
        };
        if let Some(fact) = absent {
            (standing.on, standing.session) = (Some(fact.on), Some(fact.session));
            standing.reason = fact.reason.clone();
        }
        standing
    }

    /// Whether the course is for this person in this year at all.
    fn is_meant(&self, course: &Course, member: &Member, marks: &Marks) -> bool {
        let (first, last) = (self.year.first_day(), self.year.last_day());
        let runs =
            course.since.is_none_or(|since| since <= last) && course.ended.is_none_or(|ended| ended >= first);
        let hired = member.hired_first().is_none_or(|hired| hired <= self.on.min(last));
        if !runs || !hired || !member.serves_between(first, last) {
            return false;
        }
        let day = member.seen_on(self.year, self.on);
        let audience = Audience {
            targets: &course.targets,
            departments: &course.departments,
            new_hire_days: self.new_hire_days,
        };
        let for_new = course.is_for_new_hires();
        if for_new && !self.joins_in(member) {
            return false;
        }
        let meant = if for_new { audience.is_here(member, day) } else { audience.means(member, day) };
        if !meant {
            return false;
        }
        // Who left counts where a session was held while he could attend it.
        match member.left_last().filter(|left| *left < self.on && *left <= last) {
            None => true,
            Some(left) => {
                let since = member.hired_first().unwrap_or(first).max(first);
                let held = marks.held.get(&course.key);
                held.is_some_and(|days| days.iter().any(|day| (since..=left).contains(day)))
                    || !marks.of(&course.key, member.id).is_empty()
            }
        }
    }

    /// Joined in this year, or so late in the last that the training is due in this.
    fn joins_in(&self, member: &Member) -> bool {
        let Some(hired) = member.hired_first() else { return false };
        let due = hired.checked_add_days(Days::new(self.new_hire_days)).unwrap_or(hired);
        self.year.contains(hired) || self.year.contains(due)
    }

    fn is_new(&self, member: &Member) -> bool {
        member.hired_first().is_some_and(|hired| self.year.contains(hired))
    }

    /// Attending on one of these days counts for this year.
    fn window(&self, course: &Course, member: &Member) -> (NaiveDate, NaiveDate) {
        let (first, last) = (self.year.first_day(), self.year.last_day());
        let due = self.due(course, member);
        // Who joins in March has until April, and what he attends then counts.
        let until = due.max(last);
        if course.is_for_new_hires() {
            return (member.hired_first().unwrap_or(first), until.max(self.on));
        }
        let months = course.interval_months;
        if months == 12 {
            return (first, until);
        }
        // Due again after the year's end: attended so lately that the interval reaches beyond it.
        let since = last.checked_sub_months(Months::new(months)).unwrap_or(first);
        (since.succ_opt().unwrap_or(since), until)
    }

    /// 期限: the year's end, or so many days after joining.
    pub fn due(&self, course: &Course, member: &Member) -> NaiveDate {
        let last = self.year.last_day();
        let joined = member.hired_first().filter(|hired| {
            self.year.contains(*hired) || (course.is_for_new_hires() && self.joins_in(member))
        });
        match joined.and_then(|hired| hired.checked_add_days(Days::new(self.new_hire_days))) {
            Some(due) => due.max(course.since.unwrap_or(due)),
            None => last,
        }
    }
}

#[cfg(test)]
mod tests;
