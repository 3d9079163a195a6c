//! Tauri's build step, told that its files lie under src-tauri/ and that the repository's root stays clean.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use tauri_build::{AppManifest, Attributes, WindowsAttributes};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("no CARGO_MANIFEST_DIR")?);
    let capability = root.join("src-tauri/capabilities/main.json");
    println!("cargo:rerun-if-changed={}", capability.display());
    println!("cargo:rerun-if-changed={}", root.join("ui/dist").display());
    println!("cargo:rerun-if-changed={}", root.join("assets/icons").display());

    let commands = own_commands(&capability)?;
    work_in_out_dir(&root)?;
    let attributes = Attributes::new()
        .config_path(root.join("tauri.conf.json"))
        .capabilities_path_pattern(leak(capability.to_string_lossy().replace('\\', "/")))
        .app_manifest(AppManifest::new().commands(commands))
        .windows_attributes(WindowsAttributes::new().window_icon_path(root.join("assets/icons/icon.ico")));
    Ok(tauri_build::try_build(attributes)?)
}

/// The window's capability is the one list of our commands: `allow-list-records` stands for
/// `list_records`. A command missing there is refused by Tauri.
fn own_commands(capability: &Path) -> Result<&'static [&'static str], Box<dyn Error>> {
    let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(capability)?)?;
    let permissions = json["permissions"].as_array().ok_or("no permissions in main.json")?;
    let commands: Vec<&'static str> = permissions
        .iter()
        .filter_map(|permission| permission.as_str()?.strip_prefix("allow-"))
        .map(|name| leak(name.replace('-', "_")))
        .collect();
    Ok(Vec::leak(commands))
}

/// tauri-build writes `gen/` and `permissions/` into the directory it runs in, and reads Cargo.toml there.
fn work_in_out_dir(root: &Path) -> Result<(), Box<dyn Error>> {
    let scratch = PathBuf::from(env::var_os("OUT_DIR").ok_or("no OUT_DIR")?).join("tauri");
    // What an earlier list of commands left would still grant its permissions.
    if scratch.exists() {
        fs::remove_dir_all(&scratch)?;
    }
    fs::create_dir_all(&scratch)?;
    fs::copy(root.join("Cargo.toml"), scratch.join("Cargo.toml"))?;
    Ok(env::set_current_dir(scratch)?)
}

/// tauri-build asks for texts that live as long as the program; a build script does not live long.
fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
