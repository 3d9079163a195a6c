//! 受講の状況: how one person stands with one course in one fiscal year, on a day. Pure.
//!
//! 未受講者一覧, the matrix, the rates and the report all ask this one question, so that they never differ.
//! The rules: training at least once in the fiscal year (B 4-2(2)②), within so many days after joining for
//! new staff (our default), whoever left before a session could be attended is not counted, an exemption
//! needs its reason. A make-up counts for the year whose session it makes up for, on whatever day it is
//! held. A course with an interval of its own is due again that long after the last time (A 3.2).

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
    /// The fiscal year of the session, or of the one it makes up for.
    pub year: FiscalYear,
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
    /// Trained, and due again so soon that it is time to plan it.
    Renew,
    Exempt,
    /// Not trained yet, and there is time.
    Due,
    /// Not trained, and the day is past.
    Overdue,
}

impl State {
    /// Counts as trained: still within the interval.
    pub fn is_trained(self) -> bool {
        matches!(self, Self::Trained | Self::MadeUp | Self::Renew)
    }

    /// Whether something is to be done: reminded, made up.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Renew | Self::Due | Self::Overdue)
    }
}

/// Why somebody is on the list of the untrained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    Never,
    Absent,
    NewHire,
    /// The interval since the last time is over.
    Lapsed,
    /// It will be soon.
    Again,
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
    /// The span of time whose sessions can matter for these courses. An interval may have begun at any time.
    pub fn span(&self, courses: &[Course]) -> (NaiveDate, NaiveDate) {
        let first = self.year.first_day();
        let from = match courses.iter().any(Course::has_interval) {
            true => NaiveDate::MIN,
            false => first.checked_sub_days(Days::new(self.new_hire_days)).unwrap_or(first),
        };
        let last = self.year.last_day();
        let last = last.checked_add_days(Days::new(self.new_hire_days)).unwrap_or(last);
        // Whoever missed the training of new staff may make up for it at any later day.
        let last = if courses.iter().any(Course::is_for_new_hires) { self.on } else { last };
        (from, last.min(self.on))
    }

    /// How `member` stands with `course`.
    pub fn standing(&self, course: &Course, member: &Member, marks: &Marks) -> Standing {
        let facts: Vec<&Fact> =
            marks.of(&course.key, member.id).iter().filter(|fact| fact.on <= self.on).collect();
        let counted: Vec<&Fact> =
            facts.iter().copied().filter(|fact| self.counts(fact, course, member)).collect();
        let came = counted.iter().copied().filter(|fact| matches!(fact.mark, Mark::Attended | Mark::MadeUp));
        let came = came.max_by_key(|fact| fact.on);
        let last = came.filter(|_| course.has_interval());
        let mut standing = Standing {
            state: State::NotMeant,
            on: None,
            session: None,
            due: self.due(course, member, last.map(|fact| fact.on)),
            cause: Cause::Never,
            reason: String::new(),
        };
        if !self.is_meant(course, member, marks) {
            return standing;
        }
        if let Some(fact) = came.filter(|_| last.is_none() || standing.due >= self.seen()) {
            let again = last.is_some() && self.is_near(standing.due);
            standing.state = match fact.mark {
                _ if again => State::Renew,
                Mark::MadeUp => State::MadeUp,
                _ => State::Trained,
            };
            standing.cause = if again { Cause::Again } else { Cause::Never };
            (standing.on, standing.session) = (Some(fact.on), Some(fact.session));
            return standing;
        }
        let of_year = |fact: &&&Fact| self.is_of_year(fact);
        let exempt = counted.iter().filter(of_year).find(|fact| fact.mark == Mark::Exempt);
        let outside = marks.exempted.contains(&(self.year.0, course.key.clone(), member.id));
        if exempt.is_some() || outside {
            standing.state = State::Exempt;
            standing.on = exempt.map(|fact| fact.on);
            standing.session = exempt.map(|fact| fact.session);
            standing.reason = exempt.map(|fact| fact.reason.clone()).unwrap_or_default();
            return standing;
        }
        standing.state = if self.on > standing.due { State::Overdue } else { State::Due };
        let missed = counted.iter().filter(of_year).filter(|fact| fact.mark == Mark::Absent);
        let missed = missed.max_by_key(|fact| fact.on);
        standing.cause = match missed {
            Some(_) => Cause::Absent,
            None if last.is_some() => Cause::Lapsed,
            None if self.is_new(member) => Cause::NewHire,
            None => Cause::Never,
        };
        if let Some(fact) = missed {
            (standing.on, standing.session) = (Some(fact.on), Some(fact.session));
            standing.reason = fact.reason.clone();
        }
        standing
    }

    /// The day a year is looked at: today, or its last where it is over.
    fn seen(&self) -> NaiveDate {
        self.on.min(self.year.last_day())
    }

    /// So near as the office counts for new staff, while the year still runs.
    fn is_near(&self, due: NaiveDate) -> bool {
        let soon = self.on.checked_add_days(Days::new(self.new_hire_days));
        self.on <= self.year.last_day() && soon.is_some_and(|soon| due <= soon)
    }

    fn is_of_year(&self, fact: &Fact) -> bool {
        fact.year == self.year
    }

    /// Whether a mark can count for this year. A make-up held in another year than its session counts for
    /// that of the session and for no other.
    fn counts(&self, fact: &Fact, course: &Course, member: &Member) -> bool {
        if course.has_interval() {
            return fact.on <= self.seen() || self.is_of_year(fact);
        }
        if !course.is_for_new_hires() && fact.year != FiscalYear::of(fact.on) {
            return self.is_of_year(fact);
        }
        let (from, until) = self.window(course, member);
        (from..=until).contains(&fact.on)
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
                    || marks.of(&course.key, member.id).iter().any(|fact| self.is_of_year(fact))
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

    /// Attending on one of these days counts for this year, where the course has no interval of its own.
    fn window(&self, course: &Course, member: &Member) -> (NaiveDate, NaiveDate) {
        let (first, last) = (self.year.first_day(), self.year.last_day());
        // Who joins in March has until April, and what he attends then counts.
        let until = self.due(course, member, None).max(last);
        if course.is_for_new_hires() {
            return (member.hired_first().unwrap_or(first), until.max(self.on));
        }
        (first, until)
    }

    /// 期限: so long after the last time as the course says; the first time at the year's end, or so many
    /// days after joining, or after the course began where somebody was here before it.
    pub fn due(&self, course: &Course, member: &Member, last: Option<NaiveDate>) -> NaiveDate {
        let interval = Months::new(course.interval_months);
        if let Some(again) = last.and_then(|last| last.checked_add_months(interval)) {
            return again;
        }
        let joined = member.hired_first().filter(|hired| {
            self.year.contains(*hired) || (course.is_for_new_hires() && self.joins_in(member))
        });
        let begun = |day: NaiveDate| course.since.map_or(day, |since| since.max(day));
        let days = Days::new(self.new_hire_days);
        if let Some(due) = joined.and_then(|hired| begun(hired).checked_add_days(days)) {
            return due;
        }
        let end = self.year.last_day();
        let within = begun(self.year.first_day()).checked_add_months(interval);
        within.filter(|_| course.has_interval()).map_or(end, |due| due.min(end))
    }
}

#[cfg(test)]
mod tests;
