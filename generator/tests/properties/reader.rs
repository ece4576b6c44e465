//! The reader, over arbitrary bytes.

use std::fs;
use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use generator::read::{Input, InputPath, Options, read};
use proptest::prelude::*;

use crate::cases;
use crate::inputs::{json_value, mutated_page};

/// Reads one file. Whatever it holds, there is something to show for it.
fn read_file(name: &str, content: &[u8]) -> Input {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    let input = read(&[InputPath::new(&path)], &Options::default());
    assert!(!(input.pages.is_empty() && input.documents.is_empty() && input.diagnostics.is_empty()));
    input
}

/// Some text with the punctuation of the formats.
fn structured() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            prop::sample::select(
                &[
                    "---\n",
                    "api: ",
                    "openapi: 3.0.3\n",
                    "paths:",
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    "'",
                    ": ",
                    "- ",
                    "\n",
                    "\n  ",
                    "&a ",
                    "*a",
                    "<<: ",
                    "!tag ",
                    "|\n",
                    ">-\n",
                    "#",
                    ",",
                    "$ref",
                    "%",
                    "eJ",
                    "\u{feff}",
                    "\t",
                    "? "
                ][..]
            )
            .prop_map(str::to_owned),
            "[a-z0-9.~/]{0,6}",
            any::<String>(),
        ],
        0..40,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        for name in ["a.api.mdx", "a.json", "a.yaml"] {
            read_file(name, &bytes);
        }
    }

    #[test]
    fn text_is_read_or_refused(text in structured()) {
        for name in ["a.api.mdx", "a.json", "a.yaml"] {
            read_file(name, text.as_bytes());
        }
        read_file("a.api.mdx", format!("---\nid: a\napi: {text}\n---\n").as_bytes());
    }

    #[test]
    fn a_broken_payload_is_read_or_refused(page in mutated_page(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(serde_json::to_string(&page).unwrap().as_bytes()).unwrap();
        let mut packed = encoder.finish().unwrap();
        let at = cut.index(packed.len());
        packed[at] = byte;
        for bytes in [&packed[..], &packed[..at]] {
            read_file("a.api.mdx", format!("---\napi: {}\n---\n", STANDARD.encode(bytes)).as_bytes());
        }
    }

    #[test]
    fn json_is_read_as_it_is(mut value in json_value()) {
        if let Some(map) = value.as_object_mut() {
            map.insert("openapi".to_owned(), "3.0.3".into());
            // References into files are the reader's to follow.
            let text = value.to_string();
            let input = read_file("a.json", text.as_bytes());
            prop_assert_eq!(input.documents.len(), 1);
            if !text.contains("$ref") {
                prop_assert_eq!(&input.documents[0].value, &value);
            }
        } else {
            prop_assert!(read_file("a.json", value.to_string().as_bytes()).documents.is_empty());
        }
    }
}
