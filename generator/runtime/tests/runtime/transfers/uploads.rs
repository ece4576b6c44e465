//! What is sent of bytes, files and streams, and how often.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::{Log, PUT_FILE, client, put, recorder, send, serve, twice};
use crate::builder;
use generator_runtime::codegen::Request;
use generator_runtime::{BoxError, Error, FilePart, RetryPolicy, TimeLimits, Upload};

/// A stream of these items.
struct Items(Vec<Result<&'static str, &'static str>>);

impl Stream for Items {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = (!self.0.is_empty()).then(|| self.0.remove(0));
        Poll::Ready(next.map(|item| item.map(Bytes::from).map_err(Into::into)))
    }
}

fn stream(items: &[Result<&'static str, &'static str>], length: Option<u64>) -> Upload {
    Upload::stream(Items(items.to_vec()), length)
}

/// What was sent: `Content-Length`, `-` for chunks, and the body.
fn sent(log: &Log) -> Vec<String> {
    let log = log.lock().unwrap();
    let line = |(head, body): &(String, Vec<u8>)| {
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap_or("-");
        assert!(head.contains("content-type: application/zip\r\n"), "{head}");
        format!("{length} {}", String::from_utf8_lossy(body))
    };
    log.iter().map(line).collect()
}

#[tokio::test]
async fn bytes_files_and_streams_are_sent() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.zip");
    std::fs::write(&file, "file").unwrap();
    let (url, log) = recorder(&["200 OK"; 7]).await;
    let client = client(&url, RetryPolicy::none());
    put(&client, b"bytes").await.unwrap();
    put(&client, String::from("text")).await.unwrap();
    put(&client, "").await.unwrap();
    put(&client, Upload::file(&file)).await.unwrap();
    put(&client, stream(&[Ok("of "), Ok(""), Ok("length")], Some(9))).await.unwrap();
    put(&client, stream(&[Ok("un"), Ok("known")], None)).await.unwrap();
    std::fs::write(&file, "").unwrap();
    put(&client, Upload::file(&file)).await.unwrap();
    let expected = ["5 bytes", "4 text", "0 ", "4 file", "9 of length", "- 2\r\nun\r\n5\r\nknown\r\n0\r\n\r\n", "0 "];
    assert_eq!(sent(&log), expected);
}

#[tokio::test]
async fn a_large_file_arrives_as_it_is() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let content: Vec<u8> = (0_u32..100_000).flat_map(u32::to_le_bytes).collect();
    std::fs::write(file.path(), &content).unwrap();
    let (url, log) = recorder(&["200 OK"]).await;
    put(&client(&url, RetryPolicy::none()), Upload::file(file.path())).await.unwrap();
    assert!(log.lock().unwrap().iter().any(|(_, body)| *body == content));
}

#[tokio::test]
async fn a_form_is_sent_part_by_part() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report \"1\".csv");
    std::fs::write(&file, "x;y").unwrap();
    for (length, is_known) in [(Some(6), true), (None, false)] {
        let (url, log) = recorder(&["200 OK"]).await;
        let request = Request::new(&client(&url, RetryPolicy::none()), &PUT_FILE)
            .part("name", None, "n")
            .file_part("file", None, FilePart::from_path(&file).media_type("text/csv"))
            .file_part("file", None, FilePart::new("s", stream(&[Ok("str"), Ok("eam")], length)));
        send(request).await.unwrap();
        let log = log.lock().unwrap();
        let [(head, body)] = &log[..] else { panic!("{log:?}") };
        let body = String::from_utf8_lossy(body);
        assert_eq!(head.contains(&format!("content-length: {}\r\n", body.len())), is_known, "{head}");
        assert_eq!(head.contains("transfer-encoding: chunked"), !is_known, "{head}");
        let boundary = head.split("boundary=").nth(1).unwrap().lines().next().unwrap();
        if is_known {
            let expected = "--B\nContent-Disposition: form-data; name=\"name\"\n\nn\n\
                --B\nContent-Disposition: form-data; name=\"file\"; filename=\"report %221%22.csv\"\n\
                Content-Type: text/csv\n\nx;y\n\
                --B\nContent-Disposition: form-data; name=\"file\"; filename=\"s\"\n\
                Content-Type: application/octet-stream\n\nstream\n--B--\n";
            assert_eq!(body.replace(boundary, "B").replace("\r\n", "\n"), expected);
        }
    }
}

