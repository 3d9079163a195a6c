//! The processes behind a window test: a display of its own (Linux), tauri-driver, and through it
//! WebKitWebDriver and the program. Each session has its own ports and its own empty home.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::Result;

/// Dropping it ends every process it started.
pub struct Driver {
    child: Child,
    _display: Option<Display>,
    pub port: u16,
    pub home: TempDir,
}

impl Driver {
    pub fn start() -> Result<Self> {
        let home = tempfile::Builder::new().prefix("mamori-e2e-").tempdir()?;
        let (port, native_port) = (free_port()?, free_port()?);
        let mut command = Command::new(tool("tools/bin/tauri-driver")?);
        command.args(["--port", &port.to_string(), "--native-port", &native_port.to_string()]);
        at_home(&mut command, home.path());
        stand_in_viewer(&mut command, home.path())?;
        let display = Display::start()?;
        if let Some(display) = &display {
            command.env("DISPLAY", &display.name).env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
        }
        // A file, not a pipe: a process left over would hold the pipe open and block us.
        let log = File::create(home.path().join("log.txt"))?;
        let child = own_group(&mut command).stdout(log.try_clone()?).stderr(log).spawn()?;
        let driver = Self { child, _display: display, port, home };
        // tauri-driver answers before the system's driver behind it does.
        driver.wait_until_listening(port)?;
        driver.wait_until_listening(native_port)?;
        Ok(driver)
    }

    /// What the program and the driver wrote to their consoles.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.home.path().join("log.txt")).unwrap_or_default()
    }

    fn wait_until_listening(&self, port: u16) -> Result<()> {
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if Instant::now() > deadline {
                return Err(format!("no WebDriver answers on port {port}:\n{}", self.log()).into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Driver {
    /// Ending tauri-driver alone leaves WebKitWebDriver and the program behind.
    fn drop(&mut self) {
        let id = self.child.id();
        let _ = if cfg!(windows) {
            Command::new("taskkill").args(["/T", "/F", "/PID", &id.to_string()]).status()
        } else {
            Command::new("kill").args(["-KILL", "--", &format!("-{id}")]).status()
        };
        let _ = self.child.wait();
    }
}

/// A virtual screen, so that a test never appears on the desk of whoever runs it.
struct Display {
    child: Child,
    name: String,
}

impl Display {
    fn start() -> Result<Option<Self>> {
        if !cfg!(target_os = "linux") {
            return Ok(None);
        }
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb does not start ({error}); cargo xtask installs it"))?;
        let mut number = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut number)?;
        }
        Ok(Some(Self { child, name: format!(":{}", number.trim()) }))
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program under test, or a tool, in the build folder this very binary lies in.
pub fn tool(name: &str) -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    own.ancestors()
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
        .ok_or_else(|| format!("{name} is not built; cargo xtask test builds it").into())
}

/// Everything the program keeps goes into `home`, which is thrown away.
fn at_home(command: &mut Command, home: &Path) {
    command
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("MAMORI_DIALOG_QUEUE", home.join("dialogs.txt"));
}

/// Where the program asks the desktop to open a file, its name is written down instead (Linux).
#[cfg(target_os = "linux")]
fn stand_in_viewer(command: &mut Command, home: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let folder = home.join("bin");
    let script = folder.join("xdg-open");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(&script, "#!/bin/sh\nprintf '%s\\n' \"$1\" >> \"$HOME/opened.txt\"\n")?;
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755))?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder).chain(std::env::split_paths(&path).collect::<Vec<_>>());
    command.env("PATH", std::env::join_paths(folders)?);
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn stand_in_viewer(_: &mut Command, _: &Path) -> Result<()> {
    Ok(())
}

fn own_group(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
