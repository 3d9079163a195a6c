//! 置き場所: a ledger may not lie on a network share or in a folder that a cloud service copies.
//!
//! SQLite cannot lock reliably across a network, and a syncing service takes files away while they
//! are being written (spec beyond.md, faults 7, 9, 10). Both are refused with advice.

use std::path::{Component, Path, Prefix};

use crate::error::{ErrorCode, Result, refuse_with};

/// Refuses places where a ledger would come to harm. The path need not exist yet.
pub fn check(dir: &Path) -> Result<()> {
    let shown = || [("path", dir.display().to_string())];
    if is_network_name(dir) || on_network_filesystem(dir) {
        return Err(refuse_with(ErrorCode::LedgerOnNetwork, shown()));
    }
    if let Some(service) = cloud_service(dir) {
        let [path] = shown();
        return Err(refuse_with(ErrorCode::LedgerInCloud, [path, ("service", service.to_owned())]));
    }
    Ok(())
}

/// `\\server\share`, also behind a drive letter: Windows resolves a mapped drive to its share.
fn is_network_name(dir: &Path) -> bool {
    let resolved = nearest_existing(dir).and_then(|path| path.canonicalize().ok());
    let unc = |path: &Path| {
        matches!(path.components().next(),
            Some(Component::Prefix(prefix))
                if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)))
    };
    unc(dir) || resolved.is_some_and(|path| unc(&path))
}

/// Folder names under which the common services keep what they copy.
const CLOUD: &[(&str, &str)] = &[
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google ドライブ"),
    ("googledrive", "Google ドライブ"),
    ("マイドライブ", "Google ドライブ"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("box sync", "Box"),
    ("nextcloud", "Nextcloud"),
];

fn cloud_service(dir: &Path) -> Option<&'static str> {
    dir.components().find_map(|part| {
        let name = part.as_os_str().to_string_lossy().to_lowercase();
        // OneDrive adds the organisation: "OneDrive - 組合".
        CLOUD.iter().find(|(start, _)| name.starts_with(start)).map(|(_, service)| *service)
    })
}

fn nearest_existing(dir: &Path) -> Option<&Path> {
    dir.ancestors().find(|path| path.exists())
}

#[cfg(target_os = "linux")]
fn on_network_filesystem(dir: &Path) -> bool {
    let Some(dir) = nearest_existing(dir).and_then(|path| path.canonicalize().ok()) else {
        return false;
    };
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    filesystem_of(&dir, &mounts).is_some_and(is_network_filesystem)
}

/// macOS mounts shares under /Volumes; without an unsafe call their kind cannot be told, so only the
/// names of network mounts that the system itself uses are recognised.
#[cfg(not(target_os = "linux"))]
fn on_network_filesystem(dir: &Path) -> bool {
    dir.starts_with("/Network") || dir.starts_with("/net")
}

#[cfg(any(target_os = "linux", test))]
fn filesystem_of<'a>(dir: &Path, mounts: &'a str) -> Option<&'a str> {
    let lines = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?.replace("\\040", " "), words.next()?))
    });
    // The longest mount point that holds the folder; of equal ones the later, which lies on top.
    let holding = lines.filter(|(point, _)| dir.starts_with(point));
    holding.max_by_key(|(point, _)| point.len()).map(|(_, kind)| kind)
}

#[cfg(any(target_os = "linux", test))]
fn is_network_filesystem(kind: &str) -> bool {
    const KINDS: &[&str] =
        &["nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p", "ncpfs", "afs", "ceph"];
    KINDS.contains(&kind) || kind.strip_prefix("fuse.").is_some_and(|name| NETWORK_FUSE.contains(&name))
}

#[cfg(any(target_os = "linux", test))]
const NETWORK_FUSE: &[&str] = &["sshfs", "davfs2", "gvfsd-fuse", "rclone", "smbnetfs", "s3fs", "glusterfs"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_known_by_its_mount() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\n//nas/share /home/user/共有\\040台帳 cifs rw 0 0\n";
        let kind = |path| filesystem_of(Path::new(path), mounts).map(is_network_filesystem);
        assert_eq!(kind("/home/user/共有 台帳/R8"), Some(true));
        assert_eq!(kind("/home/user/台帳"), Some(false));
    }

    #[test]
    fn a_syncing_folder_is_refused_by_name() {
        let cases = [
            ("/home/u/OneDrive - 組合/台帳", Some("OneDrive")),
            ("/home/u/Dropbox/x", Some("Dropbox")),
            ("/home/u/my onedrive/x", None),
            ("/home/u/台帳", None),
        ];
        for (path, service) in cases {
            assert_eq!(cloud_service(Path::new(path)), service, "{path}");
        }
    }

    #[cfg(windows)]
    #[test]
    fn a_share_is_known_by_its_name() {
        assert!(is_network_name(Path::new(r"\\server\share\台帳")));
    }
}
