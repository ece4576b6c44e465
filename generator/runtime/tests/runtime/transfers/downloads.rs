//! What comes of a download, and what is left of one that fails.

use std::path::Path;
use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use tokio::io::AsyncWriteExt;
use tokio::sync::Notify;

use super::{Client, RetryPolicy, builder, client, get, read, recorder, serve, twice};
use generator_runtime::{Error, TimeLimits};

/// How a body ends that is not whole.
#[derive(Debug, Clone, Copy)]
enum End {
    Close,
    Reset,
    Never,
}

/// A server that announces a body of 10 bytes, or of chunks, sends some of it and ends it so.
async fn broken(head: &'static str, body: &'static str, end: End) -> String {
    serve(move |_, mut stream| async move {
        read(&mut stream).await.unwrap();
        stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}").as_bytes()).await.unwrap();
        // What was sent is read before a reset takes it away.
        tokio::time::sleep(Duration::from_millis(20)).await;
        match end {
            End::Close => stream.shutdown().await.unwrap(),
            End::Reset => stream.set_zero_linger().unwrap(),
            End::Never => _ = tokio::spawn(async move { (std::future::pending::<()>().await, stream) }),
        }
    })
    .await
}

/// A server that answers with these, one after the other.
async fn answers(answers: &'static [(&'static str, &'static str)]) -> String {
    serve(move |number, mut stream| async move {
        read(&mut stream).await.unwrap();
        let (head, body) = answers.get(number).unwrap();
        let answer = format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        stream.write_all(answer.as_bytes()).await.unwrap();
    })
    .await
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn a_download_is_read_piece_by_piece() {
    let url = answers(&[("203 Elsewhere\r\nx-part: 1", "hello"); 2]).await;
    let client = client(&url, RetryPolicy::none());
    let mut download = get(&client).await.unwrap();
    assert_eq!((download.status().as_u16(), download.content_length()), (203, Some(5)));
    assert_eq!(download.headers().get("x-part").unwrap(), "1");
    assert_eq!(download.chunk().await.unwrap().unwrap(), "hello");
    assert_eq!(download.chunk().await.unwrap(), None);
    assert_eq!(download.chunk().await.unwrap(), None);
    let mut download = get(&client).await.unwrap();
    let mut next = async || std::future::poll_fn(|context| Pin::new(&mut download).poll_next(context)).await;
    assert_eq!(next().await.unwrap().unwrap(), "hello");
    assert!(next().await.is_none());
}

#[tokio::test]
async fn a_download_becomes_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.zip");
    std::fs::write(&file, "an earlier one, and longer").unwrap();
    let url = answers(&[("200 OK", "hello"), ("200 OK", "")]).await;
    let client = client(&url, RetryPolicy::none());
    assert_eq!(get(&client).await.unwrap().to_file(&file).await.unwrap(), 5);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "hello");
    assert_eq!(get(&client).to_file(&file).await.unwrap(), 0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "");
    assert_eq!(names(folder.path()), ["a.zip"]);
}

#[tokio::test]
async fn a_body_of_chunks_has_no_length() {
    let url = broken("transfer-encoding: chunked", "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n", End::Close).await;
    let folder = tempfile::tempdir().unwrap();
    let download = get(&client(&url, RetryPolicy::none())).await.unwrap();
    assert_eq!(download.content_length(), None);
    let file = folder.path().join("a");
    assert_eq!(download.to_file(&file).await.unwrap(), 6);
    assert_eq!(std::fs::read_to_string(file).unwrap(), "hello!");
}

#[tokio::test]
async fn a_download_that_breaks_leaves_no_file() {
    for end in [End::Close, End::Reset] {
        for (head, body) in [("content-length: 10", "hello"), ("transfer-encoding: chunked", "5\r\nhello\r\n")] {
            let folder = tempfile::tempdir().unwrap();
            let url = broken(head, body, end).await;
            let error = get(&client(&url, twice())).to_file(folder.path().join("a")).await.unwrap_err();
            assert!(matches!(&error, Error::Transport(_)), "{head} {end:?}: {error:?}");
            let text = error.to_string();
            assert!(text.starts_with("getFile: the response could not be read to its end: "), "{text}");
            assert!(names(folder.path()).is_empty(), "{head} {end:?}");
        }
    }
}

#[tokio::test]
async fn an_earlier_file_stays_where_a_download_breaks() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a");
    std::fs::write(&file, "earlier").unwrap();
    let url = broken("content-length: 10", "hello", End::Close).await;
    get(&client(&url, twice())).to_file(&file).await.unwrap_err();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "earlier");
    assert_eq!(names(folder.path()), ["a"]);
}

#[tokio::test]
async fn a_dropped_download_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let url = broken("content-length: 10", "hello", End::Never).await;
    let client = client(&url, RetryPolicy::none());
    let path = folder.path().join("a");
    let task = tokio::spawn(async move { get(&client).to_file(path).await });
    // Until something is there, so that there is something to remove.
    while names(folder.path()).is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    // The thread that made the file may have been about to hand it over; it removes it itself then, a moment later.
    let removed = async {
        while !names(folder.path()).is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), removed).await.unwrap();
}

