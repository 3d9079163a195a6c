//! 研修講座: how often a course is due, and since when. Who is meant by it is told by [`super::audience`].

use chrono::NaiveDate;

use crate::profile::Profile;
use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::{Content, Value, Values};

/// What the list of the untrained needs to know of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Its number; `name:` and the name where only sessions speak of it.
    pub key: String,
    pub name: String,
    pub kind: String,
    pub targets: Vec<String>,
    /// All where none is named.
    pub departments: Vec<String>,
    pub interval_months: u32,
    pub since: Option<NaiveDate>,
    pub ended: Option<NaiveDate>,
    pub pass_score: Option<i64>,
}

/// How a course is called that no register knows.
pub const BY_NAME: &str = "name:";

/// The number of a course as people know it; none where no register knows the course.
pub fn number_of(key: &str) -> &str {
    if key.starts_with(BY_NAME) { "" } else { key }
}

impl Course {
    /// The course of a record of the register.
    pub fn of(content: &Content, profile: &Profile) -> Self {
        let facts = Facts(&content.values);
        let text = |key: &str| content.values.get(key).map(Value::to_text).unwrap_or_default();
        let own = facts.int("interval_months").and_then(|months| u32::try_from(months).ok());
        Self {
            key: text("course_no"),
            name: text("course"),
            kind: text("course_kind"),
            targets: many(&content.values, "targets"),
            departments: departments(&text("target_departments")),
            interval_months: own
                .filter(|months| *months > 0)
                .unwrap_or_else(|| usual_interval(profile, &text("course_kind"))),
            since: facts.first_day("since_on"),
            ended: facts.date("ended_on").map(|day| day.last_day()),
            pass_score: facts.int("pass_score"),
        }
    }

    /// 新規採用 training is due once, for those who join.
    pub fn is_for_new_hires(&self) -> bool {
        self.kind == "new_hire" || self.targets == ["new_hires"]
    }

    /// Due again so long after the last time, not once in every fiscal year (B 4-2(2)②).
    pub fn has_interval(&self) -> bool {
        self.interval_months != YEAR && !self.is_for_new_hires()
    }
}

/// 毎年度: whoever is trained once between April and March is trained for the year.
const YEAR: u32 = 12;

/// The interval where a course says none; a drill has its own (B 4-2(3)①).
pub fn usual_interval(profile: &Profile, kind: &str) -> u32 {
    let key = if kind == "drill" { "drill_months" } else { "training_months" };
    profile.number(key).ok().and_then(|months| u32::try_from(months).ok()).unwrap_or(YEAR)
}

pub fn many(values: &Values, key: &str) -> Vec<String> {
    match values.get(key) {
        Some(Value::ManyOf(ids)) => ids.clone(),
        _ => Vec::new(),
    }
}

/// 総務課、健診課: the departments a text names.
pub fn departments(text: &str) -> Vec<String> {
    let names = text.split(['、', ',', '，', '\n', ';', '・']).map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

pub fn derived(content: &Content) -> Values {
    let ended = Facts(&content.values).has("ended_on");
    let status = if ended { "ended" } else { "open" };
    Values::from([("status", Value::Choice(status.to_owned()))])
}

pub fn check(content: &Content, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    if facts.before("ended_on", "since_on") {
        findings.push(Finding::new("ended_on", FindingCode::EndsBeforeStart, Severity::Save));
    }
    if facts.int("interval_months").is_some_and(|months| !(1..=120).contains(&months)) {
        findings.push(Finding::new("interval_months", FindingCode::IntervalImpossible, Severity::Save));
    }
}
