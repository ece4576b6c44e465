//! Exports a potential role: starts the job, waits for it, writes the archive to a file.
//!
//! ```console
//! $ cargo run -p generated-client --example export_potential_role
//! $ SAIL_BASE_URL=https://acme.api.identitynow.com SAIL_CLIENT_ID=.. SAIL_CLIENT_SECRET=.. \
//!     cargo run -p generated-client --example export_potential_role -- SESSION_ID ROLE_ID role.zip
//! ```
//!
//! Without a base URL in the environment it runs against a double of the API in its own process.

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use generated_client::Client;
use generated_client::models::RoleMiningPotentialRoleExportRequest;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let session = arguments.next().unwrap_or_else(|| "8c190e67-87aa-4ed9-a90b-d9d5344523fb".to_owned());
    let role = arguments.next().unwrap_or_else(|| "278359a6-04b7-4669-9468-924cf580964a".to_owned());
    let file = arguments.next().map_or_else(|| std::env::temp_dir().join("potential-role.zip"), PathBuf::from);

    let (client, interval) = if std::env::var_os("SAIL_BASE_URL").is_some() {
        (Client::from_env()?, Duration::from_secs(2))
    } else {
        let url = double::start().await?;
        println!("SAIL_BASE_URL is not set: asking a double at {url}");
        // A proxy of the machine's would not pass on what goes to a loopback address.
        let http = reqwest::Client::builder().no_proxy();
        let client = Client::builder().base_url(url).bearer_token("token").http_client_builder(http).build()?;
        (client, Duration::from_millis(20))
    };

    let service = client.iai_role_mining();
    println!("exporting the potential role {role} of the session {session}");
    let job = service
        .export_role_mining_potential_role_async(&session, &role)
        .body(RoleMiningPotentialRoleExportRequest::new().min_entitlement_popularity(10))
        .wait_until_exported()
        .interval(interval)
        .await?;
    let export = job.export_id.ok_or("the export has no id")?;
    println!("the export {export} is done");

    let archive = service.download_role_mining_potential_role_zip(&session, &role, export);
    let length = archive.download().to_file(&file).await?;
    println!("{length} bytes written to {}", file.display());
    Ok(())
}

/// As much of the API as the export takes.
mod double {
    use std::io;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    /// An empty zip archive.
    const ARCHIVE: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

    /// How the job stands, each time that it is asked for.
    const STATES: [&str; 3] = ["QUEUED", "IN_PROGRESS", "SUCCESS"];

    /// Starts a server for as long as the program runs, and returns its URL.
    pub async fn start() -> io::Result<String> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async move {
            let mut states = STATES.iter();
            while let Ok((mut stream, _)) = listener.accept().await {
                let Ok(request) = read(&mut stream).await else { continue };
                let (media_type, body) = if request.starts_with("POST") {
                    ("application/json", job("QUEUED"))
                } else if request.contains("/download HTTP") {
                    ("application/zip", ARCHIVE.to_vec())
                } else {
                    let state = states.next().unwrap_or(&"SUCCESS");
                    println!("  double: {state}");
                    ("application/json", job(state))
                };
                let length = body.len();
                let head = format!(
                    "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n\r\n"
                );
                let _ = stream.write_all(&[head.as_bytes(), &body].concat()).await;
                let _ = stream.shutdown().await;
            }
        });
        Ok(url)
    }

    fn job(state: &str) -> Vec<u8> {
        format!(r#"{{"exportId": "0c6cdb76-1227-4aaf-af21-192dbdfbfa04", "status": "{state}"}}"#).into_bytes()
    }

    /// Reads a request to its end, and returns its head.
    async fn read(stream: &mut TcpStream) -> io::Result<String> {
        let mut bytes = Vec::new();
        loop {
            if stream.read_buf(&mut bytes).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let text = String::from_utf8_lossy(&bytes);
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let mut headers = head.lines().filter_map(|line| line.split_once(": "));
            let length = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
            if body.len() >= length.map_or(0, |(_, length)| length.parse().unwrap_or(0)) {
                return Ok(head.to_owned());
            }
        }
    }
}
