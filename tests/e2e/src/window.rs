//! The program's window as a test sees it. Things are named by their `data-testid`; a name ending in `*`
//! means the first that begins so.

use std::cell::Cell;
use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, TimeoutConfiguration};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use tokio::time::{Instant, sleep};

use crate::driver::{Driver, tool};
use crate::{Result, shot};

/// Everything is waited for this long; a debug build on a busy machine is slow to start.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Window {
    runtime: Runtime,
    client: Client,
    driver: Driver,
    shots: PathBuf,
    taken: Cell<u32>,
}

impl Window {
    /// Starts the program on an empty home. Screenshots go to `shots`, numbered.
    pub fn open(shots: &Path, args: &[&str]) -> Result<Self> {
        fs::create_dir_all(shots)?;
        let driver = Driver::start()?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let client = runtime
            .block_on(connect(driver.port, args))
            .map_err(|error| format!("{error}\n{}", driver.log()))?;
        Ok(Self { runtime, client, driver, shots: shots.to_owned(), taken: Cell::new(0) })
    }

    /// The folder that stands for the user's home.
    pub fn home(&self) -> &Path {
        self.driver.home.path()
    }

    /// Files the program asked the desktop to open.
    pub fn opened(&self) -> Vec<PathBuf> {
        let opened = fs::read_to_string(self.home().join("opened.txt")).unwrap_or_default();
        opened.lines().map(PathBuf::from).collect()
    }

    /// What the next file dialog answers.
    pub fn answer_dialog(&self, paths: &[&Path]) -> Result<()> {
        let queue = self.home().join("dialogs.txt");
        let line: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let queued = fs::read_to_string(&queue).unwrap_or_default();
        Ok(fs::write(queue, format!("{queued}{}\n", line.join("\t")))?)
    }

    pub fn wait_for(&self, id: &str) -> Result<()> {
        self.run(self.shown(id)).map(drop)
    }

    /// Waits until the element is gone, such as a progress bar.
    pub fn wait_gone(&self, id: &str) -> Result<()> {
        self.until(&format!("{id} to go"), async || {
            self.find(id).await.map(|element| element.is_none().then_some(()))
        })
    }

    /// Waits until the element's text holds `part`.
    pub fn wait_text(&self, id: &str, part: &str) -> Result<String> {
        self.until(&format!("「{part}」 in {id}"), async || {
            let Some(element) = self.find(id).await? else { return Ok(None) };
            let text = text_of(&element).await?;
            Ok(text.contains(part).then_some(text))
        })
    }

    pub fn text(&self, id: &str) -> Result<String> {
        self.run(async { text_of(&self.shown(id).await?).await })
    }

    pub fn has(&self, id: &str) -> Result<bool> {
        self.run(async { Ok(self.find(id).await?.is_some()) })
    }

    /// Waits until the element may be pressed, then presses it.
    pub fn click(&self, id: &str) -> Result<()> {
        self.until(&format!("{id} to be pressed"), async || {
            let Some(element) = self.find(id).await? else { return Ok(None) };
            if !element.is_displayed().await? || !element.is_enabled().await? {
                return Ok(None);
            }
            if element.click().await.is_err() {
                self.to_the_middle(&element).await?;
                return Ok(None);
            }
            Ok(Some(()))
        })
    }

    /// Types into a field, after what stands in it is cleared.
    pub fn fill(&self, id: &str, text: &str) -> Result<()> {
        self.run(async {
            let field = self.shown(id).await?;
            self.to_the_middle(&field).await?;
            field.clear().await?;
            Ok(field.send_keys(text).await?)
        })
    }

    /// Chooses in a drop-down list by the option's value.
    pub fn choose(&self, id: &str, value: &str) -> Result<()> {
        self.run(async { Ok(self.shown(id).await?.select_by_value(value).await?) })
    }

    /// What stands in a field.
    pub fn value(&self, id: &str) -> Result<String> {
        self.run(async { Ok(self.shown(id).await?.prop("value").await?.unwrap_or_default()) })
    }

    /// Presses keys where the focus is: see [`fantoccini::key::Key`] for those without a letter.
    pub fn press(&self, keys: &str) -> Result<()> {
        self.run(async { Ok(self.client.active_element().await?.send_keys(keys).await?) })
    }

