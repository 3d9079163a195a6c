//! 証明書の受領: the certificate is entered with every serial number it names, and matched at once. What it says was
//! done is what was done; what it leaves open may be filled in later ([`fill_in`]), before the case ends.

use super::matching::{self, Found};
use super::rows::{self, data_rows, is_outsourced, only_lent};
use super::work::settle;
use super::{Context, must_hold, require, set};
use crate::disposals::adequacy::{is_judged, level_of};
use crate::error::{ErrorCode, Result, refuse, refuse_with};
use crate::records::steps as common;
use crate::registers::Facts;
use crate::vocab::{Content, RegisterId, Value, Values};

/// What a certificate cannot do without.
const REQUIRED: [&str; 6] =
    ["certificate_no", "certificate_type", "issuer", "issued_on", "received_on", "checked_by"];

/// Takes in one certificate. It replaces one of its own number, or the one it names; that one stays, as
/// superseded.
pub fn certificate(case: &Content, given: &Content, context: &Context<'_>) -> Result<Content> {
    let rows = given.parts.get("certificates").map(Vec::as_slice).unwrap_or_default();
    let [certificate] = rows else { return Err(refuse(ErrorCode::CertificateOne)) };
    require(certificate, &REQUIRED)?;
    if !Facts(&case.values).has("handed_on") {
        return Err(refuse(ErrorCode::CaseNothingOutsourced));
    }
    proves_erasure(certificate)?;
    is_attached(certificate, context)?;
    done_in_time(case, certificate)?;
    let signed = Content { values: certificate.clone(), ..Content::default() };
    must_hold(context, "disposal_check", &signed, "checked_by", "received_on")?;
    let mut certificate = certificate.clone();
    with_level(&mut certificate);
    let mut lines = given.parts.get("certificate_lines").cloned().unwrap_or_default();
    let mut next = case.clone();
    if lines.is_empty() && fill_in(&mut next, &certificate) {
        match_all(&mut next);
    } else {
        if lines.is_empty() {
            lines = lines_again(case, &certificate);
        }
        if lines.is_empty() {
            return Err(refuse(ErrorCode::CertificateNoSerials));
        }
        next = tried(case, &certificate, lines);
    }
    issued_afterwards(&next, &certificate)?;
    into_case(&mut next, &certificate);
    settle(&mut next);
    Ok(next)
}

/// No certificate is older than the hand-over of what it certifies.
fn issued_afterwards(case: &Content, certificate: &Values) -> Result<()> {
    let number = rows::text(certificate, "certificate_no");
    let issued = Facts(certificate).first_day("issued_on");
    let early = data_rows(case).any(|(_, thing)| {
        rows::text(thing, "certificate_no") == number && issued < Facts(thing).first_day("handed_on")
    });
    if early {
        let params =
            [("earlier", super::label("handed_on")), ("later", super::label("certificate_issued_on"))];
        return Err(refuse_with(ErrorCode::CaseOrder, params));
    }
    Ok(())
}

/// The file of a certificate is one that was attached to the case, so that it can be shown.
fn is_attached(certificate: &Values, context: &Context<'_>) -> Result<()> {
    let file = rows::text(certificate, "file_sha256");
    if file.is_empty() || context.files.contains(&file) {
        return Ok(());
    }
    Err(refuse(ErrorCode::CertificateFile))
}

/// 引渡し, 実施, 発行: in this order.
fn done_in_time(case: &Content, certificate: &Values) -> Result<()> {
    let mut days = Content { values: certificate.clone(), ..Content::default() };
    case.values.get("handed_on").map(|day| days.values.insert("handed_on", day.clone()));
    let order = [("handed_on", "worked_on"), ("worked_on", "issued_on"), ("issued_on", "received_on")];
    common::in_order(RegisterId::Disposals, &order, &days)
}

fn with_level(certificate: &mut Values) {
    if let Some(level) = Facts(certificate).choice("method").and_then(level_of) {
        certificate.insert_new("level", || Value::Choice(level.to_owned()));
    }
}

/// Completes the certificate of this number, where nothing it said already is said otherwise now.
fn fill_in(case: &mut Content, certificate: &Values) -> bool {
    let number = rows::text(certificate, "certificate_no");
    let mut kept = case.parts.get_mut("certificates").into_iter().flatten();
    let same = kept.find(|row| !superseded(row) && rows::text(row, "certificate_no") == number);
    let Some(same) = same else { return false };
    let unchanged = certificate.iter().all(|(key, value)| same.get(key).is_none_or(|said| said == value));
    if unchanged {
        same.extend(certificate.clone());
    }
    unchanged
}

/// A certificate mended in its own fields keeps the serial numbers it named.
fn lines_again(case: &Content, certificate: &Values) -> Vec<Values> {
    let number = rows::text(certificate, "certificate_no");
    let lines = case.parts.get("certificate_lines").into_iter().flatten();
    lines.filter(|line| !superseded(line) && rows::text(line, "certificate_no") == number).cloned().collect()
}

