//! A server for counting and timing calls, of which it takes as little part as can be.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

/// A server that keeps its connections open and answers everything alike.
pub(crate) fn server() -> String {
    const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 25\r\n\r\n{\"id\":\"one\",\"name\":\"two\"}";
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                let mut buffer = [0; 4096];
                // A request without a body is one packet here.
                while stream.read(&mut buffer).is_ok_and(|read| read > 0) {
                    stream.write_all(ANSWER.as_bytes()).unwrap();
                }
            });
        }
    });
    url
}
