//! What is sent of bytes, files and streams, and how often.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::{Log, PUT_FILE, client, put, recorder, send, serve, twice};
use crate::runtime::{BoxError, Error, FilePart, Request, RetryPolicy, Upload};

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
        let mut request = Request::new(&client(&url, RetryPolicy::none()), &PUT_FILE);
        request.part("name", None, "n");
        request.file_part("file", None, FilePart::from_path(&file).media_type("text/csv"));
        request.file_part("file", None, FilePart::new("s", stream(&[Ok("str"), Ok("eam")], length)));
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
    assert_eq!(error.to_string(), "putFile: the stream of its body was sent before");
    assert_eq!(log.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn a_form_with_a_stream_is_not_sent_again() {
    let (url, log) = recorder(&["503 Busy", "200 OK"]).await;
    let mut request = Request::new(&client(&url, twice()), &PUT_FILE);
    request.part("name", None, "n");
    request.file_part("file", None, FilePart::new("s", stream(&[Ok("x")], Some(1))));
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
        assert!(["lost", "what is uploaded has not the length that it was said to have"].contains(&&*last), "{last}");
        assert_eq!(log.lock().unwrap().len(), 0);
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_no_local_error() {
    let url = serve(|_, stream| async move { stream.set_zero_linger().unwrap() }).await;
    let error = put(&client(&url, twice()), stream(&[Ok("x")], None)).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(_)), "{error:?}");
}
