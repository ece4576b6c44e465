//! Uploads and downloads over a socket.

mod downloads;
mod memory;
mod uploads;

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::builder;
use generator_runtime::codegen::{Operation, PLAIN, Request, decode};
use generator_runtime::{Client, DownloadFuture, Error, RetryPolicy, Upload};

static PUT_FILE: Operation =
    Operation { id: "putFile", method: "PUT", path: "/file", server: None, accept: "", security: Some(&[]), ..PLAIN };

static GET_FILE: Operation = Operation {
    id: "getFile",
    method: "GET",
    path: "/file",
    server: None,
    accept: "*/*",
    security: Some(&[]),
    ..PLAIN
};

/// A server that hands each connection, one after the other, to `handle` with its number.
async fn serve<F>(handle: impl Fn(usize, TcpStream) -> F + Send + 'static) -> String
where
    F: Future<Output = ()> + Send,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut number = 0;
        while let Ok((stream, _)) = listener.accept().await {
            handle(number, stream).await;
            number += 1;
        }
    });
    url
}

/// What a server got: heads in lower case, bodies as they came.
type Log = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A server that keeps requests and answers with the statuses, one after the other.
async fn recorder(statuses: &'static [&'static str]) -> (String, Log) {
    let log = Log::default();
    let kept = Arc::clone(&log);
    let url = serve(move |number, mut stream| {
        let kept = Arc::clone(&kept);
        async move {
            if let Some(request) = read(&mut stream).await {
                kept.lock().unwrap().push(request);
            }
            let status = statuses.get(number).unwrap();
            let answer = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.ok();
        }
    })
    .await;
    (url, log)
}

/// Reads a request with a `Content-Length`, or one whose body comes in chunks up to an empty one.
async fn read(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let mut body = bytes.split_off(end);
    let head = String::from_utf8(bytes).unwrap().to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length = length.map(|length| length.parse::<usize>().unwrap());
    let is_whole = |body: &[u8]| match length {
        Some(length) => body.len() >= length,
        None => !head.contains("transfer-encoding: chunked") || body.ends_with(b"0\r\n\r\n"),
    };
    while !is_whole(&body) {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some((head, body))
}

fn client(url: &str, retry: RetryPolicy) -> Client {
    builder().base_url(url).retry(retry).build().unwrap()
}

/// A policy that tries twice, at once.
fn twice() -> RetryPolicy {
    RetryPolicy::new().max_attempts(2).base_delay(Duration::from_millis(1))
}

async fn put(client: &Client, content: impl Into<Upload>) -> Result<(), Error<Infallible>> {
    let request = Request::new(client, &PUT_FILE).bytes("application/zip", content);
    send(request).await
}

async fn send(request: Request) -> Result<(), Error<Infallible>> {
    request.send(decode::empty).into_body().await
}

fn get(client: &Client) -> DownloadFuture<Infallible> {
    Request::new(client, &GET_FILE).download()
}
