//! XML: erasure reports of Blancco, and lists of the same manner. Entities are not defined here: a file that
//! brings a DOCTYPE is refused, and depth, names and texts are limited.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Drive, Reading, clean_serial, method_id, result_of};
use crate::error::ErrorCode;

const DEEPEST: usize = 64;
const MOST_NODES: usize = 200_000;

/// An element; Blancco names its entries by an attribute.
#[derive(Debug, Default)]
struct Node {
    name: String,
    text: String,
    children: Vec<Node>,
}

impl Node {
    fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Node>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            } else {
                child.all(name, found);
            }
        }
    }

    /// The first text of that name, at any depth.
    fn text_of(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let mut found = Vec::new();
            self.all(name, &mut found);
            found.into_iter().map(|node| node.text.trim()).find(|text| !text.is_empty())
        })
    }

    fn own(&self, names: &[&str]) -> Option<&str> {
        let found = self.children.iter().find(|child| names.contains(&child.name.as_str()));
        found.map(|child| child.text.trim()).filter(|text| !text.is_empty())
    }

    /// Every leaf below, with its name.
    fn leaves<'a>(&'a self, visit: &mut dyn FnMut(&'a str, &'a str)) {
        for child in &self.children {
            if child.children.is_empty() {
                visit(&child.name, child.text.trim());
            } else {
                child.leaves(visit);
            }
        }
    }
}

pub fn read(bytes: &[u8]) -> Result<Reading, ErrorCode> {
    let root = tree(bytes)?;
    let mut reading = Reading { source: "xml".to_owned(), ..Reading::default() };
    let mut erasures = Vec::new();
    root.all("erasure", &mut erasures);
    if erasures.is_empty() {
        for name in ["drive", "disk", "device", "item", "medium"] {
            root.all(name, &mut erasures);
        }
    }
    reading.drives = erasures.into_iter().map(drive).collect();
    let fields = [
        ("certificate_no", &["certificate_no", "certificate_number", "document_id", "report_uuid"][..]),
        ("issued_on", &["issued_on", "date", "timestamp"][..]),
    ];
    for (key, names) in fields {
        if let Some(text) = root.text_of(names) {
            let text = if key == "issued_on" { day(text) } else { text };
            reading.certificate.insert(key.to_owned(), text.to_owned());
        }
    }
    let tool = [root.text_of(&["product_name"]), root.text_of(&["product_version"])];
    let tool: Vec<_> = tool.into_iter().flatten().collect();
    if !tool.is_empty() {
        reading.certificate.insert("tool".to_owned(), tool.join(" "));
    }
    reading.certificate.insert("certificate_type".to_owned(), "erasure".to_owned());
    Ok(reading)
}

fn drive(erasure: &Node) -> Drive {
    let mut targets = Vec::new();
    erasure.all("target", &mut targets);
    let target = targets.first().copied().unwrap_or(erasure);
    let maker = target.own(&["vendor", "manufacturer"]).unwrap_or_default();
    let model = target.text_of(&["model", "model_number"]).unwrap_or_default();
    let method = erasure.text_of(&["erasure_standard_name", "method", "standard"]).unwrap_or_default();
    let mut drive = Drive {
        serial: clean_serial(
            target.text_of(&["serial", "serial_number", "serialnumber"]).unwrap_or_default(),
        ),
        model: format!("{maker} {model}").trim().to_owned(),
        capacity: target.text_of(&["capacity", "size"]).unwrap_or_default().to_owned(),
        method: method_id(method).map(str::to_owned),
        method_text: method.to_owned(),
        result: erasure.own(&["state", "status", "result"]).and_then(result_of).map(str::to_owned),
        started_at: erasure.text_of(&["start_time", "started_at"]).and_then(moment),
        ended_at: erasure.text_of(&["end_time", "ended_at"]).and_then(moment),
        ..Drive::default()
    };
    troubles(erasure, &mut drive);
    drive
}

