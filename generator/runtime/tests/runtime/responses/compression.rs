//! Compressed responses.

use std::convert::Infallible;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::builder;
use crate::support::operations::GET;
use crate::support::unruly::{Act, Unruly};
use generator_runtime::codegen::{Request, decode};
use generator_runtime::{Error, RequestOptions};

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn answer(encoding: &str, body: &[u8]) -> Act {
    let head = format!(
        "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-encoding: {encoding}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    Act::Send([head.as_bytes(), body].concat())
}

#[tokio::test]
async fn compressed_answers_are_decoded() {
    let server = Unruly::start(|number, _| match number {
        0 => answer("gzip", &gzip(b"hello")),
        // "hello", as brotli writes it.
        _ => answer("br", b"\x0b\x02\x80hello\x03"),
    })
    .await;
    let client = builder().base_url(&server.url).build().unwrap();
    for _ in 0..2 {
        let response = Request::new(&client, &GET).send::<String, Infallible>(decode::text).await.unwrap();
        assert_eq!(response.body(), "hello");
    }
    let accepted = server.received()[0].header("accept-encoding").unwrap().to_owned();
    assert!(accepted.contains("gzip") && accepted.contains("br"), "{accepted}");
}

#[tokio::test]
async fn the_bounds_count_what_is_decoded() {
    // 64 MiB in 64 KiB.
    let bomb = gzip(&vec![b'['; 64 << 20]);
    assert!(bomb.len() < 1 << 17);
    let server = Unruly::start(move |_, _| answer("gzip", &bomb)).await;
    let client = builder().base_url(&server.url).max_body_size(1 << 20).build().unwrap();
    let error = Request::new(&client, &GET).send::<String, Infallible>(decode::text).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
    assert!(error.to_string().contains("larger than 1048576 bytes"), "{error}");
}

#[tokio::test]
async fn files_and_parts_of_them_are_asked_for_as_they_are() {
    let server = Unruly::start(|_, _| answer("identity", b"hello")).await;
    let client = builder().base_url(&server.url).build().unwrap();
    let download = Request::new(&client, &GET).download::<Infallible>().await.unwrap();
    assert_eq!(download.content_length(), Some(5));
    let part = RequestOptions::new().header("Range", "bytes=0-4");
    Request::new(&client, &GET).options(part).send::<String, Infallible>(decode::text).await.unwrap();
    let own = RequestOptions::new().header("Accept-Encoding", "zstd");
    drop(Request::new(&client, &GET).options(own).download::<Infallible>().await.unwrap());
    let encodings: Vec<_> =
        server.received().iter().map(|request| request.header("accept-encoding").unwrap().to_owned()).collect();
    assert_eq!(encodings, ["identity", "identity", "zstd"]);
}
