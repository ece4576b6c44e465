//! Signs a user in with a browser, and keeps the tokens for the next run.
//!
//! ```console
//! $ cargo run -p generated-client --example sign_in
//! ```

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use generated_client::runtime::{AuthorizationCode, SignInError, StoreFuture, TokenSet, TokenStore};
use generated_client::{Client, Credentials};

const ID: &str = "the client's id";

/// Where the tokens are kept. A real program has a keyring, or a file that only its user can read.
#[derive(Default)]
struct Memory(Mutex<Option<String>>);

impl TokenStore for Memory {
    fn load(&self) -> StoreFuture<'_, Option<TokenSet>> {
        Box::pin(async {
            let text = self.0.lock().map_err(|_| "the store is broken")?;
            Ok(text.as_deref().and_then(TokenSet::from_json))
        })
    }

    fn save<'a>(&'a self, tokens: &'a TokenSet) -> StoreFuture<'a, ()> {
        Box::pin(async {
            *self.0.lock().map_err(|_| "the store is broken")? = Some(tokens.to_json());
            Ok(())
        })
    }
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A server in this process stands in for the tenant, so that no account is needed.
    let tenant = tenant()?;
    let store = Arc::new(Memory::default());

    // For a real tenant: `.server(Server::tenant("acme"))`, which has an authorization URL, too.
    let builder = Client::builder().base_url(format!("{tenant}/beta"));
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let flow = AuthorizationCode::new(ID, format!("http://{}/callback", listener.local_addr()?))
        .authorization_url(format!("{tenant}/oauth/authorize"))
        .scopes(["sp:scopes:all"]);
    let sign_in = builder.sign_in(flow)?;
    open(sign_in.url().as_str());
    let credentials = loop {
        let (mut stream, _) = listener.accept()?;
        let (target, _) = read(&mut stream)?;
        respond(&mut stream, "200 OK", "", "You can close this page.")?;
        match sign_in.redirected(&target) {
            // Others can reach the address, too: wait for the user's own redirect.
            Err(SignInError::WrongState) => {}
            answer => break answer?,
        }
    };
    let client = builder.credentials(credentials.store(Arc::clone(&store))).build()?;
    let status = client.iai_role_mining().get_role_mining_session_status("8c190e67").await?;
    println!("{:?}", status.state);

    // The next run of the program needs no browser.
    let credentials = Credentials::stored(ID, store);
    let client = Client::builder().base_url(format!("{tenant}/beta")).credentials(credentials).build()?;
    match client.iai_role_mining().get_role_mining_session_status("8c190e67").await {
        Ok(status) => println!("{:?}", status.state),
        Err(generated_client::Error::Credentials(error)) if error.needs_sign_in() => println!("open the browser again"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Stands in for the browser: the user says yes at once.
fn open(url: &str) {
    println!("open {url}");
    let url = url.to_owned();
    thread::spawn(move || -> Option<String> {
        let redirect = get(&url).ok()?.lines().find_map(|line| line.strip_prefix("location: ").map(str::to_owned))?;
        get(&redirect).ok()
    });
}

fn get(url: &str) -> io::Result<String> {
    let (host, target) = url.trim_start_matches("http://").split_once('/').unwrap_or_default();
    let mut stream = TcpStream::connect(host)?;
    write!(stream, "GET /{target} HTTP/1.1\r\nhost: {host}\r\n\r\n")?;
    io::read_to_string(stream)
}

/// Starts a server that signs users in, exchanges codes for tokens and knows one session. Returns its origin.
fn tenant() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let origin = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            _ = serve(&mut stream);
        }
    });
    Ok(origin)
}

fn serve(stream: &mut TcpStream) -> io::Result<()> {
    let (target, body) = read(stream)?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value.replace("%3A", ":").replace("%2F", "/"))
    };
    match path {
        "/oauth/authorize" => {
            let (redirect, state) = (value("redirect_uri").unwrap_or_default(), value("state").unwrap_or_default());
            respond(stream, "302 Found", &format!("location: {redirect}?code=c0de&state={state}\r\n"), "")
        }
        "/oauth/token" if body.contains("code=c0de") && body.contains("code_verifier=") => {
            respond(stream, "200 OK", "", r#"{"access_token":"t1","refresh_token":"r1","expires_in":600}"#)
        }
        "/oauth/token" => respond(stream, "400 Bad Request", "", r#"{"error":"invalid_grant"}"#),
        _ => respond(stream, "200 OK", "content-type: application/json\r\n", r#"{"state":"CREATED"}"#),
    }
}

/// The target and the body of a request.
fn read(stream: &mut TcpStream) -> io::Result<(String, String)> {
    let mut reader = BufReader::new(stream);
    let (mut target, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if target.is_empty() {
            line.split(' ').nth(1).unwrap_or("/").clone_into(&mut target);
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = String::new();
    reader.take(length).read_to_string(&mut body)?;
    Ok((target, body))
}

fn respond(stream: &mut TcpStream, status: &str, headers: &str, body: &str) -> io::Result<()> {
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}")
}
