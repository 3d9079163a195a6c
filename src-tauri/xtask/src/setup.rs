//! What a fresh machine lacks: system packages on Debian and Ubuntu, the page's npm packages, tauri-driver.

use std::fs;
use std::process::{Command, Stdio};

use crate::step::{self, Result};

/// Needed to compile and show the window. perl configures the OpenSSL that SQLCipher is built with.
const TO_BUILD: &[&str] =
    &["build-essential", "perl", "pkg-config", "libwebkit2gtk-4.1-dev", "fonts-noto-cjk"];
/// Needed to drive the window, and to look at PDFs.
const TO_TEST: &[&str] = &["webkit2gtk-driver", "xvfb", "xauth", "poppler-utils"];
const DRIVER_VERSION: &str = "2.1.0";

/// Everything to build the program, the page built.
pub fn to_build() -> Result<()> {
    packages(TO_BUILD)?;
    npm_packages()
}

/// Everything to build the program and drive its window.
pub fn to_test() -> Result<()> {
    packages(&[TO_BUILD, TO_TEST].concat())?;
    npm_packages()?;
    tauri_driver()
}

pub fn page() -> Result<()> {
    step::run("build the page", &mut step::npm(["run", "build"]))
}

fn packages(wanted: &[&'static str]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !answers("dpkg-query", &["--version"]) {
        println!(
            "Not a Debian system: these packages (or what stands for them) are needed: {}",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = wanted.iter().copied().filter(|name| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("System packages are missing and will be installed: {}", missing.join(" "));
    step::run("apt-get update", &mut as_root(&["apt-get", "update", "-q"], &missing)?)?;
    let install =
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"];
    step::run("apt-get install", &mut as_root(&[&install[..], &missing].concat(), &missing)?)
}

/// `words` as root: directly, or through sudo; else the user is told what to type.
fn as_root(words: &[&str], missing: &[&str]) -> Result<Command> {
    let root = output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let words = if root {
        words.to_vec()
    } else if answers("sudo", &["--version"]) {
        [&["sudo"], words].concat()
    } else {
        return Err(format!(
            "These packages are missing, and only the administrator (root) can install them. As root:\n  \
             apt-get update && apt-get install -y {}",
            missing.join(" ")
        ));
    };
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}

/// `npm ci`, unless what it would install is what lies there.
fn npm_packages() -> Result<()> {
    let ui = step::root().join("ui");
    let written = |path: &str| fs::metadata(ui.join(path)).and_then(|data| data.modified()).ok();
    if written("node_modules/.package-lock.json") >= written("package-lock.json") {
        return Ok(());
    }
    println!("npm packages for the page will be installed into ui/node_modules");
    step::run("npm ci", &mut step::npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))
}

/// Stands between a test and the system's WebDriver, on Linux and Windows alike.
fn tauri_driver() -> Result<()> {
    let tools = step::target().join("tools");
    if tools.join("bin").join(format!("tauri-driver{}", std::env::consts::EXE_SUFFIX)).is_file() {
        return Ok(());
    }
    println!("tauri-driver {DRIVER_VERSION} will be built into {}", tools.display());
    let mut install =
        step::cargo(["install", "tauri-driver", "--locked", "--version", DRIVER_VERSION, "--root"]);
    step::run("install tauri-driver", install.arg(tools))
}

fn installed(package: &str) -> bool {
    output("dpkg-query", &["-W", "-f=${Status}", package])
        .is_some_and(|status| status == "install ok installed")
}

fn answers(program: &str, args: &[&str]) -> bool {
    output(program, args).is_some()
}

/// What a program writes, where it exists and is content.
fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
