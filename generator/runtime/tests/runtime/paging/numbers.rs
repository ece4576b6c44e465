//! Pages by their numbers.

use serde_json::json;

use super::{Call, SIZE, all, assert_numbers, number, serve, targets};
use crate::support::server::answer;
use generator_runtime::codegen::{PageSize, Paging, PagingStyle};

#[tokio::test]
async fn pages_by_number() {
    static NUMBER: Paging = Paging {
        style: PagingStyle::Page {
            parameter: "page",
            size: Some(PageSize { parameter: "per_page", ..SIZE }),
            first: 1,
        },
        items: &["data"],
    };
    let (server, client) = serve(|request| {
        let (page, size) = (number(request, "page").unwrap_or(1), number(request, "per_page").unwrap_or(250));
        let items: Vec<usize> = ((page - 1) * size..25).take(size).collect();
        answer("200 OK", "", &json!({"data": items, "page": page}).to_string())
    })
    .await;
    assert_numbers(&all(Call::new(&client).set("per_page", 10).items(&NUMBER)).await, 0..25);
    assert_eq!(targets(&server), ["?per_page=10", "?per_page=10&page=2", "?per_page=10&page=3", "?per_page=10&page=4"]);
    assert_numbers(&all(Call::new(&client).set("page", 3).set("per_page", 5).items(&NUMBER)).await, 10..25);
    assert_eq!(
        targets(&server)[4..],
        ["?page=3&per_page=5", "?page=4&per_page=5", "?page=5&per_page=5", "?page=6&per_page=5"]
    );
}

#[tokio::test]
async fn pages_by_number_are_counted_from_the_first() {
    static FROM_ZERO: Paging =
        Paging { style: PagingStyle::Page { parameter: "page", size: None, first: 0 }, items: &[] };
    let (server, client) = serve(|request| {
        let page = number(request, "page").unwrap_or(0);
        let items: Vec<usize> = (page * 5..10).take(5).collect();
        answer("200 OK", "x-total-count: 10\r\n", &json!(items).to_string())
    })
    .await;
    assert_numbers(&all(Call::new(&client).items(&FROM_ZERO)).await, 0..10);
    assert_eq!(targets(&server), ["", "?page=1"]);
    // How many items were before an unknown number of pages is not known.
    assert_numbers(&all(Call::new(&client).set("page", 1).items(&FROM_ZERO)).await, 5..10);
    assert_eq!(targets(&server)[2..], ["?page=1", "?page=2"]);
}