/// Errors, retries and hidden areas, wherever the report puts them.
fn troubles(erasure: &Node, drive: &mut Drive) {
    let (mut errors, mut retries) = (None, None);
    let mut hidden: Vec<String> = Vec::new();
    erasure.leaves(&mut |name, text| {
        let number = text.parse::<i64>().ok();
        if name == "total_errors" || name.ends_with("_errors") || name == "errors" || name == "failed_sectors"
        {
            errors = number.map(|number| number.max(errors.unwrap_or(0))).or(errors);
        }
        if name.contains("retr") {
            retries = number.map(|number| number + retries.unwrap_or(0)).or(retries);
        }
        let area = ["hpa", "dco", "remapped", "hidden", "reallocated"]
            .iter()
            .any(|word| name.to_lowercase().contains(word));
        let empty = ["", "0", "no", "none", "false", "not present", "not supported"]
            .contains(&text.to_lowercase().as_str());
        if area {
            hidden.push(format!("{name}: {text}"));
        }
        let spoken = ["warning", "exception", "message", "note"].contains(&name);
        if (area || spoken) && !empty && drive.warnings.len() < 20 {
            drive.warnings.push(format!("{name}: {text}"));
        }
        if name.contains("verif") && !empty && number.is_none() {
            drive.verification = Some("full".to_owned());
        }
    });
    drive.error_count = errors;
    drive.retry_count = retries;
    drive.coverage = hidden.join("、");
}

/// `2026-11-09T10:00` of `2026-11-09T10:00:03+0900` and the like.
fn moment(text: &str) -> Option<String> {
    let text = text.replace(' ', "T").replace('/', "-");
    let head = text.get(..16)?;
    chrono::NaiveDateTime::parse_from_str(head, crate::vocab::value::DATE_TIME).ok().map(|_| head.to_owned())
}

fn day(text: &str) -> &str {
    text.split(['T', ' ']).next().unwrap_or(text)
}

fn tree(bytes: &[u8]) -> Result<Node, ErrorCode> {
    let (text, _, broken) = encoding_rs::UTF_8.decode(bytes);
    if broken {
        return Err(ErrorCode::ReportDamaged);
    }
    let mut reader = Reader::from_str(&text);
    let mut open = vec![Node::default()];
    let mut nodes = 0;
    loop {
        let event = reader.read_event().map_err(|_| ErrorCode::ReportDamaged)?;
        match event {
            Event::DocType(_) => return Err(ErrorCode::ReportXmlUnsafe),
            Event::Start(start) => {
                nodes += 1;
                if open.len() > DEEPEST || nodes > MOST_NODES {
                    return Err(ErrorCode::ReportXmlUnsafe);
                }
                open.push(named(&start)?);
            }
            Event::Empty(start) => {
                nodes += 1;
                let node = named(&start)?;
                open.last_mut().ok_or(ErrorCode::ReportDamaged)?.children.push(node);
            }
            Event::End(_) => {
                let node = open.pop().ok_or(ErrorCode::ReportDamaged)?;
                open.last_mut().ok_or(ErrorCode::ReportDamaged)?.children.push(node);
            }
            Event::Text(text) => {
                open.last_mut().ok_or(ErrorCode::ReportDamaged)?.text.push_str(&text);
            }
            Event::CData(text) => {
                open.last_mut().ok_or(ErrorCode::ReportDamaged)?.text.push_str(&text);
            }
            Event::GeneralRef(name) => {
                let text = entity(&name).ok_or(ErrorCode::ReportXmlUnsafe)?;
                open.last_mut().ok_or(ErrorCode::ReportDamaged)?.text.push(text);
            }
            Event::Eof if open.len() == 1 => return open.pop().ok_or(ErrorCode::ReportDamaged),
            Event::Eof => return Err(ErrorCode::ReportDamaged),
            _ => {}
        }
    }
}

/// The five characters XML itself names, and characters by number; nothing a file defines.
fn entity(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return Some(c);
    }
    match &**name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

fn named(start: &BytesStart<'_>) -> Result<Node, ErrorCode> {
    let own = start.local_name().as_ref().to_owned();
    let mut name = own.clone();
    if own == "entry" || own == "entries" {
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| ErrorCode::ReportDamaged)?;
            if attribute.key.local_name().as_ref() == "name" {
                name = attribute.value.into_owned();
            }
        }
    }
    Ok(Node { name: name.to_lowercase(), ..Node::default() })
}
