//! Links to the next page.

use super::{Call, all, serve, targets};
use crate::support::server::{Server, answer};
use generator_runtime::Error;
use generator_runtime::codegen::{Paging, PagingStyle};

static LINK: Paging = Paging { style: PagingStyle::Link, items: &[] };

#[tokio::test]
async fn links_are_followed() {
    let (server, client) = serve(|request| {
        let link = match request.target() {
            "GET /things" => r#"</x>; rel=last, <?page=2>; title="a, <b>; \"rel=next"; rel="prefetch NEXT""#,
            "GET /things?page=2" => {
                r#"</other>; rel="next"; anchor="/y", <//no>; rel=nextpage, </things/3#x>;rel=next"#
            }
            "GET /things/3" => r#"<relative>; rel="next""#,
            _ => r#"</things>; rel="first""#,
        };
        answer("200 OK", &format!("link: <a>; rel=prev\r\nlink: {link}\r\n"), "[1]")
    })
    .await;
    assert_eq!(all(Call::new(&client).items(&LINK)).await, [1, 1, 1, 1]);
    assert_eq!(targets(&server), ["", "?page=2", "/3", "/relative"]);
    assert!(server.received().iter().all(|request| request.header("authorization") == Some("Bearer t0ken")));
}

#[tokio::test]
async fn a_link_to_another_origin_is_not_followed() {
    let other = Server::start(|_| answer("200 OK", "", "[9]")).await;
    let link = format!("link: <{}/things?token=s3cret>; rel=next\r\n", other.url);
    let (_server, client) = serve(move |_| answer("200 OK", &link, "[1]")).await;
    let mut items = Call::new(&client).items(&LINK);
    assert_eq!(items.next().await.unwrap(), Some(1));
    let error = items.next().await.unwrap_err().to_string();
    assert!(error.contains(&other.url) && !error.contains("s3cret"), "{error}");
    assert_eq!(items.next().await.unwrap(), None);
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn a_link_to_where_it_came_from_is_an_error() {
    let (server, client) = serve(|_| answer("200 OK", "link: </things>; rel=next\r\n", "[1]")).await;
    let mut items = Call::new(&client).items(&LINK);
    assert_eq!(items.next().await.unwrap(), Some(1));
    assert!(items.next().await.is_err());
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_bound_on_pages_hides_what_is_wrong_behind_it() {
    let (server, client) = serve(|_| answer("200 OK", "link: <http://other.example/>; rel=\"next\"\r\n", "[1]")).await;
    let link: &'static Paging = Box::leak(Box::new(Paging { style: PagingStyle::Link, items: &[] }));
    assert_eq!(all(Call::new(&client).items(link).max_pages(1)).await, [1]);
    let mut unbounded = Call::new(&client).items(link);
    assert_eq!(unbounded.next().await.unwrap(), Some(1));
    assert!(matches!(unbounded.next().await, Err(Error::Local(_))));
    assert_eq!(server.received().len(), 2);
}
