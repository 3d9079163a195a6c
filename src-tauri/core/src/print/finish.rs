//! PDFの仕上げ: the document's ID comes from the content, dates from the caller, and the claim to be PDF/X is
//! taken out; then it is packed.

use chrono::{DateTime, FixedOffset};
use lopdf::{Dictionary, Object, StringFormat};
use sha2::{Digest, Sha256};

use super::pdf::Meta;
use crate::import::Cancel;

/// Makes the library's document ours and writes it; what comes back of a cancelled one is no file.
pub fn finish(mut file: lopdf::Document, meta: &Meta, cancel: Option<&Cancel>) -> Vec<u8> {
    compress(&mut file, cancel);
    // What follows, and the fonts' own shape, belong to this version; printpdf always says 1.3.
    file.version = "1.7".to_owned();
    describe(&mut file, meta);
    let id = content_hash(&file);
    let id = Object::String(id, StringFormat::Hexadecimal);
    file.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let mut bytes = Vec::new();
    // Writing into memory does not fail.
    let _ = file.save_to(&mut bytes);
    bytes
}

/// Packing is most of the work on a long list, and each page packs for itself: shared out over the
/// processors. The bytes are those of one after the other.
fn compress(file: &mut lopdf::Document, cancel: Option<&Cancel>) {
    let mut streams: Vec<&mut lopdf::Stream> = file
        .objects
        .values_mut()
        .filter_map(|object| object.as_stream_mut().ok())
        .filter(|stream| stream.allows_compression)
        .collect();
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let share = streams.len().div_ceil(workers).max(16);
    std::thread::scope(|scope| {
        for part in streams.chunks_mut(share) {
            scope.spawn(move || {
                for stream in part {
                    if cancel.is_some_and(Cancel::is_cancelled) {
                        return;
                    }
                    // A stream that cannot be packed is written as it is.
                    let _ = stream.compress();
                }
            });
        }
    });
}

/// Dates, language and how to print; without the claims printpdf makes on its own.
fn describe(file: &mut lopdf::Document, meta: &Meta) {
    let date = Object::string_literal(pdf_date(meta.created));
    if let Some(info) = referenced(file, "Info") {
        for key in ["GTS_PDFXVersion", "Trapped", "Identifier", "Keywords", "Subject"] {
            info.remove(key.as_bytes());
        }
        info.set("CreationDate", date.clone());
        info.set("ModDate", date);
    }
    if let Some(catalog) = referenced(file, "Root") {
        catalog.set("Lang", Object::string_literal("ja-JP"));
        let mut preferences = Dictionary::new();
        preferences.set("DisplayDocTitle", true);
        // Boxes are measured in millimetres for the pen and the seal: never scaled to fit.
        preferences.set("PrintScaling", "None");
        catalog.set("ViewerPreferences", preferences);
    }
}

/// `D:20261120143000+09'00'`
fn pdf_date(at: DateTime<FixedOffset>) -> String {
    let minutes = at.offset().local_minus_utc() / 60;
    let (sign, minutes) = if minutes < 0 { ('-', -minutes) } else { ('+', minutes) };
    format!("{}{sign}{:02}'{:02}'", at.format("D:%Y%m%d%H%M%S"), minutes / 60, minutes % 60)
}

fn referenced<'a>(file: &'a mut lopdf::Document, key: &str) -> Option<&'a mut Dictionary> {
    let id = file.trailer.get(key.as_bytes()).and_then(Object::as_reference).ok()?;
    file.get_dictionary_mut(id).ok()
}

/// The document's ID: the first half of the hash of its streams and of what it says about itself.
fn content_hash(file: &lopdf::Document) -> Vec<u8> {
    let mut hash = Sha256::new();
    for object in file.objects.values() {
        match object {
            Object::Stream(stream) => hash.update(&stream.content),
            Object::Dictionary(dictionary) => hash.update(format!("{dictionary:?}")),
            _ => {}
        }
    }
    hash.finalize().iter().take(16).copied().collect()
}