/// The case with these lines matched, as they would be if the certificate came in now.
pub fn tried(case: &Content, certificate: &Values, lines: Vec<Values>) -> Content {
    let mut next = case.clone();
    for number in ["certificate_no", "replaces"].map(|key| rows::text(certificate, key)) {
        if !number.is_empty() {
            supersede(&mut next, &number);
        }
    }
    add(&mut next, certificate, lines);
    match_all(&mut next);
    next
}

/// 廃棄証明書 and マニフェスト say where the thing went, not that its data is gone (C-5).
fn proves_erasure(certificate: &Values) -> Result<()> {
    let facts = Facts(certificate);
    if facts.is("certificate_type", &["erasure", "destruction", "adec"]) {
        return Ok(());
    }
    let kind = super::super::choices::CERTIFICATE_TYPES.iter();
    let kind =
        kind.filter(|kind| facts.choice("certificate_type") == Some(kind.id)).map(|kind| kind.label.ja);
    let kind = kind.collect::<String>();
    Err(refuse_with(ErrorCode::CertificateKind, [("kind", kind)]))
}

fn supersede(case: &mut Content, number: &str) {
    for part in ["certificates", "certificate_lines"] {
        for row in case.parts.get_mut(part).into_iter().flatten() {
            if rows::text(row, "certificate_no") == number {
                row.insert("superseded", Value::Bool(true));
            }
        }
    }
}

fn add(case: &mut Content, certificate: &Values, lines: Vec<Values>) {
    case.parts.entry("certificates".to_owned()).or_default().push(certificate.clone());
    let number = certificate.get("certificate_no");
    let kept = case.parts.entry("certificate_lines".to_owned()).or_default();
    for mut line in lines {
        number.and_then(|number| line.insert("certificate_no", number.clone()));
        kept.push(line);
    }
}

/// Matches all lines in force against all that was handed over.
pub fn match_all(case: &mut Content) {
    let expected: Vec<(usize, String)> = data_rows(case)
        .filter(|(_, thing)| is_outsourced(thing) && !only_lent(thing))
        .filter(|(_, thing)| rows::is_handed(case, thing))
        .map(|(row, thing)| (row, rows::proof_key(thing)))
        .collect();
    let keys: Vec<&str> = expected.iter().map(|(_, key)| key.as_str()).collect();
    let lines = case.parts.get("certificate_lines").map(Vec::as_slice).unwrap_or_default();
    let in_force: Vec<usize> = (0..lines.len()).filter(|n| !superseded(&lines[*n])).collect();
    let serials: Vec<String> = in_force.iter().map(|n| rows::text(&lines[*n], "serial")).collect();
    let found = matching::matched(&keys, &serials);
    let mut certified: Vec<Option<Values>> = vec![None; expected.len()];
    for (n, found) in in_force.iter().zip(&found) {
        if let Some(line) = case.parts.get_mut("certificate_lines").and_then(|lines| lines.get_mut(*n)) {
            line.insert("found_as", Value::Choice(found.as_str().to_owned()));
            match found.row().and_then(|row| expected.get(row)) {
                Some((_, serial)) => line.insert("item_serial", Value::Text(serial.clone())),
                None => line.remove("item_serial"),
            };
            if let Found::Match(row) = found {
                certified[*row] = Some(line.clone());
            }
        }
    }
    let certificates = case.parts.get("certificates").cloned().unwrap_or_default();
    for ((row, _), line) in expected.iter().zip(certified) {
        if let Some(thing) = case.parts.get_mut("items").and_then(|items| items.get_mut(*row)) {
            proven(thing, line.as_ref());
            let certificate = line.as_ref().and_then(|line| of_line(&certificates, line));
            done(thing, line.as_ref(), certificate);
        }
    }
}

/// The certificate in force that a line stands on.
fn of_line<'a>(certificates: &'a [Values], line: &Values) -> Option<&'a Values> {
    let number = rows::text(line, "certificate_no");
    certificates.iter().find(|row| !superseded(row) && rows::text(row, "certificate_no") == number)
}

/// What was done to a thing is what the certificate says, in its line or for all of them.
fn done(thing: &mut Values, line: Option<&Values>, certificate: Option<&Values>) {
    if let Some(method) = thing.get("method").cloned() {
        thing.insert_new("planned_method", || method);
    }
    rows::back_to_plan(thing);
    rows::forget_circumstances(thing);
    if let Some(method) = said_method(line, certificate) {
        thing.insert("method", Value::Choice(method.to_owned()));
        super::open::level_from_method(thing);
    }
    rows::add_circumstances(thing, certificate.and_then(|row| row.get("circumstances")));
}

