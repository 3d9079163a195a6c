//! 全件の書出し: the whole ledger in an open form that can be read without this program.
//!
//! One JSON-lines file per ledger, the log, the imports with their original files, the attachments, and a
//! README.txt that says what stands where. Written into a folder of its own that takes its name only when it
//! is whole. Accounts and keys stay behind: they open nothing but the ledger itself.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::store::{self, Kept};
use super::{Exported, readme};
use crate::audit::{self, Action, Event};
use crate::db::files::put_folder;
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::import::memory;
use crate::ledgers::{Change, Ledgers};
use crate::records::{image, store as records};
use crate::registers;
use crate::users::{Permission, Session};
use crate::watch::Watch;

/// Writes everything into a folder that does not exist yet or is empty.
pub fn everything(ledgers: &mut Ledgers, session: &Session, dir: &Path) -> Result<Exported> {
    everything_watched(ledgers, session, dir, &Watch::default())
}

/// The same, with a way to stop it: then no folder is left and no entry.
pub fn everything_watched(
    ledgers: &mut Ledgers,
    session: &Session,
    dir: &Path,
    watch: &Watch<'_>,
) -> Result<Exported> {
    let organisation = ledgers.organisation().to_owned();
    ledgers.change(session, Permission::Export, |change| {
        refuse_filled(dir)?;
        let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let draft = tempfile::Builder::new()
            .prefix(".mamori-")
            .tempdir_in(parent)
            .map_err(|error| Error::io(parent, error))?;
        watch.expect(store::lines(&change.tx)?);
        let mut folder = Folder { root: draft.path(), sums: Vec::new(), watch };
        let rows = folder.fill(change, &organisation)?;
        let (sha256, files) = folder.finish()?;
        put_folder(draft, dir)?;
        let detail = json!({
            "what": "everything", "format": "jsonl", "rows": rows, "files": files, "sha256": sha256,
            "file": dir.file_name().map(|name| name.to_string_lossy()),
        });
        let exported = Exported { path: dir.display().to_string(), rows, sha256, parts_left_out: 0 };
        Ok((exported, Event::new(Action::Exported).detail(detail)))
    })
}

/// What the folder is called inside the one the user chooses.
pub fn folder_name(ledgers: &Ledgers) -> String {
    format!("まもり台帳_全件_{}", ledgers.local_stamp())
}

fn refuse_filled(dir: &Path) -> Result<()> {
    let empty = match std::fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !dir.exists(),
    };
    let path = || [("path", dir.display().to_string())];
    if empty { Ok(()) } else { Err(refuse_with(ErrorCode::ExportNotEmpty, path())) }
}

/// The folder as it grows, with the hash of every file.
struct Folder<'a, 'w> {
    root: &'a Path,
    sums: Vec<(String, String)>,
    watch: &'a Watch<'w>,
}

impl Folder<'_, '_> {
    /// Answers how many records went out.
    fn fill(&mut self, change: &Change<'_>, organisation: &str) -> Result<u32> {
        let head = audit::store::head(&change.tx)?;
        let about = json!({
            "format": "mamori-open/1",
            "program": env!("CARGO_PKG_VERSION"),
            "organisation": organisation,
            "written_at": change.at().to_rfc3339(),
            "written_by": change.session.name(),
            "profile": { "id": change.profile.id(), "revision": change.profile.revision() },
            "log_head": head,
        });
        self.file("ledger.json", |out| out.json(&about))?;
        let (rows, watch) = (self.registers(change)?, self.watch);
        self.file("log.jsonl", |out| audit::export::lines(&change.tx, out, watch))?;
        self.imports(change)?;
        self.kept("attachments", |visit| store::attachments(&change.tx, visit))?;
        let text = readme::text(organisation, change.today());
        self.file("README.txt", |out| out.bytes(text.as_bytes()))?;
        Ok(rows)
    }

    /// Every record, voided ones too, as the log keeps it.
    fn registers(&mut self, change: &Change<'_>) -> Result<u32> {
        let (mut rows, watch) = (0, self.watch);
        for register in registers::ALL {
            self.file(&format!("registers/{}.jsonl", register.id), |out| {
                records::walk(&change.tx, register.id, |record| {
                    watch.row()?;
                    rows += 1;
                    out.bytes(image::of(&record)?.as_bytes())?;
                    out.bytes(b"\n")
                })
            })?;
        }
        Ok(rows)
    }