#[tokio::test]
async fn a_file_is_sent_again_and_a_stream_is_not() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "file").unwrap();
    let (url, log) = recorder(&["503 Busy", "200 OK", "503 Busy"]).await;
    let client = client(&url, twice());
    put(&client, Upload::file(file.path())).await.unwrap();
    let once = stream(&[Ok("stream")], None);
    let clone = once.clone();
    assert_eq!(put(&client, once).await.unwrap_err().status().unwrap(), 503);
    assert_eq!(sent(&log), ["4 file", "4 file", "- 6\r\nstream\r\n0\r\n\r\n"]);
    let error = put(&client, clone).await.unwrap_err();
    assert!(matches!(&error, Error::Local(_)), "{error:?}");
    assert_eq!(error.to_string(), "putFile: the stream of its body was already sent");
    assert_eq!(log.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn a_form_with_a_stream_is_not_sent_again() {
    let (url, log) = recorder(&["503 Busy", "200 OK"]).await;
    let request = Request::new(&client(&url, twice()), &PUT_FILE).part("name", None, "n").file_part(
        "file",
        None,
        FilePart::new("s", stream(&[Ok("x")], Some(1))),
    );
    assert_eq!(send(request).await.unwrap_err().status().unwrap(), 503);
    assert_eq!(log.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_file_that_can_not_be_opened_is_a_local_error() {
    let (url, log) = recorder(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().join("none"), folder.path().to_owned()] {
        let error = put(&client(&url, twice()), Upload::file(&path)).await.unwrap_err();
        assert!(matches!(&error, Error::Local(_)), "{error:?}");
        assert_eq!(error.to_string(), format!("putFile: {} can't be read", path.display()));
        assert!(std::error::Error::source(&error).is_some());
    }
    assert_eq!(log.lock().unwrap().len(), 0);
}

#[tokio::test]
async fn an_upload_that_breaks_off_is_a_local_error() {
    let uploads = [
        stream(&[Ok("ab"), Err("lost")], None),
        stream(&[Ok("ab"), Err("lost")], Some(9)),
        stream(&[Ok("ab")], Some(9)),
        stream(&[Ok("abc")], Some(2)),
    ];
    for upload in uploads {
        let (url, log) = recorder(&["200 OK"; 2]).await;
        let error = put(&client(&url, twice()), upload).await.unwrap_err();
        assert!(matches!(&error, Error::Local(_)), "{error:?}");
        assert_eq!(error.to_string(), "putFile: the body of the request can't be read to its end");
        let sources = std::iter::successors(std::error::Error::source(&error), |error| error.source());
        let last = sources.last().unwrap().to_string();
        assert!(["lost", "the upload doesn't have the announced length"].contains(&&*last), "{last}");
        assert_eq!(log.lock().unwrap().len(), 0);
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_no_local_error() {
    let url = serve(|_, stream| async move { stream.set_zero_linger().unwrap() }).await;
    let error = put(&client(&url, twice()), stream(&[Ok("x")], None)).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(_)), "{error:?}");
}

/// A stream of that many pieces, each of which takes its time; then it stands still, or ends.
struct Slow {
    pieces: usize,
    ends: bool,
    wait: Pin<Box<tokio::time::Sleep>>,
}

const STEP: Duration = Duration::from_millis(40);

impl Stream for Slow {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.pieces == 0 {
            return if self.ends { Poll::Ready(None) } else { Poll::Pending };
        }
        std::task::ready!(self.wait.as_mut().poll(context));
        self.wait = Box::pin(tokio::time::sleep(STEP));
        self.pieces -= 1;
        Poll::Ready(Some(Ok(Bytes::from_static(b"piece"))))
    }
}

#[tokio::test]
async fn an_upload_may_take_long_but_not_stand_still() {
    let (url, log) = recorder(&["200 OK"; 2]).await;
    let limits = TimeLimits::none().attempt(STEP * 3);
    let client = builder().base_url(url).time_limits(limits).build().unwrap();
    let slow = |ends| Upload::stream(Slow { pieces: 8, ends, wait: Box::pin(tokio::time::sleep(STEP)) }, Some(40));
    put(&client, slow(true)).await.unwrap();
    assert_eq!(log.lock().unwrap().first().unwrap().1.len(), 40);
    let upload = Upload::stream(Slow { pieces: 2, ends: false, wait: Box::pin(tokio::time::sleep(STEP)) }, None);
    assert!(matches!(put(&client, upload).await, Err(Error::TimeLimit(_))));
}

#[tokio::test]
async fn an_upload_that_trickles_ends() {
    let (url, log) = recorder(&["200 OK"; 2]).await;
    let upload = || Upload::stream(Slow { pieces: 100, ends: true, wait: Box::pin(tokio::time::sleep(STEP)) }, None);
    // Some pieces of five bytes come in the time of an attempt: it gets on, and far too slowly.
    let limits = TimeLimits::none().attempt(STEP * 3).min_rate(1_000_000, Duration::from_secs(1));
    let client = builder().base_url(url).time_limits(limits).build().unwrap();
    let error = put(&client, upload()).await.unwrap_err();
    assert!(matches!(&error, Error::TimeLimit(error) if !error.is_total()), "{error:?}");
    assert!(log.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_stream_is_as_long_as_was_said_to_the_last_chunk() {
    let (url, log) = recorder(&["200 OK"; 3]).await;
    let client = client(&url, RetryPolicy::none());
    assert!(matches!(put(&client, stream(&[Ok("ab"), Ok("c")], Some(2))).await, Err(Error::Local(_))));
    assert!(matches!(put(&client, stream(&[Ok("ab")], Some(3))).await, Err(Error::Local(_))));
    drop((url, log));
    let (url, log) = recorder(&["200 OK"]).await;
    put(&self::client(&url, RetryPolicy::none()), stream(&[Ok("a"), Ok("bc"), Ok("")], Some(3))).await.unwrap();
    assert_eq!(sent(&log), ["3 abc"]);
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_file_is_not_taken_for_one() {
    let (url, log) = recorder(&["200 OK"]).await;
    let error = put(&client(&url, RetryPolicy::none()), Upload::file("/dev/null")).await.unwrap_err();
    assert!(matches!(error, Error::Local(_)), "{error:?}");
    assert!(log.lock().unwrap().is_empty());
}

/// Opening a pipe waits for its other end on a thread that can't be stopped, so it is not opened.
#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_to_keeps_no_thread() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(1).build().unwrap();
    let is_free = runtime.block_on(async {
        let (url, log) = recorder(&["200 OK"]).await;
        let client = client(&url, RetryPolicy::none());
        let error =
            tokio::time::timeout(Duration::from_secs(5), put(&client, Upload::file(&pipe))).await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Local(_)) && log.lock().unwrap().is_empty(), "{error:?}");
        tokio::time::timeout(Duration::from_secs(5), tokio::task::spawn_blocking(|| ())).await.is_ok()
    });
    // Dropping it would wait for the thread.
    runtime.shutdown_background();
    assert!(is_free, "the only thread for files is still held");
}