/// A method that can be judged; 返却のみ is none.
pub fn said_method<'a>(line: Option<&'a Values>, certificate: Option<&'a Values>) -> Option<&'a str> {
    let said = [line, certificate].into_iter().flatten();
    let method = said.filter_map(|row| Facts(row).choice("method")).next()?;
    (is_judged(method) && method != "return_only").then_some(method)
}

/// A thing and the line that certifies it. A line that says the erasure failed certifies nothing.
fn proven(thing: &mut Values, line: Option<&Values>) {
    let verdict = match line {
        None => "missing",
        Some(line) if Facts(line).is("result", &["fail", "unknown"]) => "mismatch",
        Some(_) => "match",
    };
    thing.insert("certificate_match", Value::Choice(verdict.to_owned()));
    thing.remove("certificate_no");
    thing.remove("result");
    if let Some(line) = line {
        for key in ["certificate_no", "error_count"] {
            line.get(key).map(|value| thing.insert(key, value.clone()));
        }
        let result = line.get("result").cloned().unwrap_or_else(|| Value::Choice("pass".to_owned()));
        thing.insert("result", result);
    }
}

pub fn superseded(row: &Values) -> bool {
    Facts(row).yes("superseded") == Some(true)
}

/// The newest certificate stands on the case itself, as form 4 shows it.
fn into_case(case: &mut Content, certificate: &Values) {
    let same = [
        ("certificate_no", "certificate_no"),
        ("certificate_type", "certificate_type"),
        ("issued_on", "certificate_issued_on"),
        ("received_on", "certificate_received_on"),
        ("checked_by", "certificate_checked_by"),
    ];
    for (key, own) in same {
        if let Some(value) = certificate.get(key) {
            set(case, own, value.clone());
        }
    }
    let verdict = standing(case);
    set(case, "certificate_match", Value::Choice(verdict.to_owned()));
}

/// What a certificate has to say (C-4 ●) before its case ends; it may be filled in after its receipt. The level
/// follows from the method, which may stand in its lines instead.
const TOLD: [&str; 9] = [
    "received_by",
    "seal",
    "granularity",
    "tool",
    "worked_on",
    "worked_by",
    "place",
    "verification",
    "file_sha256",
];

/// A certificate in force, and which of its fields are still open.
pub struct Incomplete {
    pub number: String,
    pub fields: Vec<&'static str>,
    /// What it says so far.
    pub values: Values,
}

/// Certificates that do not yet say all they have to. `files` are those attached to the case.
pub fn incomplete(case: &Content, files: &[String]) -> Vec<Incomplete> {
    let certificates = case.parts.get("certificates").into_iter().flatten();
    let open = |certificate: &Values| {
        let number = rows::text(certificate, "certificate_no");
        let mut fields: Vec<_> = TOLD.into_iter().filter(|key| !certificate.contains_key(key)).collect();
        let file = rows::text(certificate, "file_sha256");
        if !file.is_empty() && !files.contains(&file) {
            fields.push("file_sha256");
        }
        if !lines_again(case, certificate)
            .iter()
            .all(|line| said_method(Some(line), Some(certificate)).is_some())
        {
            fields.push("method");
        }
        Incomplete { number, fields, values: certificate.clone() }
    };
    let found = certificates.filter(|certificate| !superseded(certificate)).map(open);
    found.filter(|one| !one.fields.is_empty()).collect()
}

/// 一致 only where every thing handed over is certified and no line is left unexplained.
pub fn standing(case: &Content) -> &'static str {
    let given_out = || data_rows(case).filter(|(_, thing)| is_outsourced(thing) && !only_lent(thing));
    if given_out().any(|(_, thing)| Facts(thing).is("certificate_match", &["mismatch"]))
        || !unexplained(case).is_empty()
    {
        "mismatch"
    } else if given_out().any(|(_, thing)| !rows::is_certified(thing)) {
        "missing"
    } else {
        "match"
    }
}

/// Lines of certificates in force that name nothing of the case, or name it doubtfully.
pub fn unexplained(case: &Content) -> Vec<&Values> {
    let lines = case.parts.get("certificate_lines").map(Vec::as_slice).unwrap_or_default();
    lines
        .iter()
        .filter(|line| !superseded(line) && !Facts(line).is("found_as", &["match"]) && !explained(case, line))
        .collect()
}

/// Numbers of other cases in the same certificate are left with a reason; a doubtful one never is.
fn explained(case: &Content, line: &Values) -> bool {
    let number = rows::text(line, "certificate_no");
    let certificates = case.parts.get("certificates").map(Vec::as_slice).unwrap_or_default();
    let reason = certificates.iter().any(|certificate| {
        !superseded(certificate)
            && rows::text(certificate, "certificate_no") == number
            && certificate.contains_key("extra_reason")
    });
    Facts(line).is("found_as", &["extra"]) && reason
}