    /// Runs JavaScript in the page, as the body of an async function; what it throws comes back as text.
    pub fn script(&self, body: &str) -> Result<Value> {
        let code = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {body} }})().then(done, (error) => done(String(error)));"
        );
        self.run(async { Ok(self.client.execute_async(&code, Vec::new()).await?) })
    }

    /// Takes a picture once the page is painted; one that shows nothing is an error.
    pub fn shot(&self, name: &str) -> Result<PathBuf> {
        self.taken.set(self.taken.get() + 1);
        let path = self.shots.join(format!("{:02}-{name}.png", self.taken.get()));
        self.until(&format!("a picture of {name}"), async || {
            self.client.execute_async(PAINTED, Vec::new()).await?;
            let picture = self.client.screenshot().await?;
            fs::write(&path, &picture)?;
            Ok((!shot::is_blank(&picture)?).then_some(()))
        })?;
        Ok(path)
    }

    /// Waits for something outside of the page, such as a file.
    pub fn wait_until(&self, what: &str, mut ask: impl FnMut() -> Result<bool>) -> Result<()> {
        self.until(what, async || Ok(ask()?.then_some(())))
    }

    /// Waits until every picture of a printed page has been drawn.
    pub fn wait_drawn(&self, id: &str) -> Result<()> {
        let drawn = format!(
            "const pages = [...document.querySelectorAll(\"[data-testid='{id}'] canvas\")];
             return pages.length > 0 && pages.every((page) => page.dataset.drawn === 'true');"
        );
        self.until(&format!("the pages of {id}"), async || {
            let answer = self.client.execute(&drawn, Vec::new()).await?;
            Ok((answer == Value::Bool(true)).then_some(()))
        })
    }

    pub fn shots(&self) -> &Path {
        &self.shots
    }

    /// Adds to a failure what the program said, and a picture of it.
    pub fn explain(&self, error: crate::Error) -> crate::Error {
        let picture = match self.shot("failed") {
            Ok(path) => path.display().to_string(),
            Err(_) => "no picture".to_owned(),
        };
        format!("{error}\n{picture}\n{}", self.driver.log()).into()
    }

    /// The driver refuses what is cut off at the edge of what scrolls.
    async fn to_the_middle(&self, element: &Element) -> Result<()> {
        let centre = "arguments[0].scrollIntoView({ block: 'center' });";
        self.client.execute(centre, vec![serde_json::to_value(element)?]).await?;
        Ok(())
    }

    async fn find(&self, id: &str) -> Result<Option<Element>> {
        let css = match id.strip_suffix('*') {
            Some(start) => format!("[data-testid^='{start}']"),
            None => format!("[data-testid='{id}']"),
        };
        Ok(self.client.find_all(Locator::Css(&css)).await?.into_iter().next())
    }

    async fn shown(&self, id: &str) -> Result<Element> {
        wait(id, async || {
            let Some(element) = self.find(id).await? else { return Ok(None) };
            Ok(element.is_displayed().await?.then_some(element))
        })
        .await
    }

    fn until<T>(&self, what: &str, ask: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
        self.run(wait(what, ask))
    }

    fn run<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        self.runtime.block_on(work)
    }
}

/// Two frames and a moment: right after a change of the document the picture is still white.
const PAINTED: &str = "const done = arguments[arguments.length - 1];
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)));";

/// Not WebDriver's own text: it leaves out what stands in cells that cut off what is too long.
async fn text_of(element: &Element) -> Result<String> {
    Ok(element.prop("innerText").await?.unwrap_or_default())
}

async fn connect(port: u16, args: &[&str]) -> Result<Client> {
    let options = json!({ "application": tool("mamori")?, "args": args });
    let capabilities = Capabilities::from_iter([("tauri:options".to_owned(), options)]);
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{port}"))
        .await?;
    let minute = Some(Duration::from_secs(60));
    client.update_timeouts(TimeoutConfiguration::new(minute, minute, None)).await?;
    Ok(client)
}

/// Asks again until there is an answer. A stale element or an unfinished page is no failure yet.
async fn wait<T>(what: &str, mut ask: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = ask().await;
        if let Ok(Some(found)) = answer {
            return Ok(found);
        }
        if Instant::now() > deadline {
            let reason = answer.err().map(|error| format!(" ({error})")).unwrap_or_default();
            return Err(format!("waited in vain for {what}{reason}").into());
        }
        sleep(Duration::from_millis(50)).await;
    }
}
