//! `downstream sessions` lists the saved sessions; `downstream export SESSION ROLE FILE` saves an export.
//!
//! Reads `ACME_TOKEN` and either `ACME_TENANT` or, for another server, `ACME_URL`; `ACME_PAUSE` is how many milliseconds to
//! wait between two looks at an export.

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use downstream::{explain, export, saved_sessions};
use generated_client::{Client, Server};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let server = match std::env::var("ACME_URL") {
        Ok(url) => Server::url(url),
        Err(_) => Server::tenant(std::env::var("ACME_TENANT")?),
    };
    let client = Client::builder().server(server).bearer_token(std::env::var("ACME_TOKEN")?).build()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments {
        ["sessions"] => {
            for session in saved_sessions(&client).await.map_err(|error| explain(&error))? {
                let (ready, all) = session.ready;
                println!("{} {} {ready}/{all}", session.id, session.name.as_deref().unwrap_or("-"));
            }
        }
        ["export", session, role, file] => {
            let pause = std::env::var("ACME_PAUSE").map_or(Ok(2000), |pause| pause.parse())?;
            let archive = export(&client, session, role, Duration::from_millis(pause)).await?;
            std::fs::write(file, archive)?;
        }
        _ => return Err("say `sessions` or `export SESSION ROLE FILE`".into()),
    }
    Ok(())
}
