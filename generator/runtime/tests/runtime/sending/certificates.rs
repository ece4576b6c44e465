//! Servers whose certificate is refused.

use std::convert::Infallible;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::builder;
use crate::support::operations::GET;
use generator_runtime::Error;
use generator_runtime::codegen::{Request, decode};

#[tokio::test]
async fn a_refused_certificate_is_told_from_a_server_that_is_not_there() {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let config = config.with_single_cert(vec![own.cert.into()], key).unwrap();
    let (acceptor, listener) = (TlsAcceptor::from(Arc::new(config)), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            acceptor.accept(stream).await.err();
        }
    });
    let client = builder().base_url(&url).build().unwrap();
    let error = Request::new(&client, &GET).send::<_, Infallible>(decode::text).await.unwrap_err();
    let text = error.to_string();
    assert!(text.contains(&format!("the certificate of {url} is refused: ")), "{text}");
    assert!(!text.contains("can't be reached"), "{text}");
    assert!(matches!(error, Error::Transport(_)) && !error.was_sent());
}
