//! Every case here was, or would be, a warning of rustdoc or clippy, a test that nobody wrote, or an end of the comment.

use super::*;

fn written(text: &str) -> String {
    markdown(text).join("\n")
}

#[test]
fn prose_stays_as_it_is() {
    let text = "Some *text* with `code`, a_name and **more**.\nA second line.\n\n## Heading\n\n1. one\n2. two\n   - nested\n\n> quote\n\n| a | b |\n|---|---|\n| 1 | `2` |";
    assert_eq!(written(text), text);
}

#[test]
fn links_lead_to_the_web_or_nowhere() {
    insta::assert_snapshot!(
        written(
            "[a](https://example.com/a_b) [`b`](http://example.com \"title\") [c](#anchor) [d](/docs/d) [E] [f][g]\n\
             [h](mailto:h@example.com) ![i](https://example.com/i.png) [](https://example.com) [j](javascript:alert)\n\
             [k]: https://example.com/k\n\
             [^1] https://example.com/l. (http://example.com/m) **https://example.com/n** <https://example.com/o>\n\
             https:// http://[a](mailto:b) [p](https://example.com/(q)) https://{tenant}.example.com/r?s=t&u=v#w"
        ),
        @r#"
        [a](https://example.com/a_b) [`b`](http://example.com) c d \[E] \[f]\[g]
        h (h@example.com) [i](https://example.com/i.png) <https://example.com> j
        \[k]: <https://example.com/k>
        \[^1] <https://example.com/l>. (<http://example.com/m>) **<https://example.com/n>** <https://example.com/o>
        https\:// http\://a (b) p (<https://example.com/>(q)) <https://{tenant}.example.com/r?s=t&u=v#w>
        "#
    );
}

#[test]
fn html_becomes_markdown_or_text() {
    insta::assert_snapshot!(
        written(
            "<p>One<br/>two</p><ul><li>three</li><li><b>four</b></li></ul>Vec<String> `<b>` <script>alert</script>\n\
             <a href=\"https://example.com/a\">link</a> &lt;T&gt; a < b <!-- c --> \\<d>\n| <br> | <i>x</i> |"
        ),
        @r#"
        One

        two

        - three
        - **four**

        Vec\<String> `<b>` \<script>alert\</script>
        link (<https://example.com/a>) &lt;T&gt; a \< b \<!-- c --> \<d>
        |    | *x* |
        "#
    );
}

#[test]
fn code_is_never_a_test() {
    insta::assert_snapshot!(
        written(
            "Text\n\n    let a = 1;\n        let b = 2;\n\nText\n    goes on\n\n```\nassert!(false);\n```\n\n~~~rust,should_panic\npanic!()\n~~~\n\n\
             - ```ignore\n  fn main() {}\n  ```\n- ```json\n  {\"a\": \"```\"}\n  ```\n\n1. one\n\n        indented\n\n```Yaml title=\"x\"\na: b\n# never closed"
        ),
        @r#"
        Text

        ```text
        let a = 1;
            let b = 2;
        ```
        Text
        goes on

        ```text
        assert!(false);
        ```

        ```text
        panic!()
        ```

        - ```text
          fn main() {}
          ```
        - ````json
          {"a": "```"}
          ````

        1. one

           indented

        ```yaml
        a: b
        # never closed
        ```
        "#
    );
}

#[test]
fn lists_keep_their_structure() {
    insta::assert_snapshot!(
        written(
            "Text:\n* one\nlazy\n    * two\n\n      more of two\n   + three\n\n\tafter\n\nThe year\n2020. and on\n10) ten\n11) eleven\n-\n- - a\n-      b\n* * *\n> q\n>> ```\n> - r\nplain\n--"
        ),
        @r#"
        Text:
        - one
          lazy
          - two

            more of two
          - three

          after

        The year
        2020\. and on
        10\) ten
        11\) eleven
        \-
        - \- a
        - b
        ***
        > q
        > \`\`\`
        > \- r

        plain
        \--
        "#
    );
}

#[test]
fn backticks_and_brackets_are_closed_or_escaped() {
    insta::assert_snapshot!(
        written("`open ``code`` ` ``x\n[`a] `[b]` \\`c` \\[d] \\\\[e] \\f \\\na | `b|c`\n---|---\n[`x|y`](https://example.com) | z"),
        @r#"
        `open ``code`` ` \`\`x
        \[`a] `\[b]` \`c\` \[d] \\\[e] \\f \\
        a | `b\|c`
        ---|---
        \[`x\|y`](<https://example.com>) | z
        "#
    );
}

#[test]
fn nothing_ends_the_comment() {
    let text = "a */ b\r\n\rc\0\u{202e}d\u{2066}e\u{2028}f \u{feff}\"# {{g}} \\u{41} /* ///";
    insta::assert_snapshot!(
        attributes(&markdown(text)),
        @r##"# [doc = " a */ b"] # [doc = ""] # [doc = " cde"] # [doc = " f \"# {{g}} \\\\u{41} /* ///"]"##
    );
}

#[test]
fn spans_of_code_hold_anything() {
    let texts = ["a", "a`b", "``", "`", " a ", "", "  ", "a\nb"];
    assert_eq!(texts.map(code), ["`a`", "``a`b``", "``` `` ```", "`` ` ``", "`  a  `", "`\"\"`", "`\"  \"`", "`a b`"]);
}

#[test]
fn everything_that_is_known_is_said() {
    let documentation = Documentation {
        summary: Some("The limit\nof [it]".to_owned()),
        description: Some("How many at most.".to_owned()),
        default: Some("250".to_owned()),
        example: Some(format!("{{\"a\": [\"{}\"]}}", "b".repeat(80))),
        constraints: vec!["at least 0".to_owned(), "matches <a>".to_owned()],
        external_url: Some("https://example.com/limit".to_owned()),
    };
    insta::assert_snapshot!(
        lines(&documentation, "Unused.", true).join("\n"),
        @r#"
        The limit of \[it]

        How many at most.

        **Deprecated.**

        Default: `250`.

        Example:

        ```json
        {
          "a": [
            "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
          ]
        }
        ```

        Constraints: at least 0, matches \<a>.

        See <https://example.com/limit>.
        "#
    );
    assert_eq!(lines(&Documentation::default(), "Fallback.", false), ["Fallback."]);
}

#[test]
fn a_summary_is_not_repeated() {
    let documentation = Documentation {
        summary: Some("Lists pets.".to_owned()),
        description: Some("Lists pets. All of them.".to_owned()),
        ..Documentation::default()
    };
    assert_eq!(text(&documentation), ["Lists pets. All of them."]);
}

#[test]
fn items_of_a_list_hold_blocks() {
    let mut list = Vec::new();
    list_item(&mut list, "`a`", &markdown("Text\n\n```\ncode\n```"));
    list_item(&mut list, "`b`", &markdown("- one\n- two"));
    list_item(&mut list, "`c`", &[]);
    insta::assert_snapshot!(list.join("\n"), @r#"
    - `a`: Text

      ```text
      code
      ```
    - `b`:

      - one
      - two
    - `c`
    "#);
}

#[test]
fn long_lines_of_brackets_take_no_time() {
    for unit in ["[a](", "<", "`", "[", "<a href=\"", "\\", "- ", "> "] {
        assert!(!markdown(&format!("a {}", unit.repeat(20_000))).is_empty(), "{unit}");
    }
}