    fn imports(&mut self, change: &Change<'_>) -> Result<()> {
        let watch = self.watch;
        self.file("imports/batches.jsonl", |out| store::batches(&change.tx, |batch| out.json(&batch)))?;
        self.file("imports/rows.jsonl", |out| {
            store::import_rows(&change.tx, |row| watch.row().and_then(|()| out.json(&row)))
        })?;
        self.file("imports/mappings.jsonl", |out| memory::each(&change.tx, &mut |line| out.json(&line)))?;
        self.kept("imports", |visit| store::import_files(&change.tx, visit))
    }

    /// Files kept inside the ledger, with a list that says what each is.
    fn kept(
        &mut self,
        folder: &str,
        walk: impl FnOnce(&mut dyn FnMut(Kept) -> Result<()>) -> Result<()>,
    ) -> Result<()> {
        let mut list = Vec::new();
        walk(&mut |kept| {
            self.watch.look()?;
            let path = format!("{folder}/files/{}", safe_name(kept.id, &kept.name));
            self.file(&path, |out| out.bytes(&kept.body))?;
            list.push(json!({ "path": path, "about": kept.about }));
            Ok(())
        })?;
        self.file(&format!("{folder}/files.jsonl"), |out| list.iter().try_for_each(|line| out.json(line)))
    }

    fn file(&mut self, path: &str, write: impl FnOnce(&mut Hashed) -> Result<()>) -> Result<()> {
        let at = self.root.join(path);
        let failed = |error| Error::io(&at, error);
        if let Some(folder) = at.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let file = File::options().write(true).create_new(true).open(&at).map_err(failed)?;
        let mut out = Hashed { out: BufWriter::new(file), hash: Sha256::new(), path: path.to_owned() };
        write(&mut out)?;
        let file = out.out.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        self.sums.push((hex::encode(out.hash.finalize()), path.to_owned()));
        Ok(())
    }

    /// Hash of the list of hashes, and how many files there are.
    fn finish(mut self) -> Result<(String, usize)> {
        // The form that `sha256sum -c` reads.
        let list: String = self.sums.iter().map(|(hash, path)| format!("{hash}  {path}\n")).collect();
        self.file("SHA256SUMS.txt", |out| out.bytes(list.as_bytes()))?;
        let last = self.sums.last().map(|(hash, _)| hash.clone()).unwrap_or_default();
        Ok((last, self.sums.len()))
    }
}

/// A file that is hashed as it is written.
struct Hashed {
    out: BufWriter<File>,
    hash: Sha256,
    path: String,
}

impl Hashed {
    fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        let path = self.path.clone();
        self.write_all(bytes).map_err(|source| Error::Io { path, source })
    }

    fn json(&mut self, value: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string(value).map_err(|error| Error::Corrupt(error.to_string()))?;
        self.bytes(text.as_bytes())?;
        self.bytes(b"\n")
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// `00012_台帳.xlsx`: a name every system can keep, told apart by its number.
fn safe_name(id: i64, name: &str) -> String {
    let safe = |c: char| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '_' } else { c };
    let name: String = name.chars().map(safe).collect();
    // Names are limited in bytes on most systems, and a kanji takes three or four.
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 5 => (stem.to_owned(), format!(".{ending}")),
        _ => (name, String::new()),
    };
    let stem: String = stem.chars().take(40).collect();
    format!("{id:05}_{stem}{ending}")
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn kept_files_get_names_every_system_can_hold() {
        let long = "長".repeat(200) + ".xlsx";
        let cases = [
            (1, "台帳.xlsx", "00001_台帳.xlsx".to_owned()),
            (2, "../../etc/passwd", "00002_.._.._etc_passwd".to_owned()),
            (3, "a\n?b.pdf", "00003_a__b.pdf".to_owned()),
            (4, &long, format!("00004_{}.xlsx", "長".repeat(40))),
        ];
        for (id, name, safe) in cases {
            assert_eq!(safe_name(id, name), safe);
        }
    }
}
