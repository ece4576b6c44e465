//! A server of files, which can be told to misbehave.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What a server does in place of serving a file.
#[derive(Debug, Clone)]
pub(crate) enum Instead {
    /// Answers with a status, so many times.
    Status(u16, usize),
    Redirect(String),
    /// Says how long the answer is, and sends half of it.
    CutShort,
    /// Sends bytes without end.
    Endless,
    /// Sends a byte now and then.
    Slow,
    /// Says nothing.
    Silent,
    /// Sends something else.
    Text(String),
    /// Sends the file without a word on how to ask for it again.
    NoValidators,
}

/// A request that came: its path, and whether it is one for what changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) path: String,
    pub(crate) is_conditional: bool,
    pub(crate) status: u16,
}

#[derive(Default)]
struct State {
    folder: PathBuf,
    instead: BTreeMap<String, Instead>,
    log: Vec<Request>,
}

pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Server {
    /// Serves a folder.
    pub(crate) fn of(folder: &Path) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State { folder: folder.to_owned(), ..State::default() }));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&shared);
                // That a client goes away is its right.
                thread::spawn(move || stream.and_then(|stream| answer(stream, &shared)));
            }
        });
        Self { address, state }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn instead(&self, path: &str, instead: Instead) {
        self.state.lock().unwrap().instead.insert(path.to_owned(), instead);
    }

    pub(crate) fn well_again(&self) {
        self.state.lock().unwrap().instead.clear();
    }

    /// The requests since the last time, by their paths.
    pub(crate) fn requests(&self) -> Vec<Request> {
        let mut log = std::mem::take(&mut self.state.lock().unwrap().log);
        log.sort_by(|one, other| one.path.cmp(&other.path));
        log
    }
}

fn answer(mut stream: TcpStream, shared: &Mutex<State>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = BTreeMap::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let (folder, instead) = {
        let mut state = shared.lock().unwrap();
        let instead = state.instead.get(&path).cloned();
        if let Some(Instead::Status(_, times)) = state.instead.get_mut(&path) {
            *times = times.saturating_sub(1);
        }
        (state.folder.clone(), instead)
    };
    let file = ["", "index.html", "/index.html"]
        .iter()
        .find_map(|end| fs::read(folder.join(format!("{}{end}", path.trim_start_matches('/')))).ok());
    let etag = file.as_ref().map(|file| format!("\"{:x}\"", crc32fast::hash(file))).unwrap_or_default();
    let asked = headers.get("if-none-match");
    let is_conditional = asked.is_some() || headers.contains_key("if-modified-since");
    let status = match (&instead, &file) {
        (Some(Instead::Status(status, 1..)), _) => *status,
        (Some(Instead::Redirect(_)), _) => 302,
        (Some(Instead::Text(_) | Instead::Endless | Instead::Slow | Instead::Silent | Instead::CutShort), _) => 200,
        (_, None) => 404,
        _ if asked.is_some_and(|asked| asked == "*" || *asked == etag) => 304,
        _ => 200,
    };
    shared.lock().unwrap().log.push(Request { path, is_conditional, status });
    let mut head = format!("HTTP/1.1 {status} X\r\nConnection: close\r\n");
    let body = file.unwrap_or_default();
    match instead {
        Some(Instead::Redirect(target)) => head += &format!("Location: {target}\r\nContent-Length: 0\r\n"),
        Some(Instead::Text(text)) => {
            head += &format!("Content-Length: {}\r\n\r\n{text}", text.len());
            return stream.write_all(head.as_bytes());
        }
        Some(Instead::CutShort) => {
            head += &format!("Content-Length: {}\r\n\r\n", body.len());
            stream.write_all(head.as_bytes())?;
            return stream.write_all(body.split_at(body.len() / 2).0);
        }
        Some(Instead::Endless) => {
            stream.write_all(format!("{head}\r\n").as_bytes())?;
            loop {
                stream.write_all(&[b'x'; 4096])?;
            }
        }
        Some(Instead::Slow) => {
            stream.write_all(format!("{head}Content-Length: 100000\r\n\r\n").as_bytes())?;
            loop {
                stream.write_all(b"x")?;
                thread::sleep(Duration::from_millis(20));
            }
        }
        Some(Instead::Silent) => {
            thread::sleep(Duration::from_secs(5));
            return Ok(());
        }
        Some(Instead::NoValidators) => head += &format!("Content-Length: {}\r\n", body.len()),
        _ if status == 200 => head += &format!("ETag: {etag}\r\nContent-Length: {}\r\n", body.len()),
        _ if status == 304 => {}
        _ => head += "Content-Length: 0\r\n",
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    if status == 200 { stream.write_all(&body) } else { Ok(()) }
}