#[tokio::test]
async fn a_file_that_can_not_be_written_is_a_local_error() {
    let folder = tempfile::tempdir().unwrap();
    let url = answers(&[("200 OK", "hello"); 3]).await;
    let client = client(&url, twice());
    std::fs::create_dir(folder.path().join("folder")).unwrap();
    for path in [folder.path().join("none/a"), folder.path().join("folder"), "..".into()] {
        let error = get(&client).to_file(&path).await.unwrap_err();
        assert!(matches!(&error, Error::Local(_)), "{error:?}");
        assert_eq!(error.to_string(), format!("getFile: {} can't be written", path.display()));
    }
    assert_eq!(names(folder.path()), ["folder"]);
}

#[tokio::test]
async fn a_refusal_is_an_error_and_is_retried() {
    let url = answers(&[("503 Busy", "later"), ("200 OK", "hello"), ("404 Not Found", "gone")]).await;
    let client = client(&url, twice());
    let mut download = get(&client).await.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "hello");
    let error = get(&client).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (404, &b"gone"[..]));
}

fn limited(url: &str, limits: TimeLimits) -> Client {
    builder().base_url(url).time_limits(limits).build().unwrap()
}

#[tokio::test]
async fn the_limit_of_an_attempt_bounds_the_time_to_the_next_piece() {
    let url = broken("content-length: 10", "hello", End::Never).await;
    let limits = TimeLimits::none().attempt(Duration::from_millis(150));
    let mut download = get(&limited(&url, limits)).await.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "hello");
    // The time that the caller takes doesn't count.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let start = std::time::Instant::now();
    let error = download.chunk().await.unwrap_err();
    assert!(matches!(&error, Error::TimeLimit(error) if !error.is_total()), "{error:?}");
    assert!(start.elapsed() >= Duration::from_millis(140), "{:?}", start.elapsed());
    assert_eq!(download.chunk().await.unwrap(), None);
}

#[tokio::test]
async fn a_slow_download_may_take_longer_than_an_attempt() {
    let url = serve(|_, mut stream| async move {
        read(&mut stream).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n").await.unwrap();
        for _ in 0..6 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            stream.write_all(b"x").await.unwrap();
        }
    })
    .await;
    let limits = TimeLimits::none().attempt(Duration::from_millis(200));
    let mut download = get(&limited(&url, limits)).await.unwrap();
    let mut length = 0;
    while let Some(bytes) = download.chunk().await.unwrap() {
        length += bytes.len();
    }
    assert_eq!(length, 6);
}

#[tokio::test]
async fn the_limit_in_all_holds_for_the_body_too() {
    let url = broken("content-length: 10", "hello", End::Never).await;
    let limits = TimeLimits::none().attempt(Duration::from_secs(60)).total(Duration::from_millis(100));
    let mut download = get(&limited(&url, limits)).await.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "hello");
    let error = download.chunk().await.unwrap_err();
    assert!(matches!(&error, Error::TimeLimit(error) if error.is_total()), "{error:?}");
}

#[tokio::test]
async fn a_dropped_download_ends_the_connection() {
    let closed = std::sync::Arc::new(Notify::new());
    let notify = std::sync::Arc::clone(&closed);
    let url = serve(move |_, mut stream| {
        let notify = std::sync::Arc::clone(&notify);
        async move {
            read(&mut stream).await.unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhello").await.unwrap();
            let mut rest = [0];
            _ = tokio::io::AsyncReadExt::read(&mut stream, &mut rest).await;
            notify.notify_one();
        }
    })
    .await;
    let download = get(&client(&url, RetryPolicy::none())).await.unwrap();
    drop(download);
    tokio::time::timeout(Duration::from_secs(5), closed.notified()).await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_is_replaced_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let url = answers(&[("200 OK", "hello"); 3]).await;
    let client = client(&url, RetryPolicy::none());
    let mode = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    for kept in [0o600, 0o640] {
        std::fs::write(folder.path().join("old"), "").unwrap();
        std::fs::set_permissions(folder.path().join("old"), std::fs::Permissions::from_mode(kept)).unwrap();
        get(&client).to_file(folder.path().join("old")).await.unwrap();
        assert_eq!(mode("old"), kept);
    }
    // A new one has those of any new file.
    std::fs::write(folder.path().join("usual"), "").unwrap();
    get(&client).to_file(folder.path().join("new")).await.unwrap();
    assert_eq!(mode("new"), mode("usual"));
}

#[tokio::test]
async fn a_file_that_can_not_be_written_is_found_before_anything_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let (url, log) = recorder(&["200 OK"; 3]).await;
    let client = client(&url, RetryPolicy::none());
    for path in [folder.path().join("missing/a"), folder.path().to_owned(), folder.path().join("..")] {
        let error = get(&client).to_file(&path).await.unwrap_err();
        assert!(matches!(&error, Error::Local(_)) && !error.was_sent(), "{error:?}");
        assert!(error.to_string().ends_with(" can't be written"), "{error}");
    }
    assert!(log.lock().unwrap().is_empty() && names(folder.path()).is_empty());
}
