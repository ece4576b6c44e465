//! Refreshed tokens: whose they are, where they come from and what is kept of them.

use super::{REDIRECT, redirect, rotating};
use crate::credentials::{BEARER, done, send};
use crate::support::unruly::{Act, TestClock, Unruly};
use crate::{API, http_client};
use generator_runtime::codegen::{ApiDescription, OAuthUrl, SecurityKind, SecurityScheme};
use generator_runtime::{AuthorizationCode, Client, ClientBuilder};
use std::time::Duration;

#[tokio::test]
async fn refresh_tokens_go_to_the_scheme_that_the_token_url_is_from() {
    let server = Unruly::start(|number, request| {
        Act::Say(if request.target() == "GET /thing" { done(request) } else { rotating(number) })
    })
    .await;
    let url = |template| Some(OAuthUrl { template, is_configured: false });
    let scheme = |name, token_url, refresh_url| SecurityScheme {
        name,
        kind: SecurityKind::Bearer {
            token_url,
            authorization_url: url("/authorize"),
            user_token_url: None,
            refresh_url,
        },
    };
    // The first one's token URL is on a host that nobody chose.
    let schemes = [
        scheme("elsewhere", url("https://login.example.org/token"), url("/elsewhere/refresh")),
        scheme("auth", url("/token"), None),
        scheme("other", url("/other/token"), url("/other/refresh")),
    ];
    let api = ApiDescription { security_schemes: Box::leak(Box::new(schemes)), environment: None, ..API };
    let api = Box::leak(Box::new(api));
    let clock = TestClock::new();
    let builder = || {
        let builder = ClientBuilder::<Client>::new(api).http_client_builder(http_client());
        builder.base_url(&server.url).clock(clock.clone())
    };
    let sign_in = builder().sign_in(AuthorizationCode::new("id", REDIRECT)).unwrap();
    let client = builder().credentials(sign_in.redirected(&redirect(&sign_in, "code")).unwrap()).build().unwrap();
    send(&client, &BEARER).await.unwrap();
    clock.advance(Duration::from_secs(700));
    send(&client, &BEARER).await.unwrap();
    assert_eq!(server.targets(), ["POST /token", "GET /thing", "POST /token", "GET /thing"]);
}
