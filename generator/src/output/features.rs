//! The services' features in an existing `Cargo.toml`: the generator keeps them; everything else is the user's.

use std::collections::BTreeSet;

use toml_edit::{Array, Decor, DocumentMut, Formatted, RawString, TableLike, Value, value};

use crate::emit::WEBHOOKS_FEATURE;
use crate::lock::{Lock, Surface};

/// The features of a crate's services, before and now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceFeatures {
    before: BTreeSet<String>,
    now: Vec<String>,
    /// Whether the crate has webhooks, whose feature is not on by default unless it is a service's.
    has_webhooks: bool,
}

/// Why a manifest can't be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unusable {
    pub(super) message: String,
    /// The line of the text, from 1.
    pub(super) line: Option<usize>,
}

/// The name of the table.
const FEATURES: &str = "features";

/// The feature that lists the features that are on by default.
const DEFAULT: &str = "default";

impl ServiceFeatures {
    /// The features of a crate that had the lock `before`, if any, and has `now`.
    pub fn between(before: Option<&Lock>, now: &Lock) -> Self {
        let features = |surface: &Surface| {
            let features = surface.services.values().map(|service| service.feature.clone());
            features.filter(|feature| !feature.is_empty()).collect()
        };
        let mut of_before: BTreeSet<String> = before.map(|lock| features(&lock.surface)).unwrap_or_default();
        let now_of_services: BTreeSet<String> = features(&now.surface);
        let has_webhooks = !now.surface.webhooks.is_empty() && !now_of_services.contains(WEBHOOKS_FEATURE);
        let had_webhooks = before.is_some_and(|lock| !lock.surface.webhooks.is_empty());
        // A feature that becomes a service's is a new one, and on by default.
        if had_webhooks && !now_of_services.contains(WEBHOOKS_FEATURE) {
            of_before.insert(WEBHOOKS_FEATURE.to_owned());
        }
        let webhooks = has_webhooks.then(|| WEBHOOKS_FEATURE.to_owned());
        Self { before: of_before, now: now_of_services.into_iter().chain(webhooks).collect(), has_webhooks }
    }

    fn is_new(&self, feature: &str) -> bool {
        !self.before.contains(feature)
    }

    /// Whether the feature is on only if a user asks for it.
    fn is_optional(&self, feature: &str) -> bool {
        self.has_webhooks && feature == WEBHOOKS_FEATURE
    }

    /// Brings the text of a manifest up to date; `None` if it is.
    pub(super) fn edit(&self, text: &str) -> Result<Option<String>, Unusable> {
        let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| Unusable {
            message: format!("it is not TOML: {}", error.message()),
            line: error.span().and_then(|span| Some(text.get(..span.start)?.matches('\n').count() + 1)),
        })?;
        if self.now.is_empty() && !document.contains_key(FEATURES) {
            return Ok(None);
        }
        let item = document.entry(FEATURES).or_insert_with(toml_edit::table);
        let is_block = item.as_table().is_some_and(|table| !table.is_dotted());
        let Some(table) = item.as_table_like_mut() else {
            return Err(Unusable { message: "`features` is not a table".to_owned(), line: None });
        };
        let is_removed = self.remove(table);
        let is_changed = self.edit_default(table)? || is_removed;
        let is_changed = self.add(table, is_block) || is_changed;
        Ok(is_changed.then(|| {
            let edited = document.to_string();
            // The parser takes line ends for what they mean.
            if text.contains("\r\n") { edited.replace("\r\n", "\n").replace('\n', "\r\n") } else { edited }
        }))
    }

    /// Removes the features of services that are gone.
    fn remove(&self, table: &mut dyn TableLike) -> bool {
        let mut is_changed = false;
        let is_gone = |feature: &String| self.before.contains(feature) && !self.now.contains(feature);
        for feature in self.before.iter().filter(|feature| is_gone(feature)) {
            let above = table.key(feature).and_then(|key| key.leaf_decor().prefix()).map(text_of).unwrap_or_default();
            let following = table.iter().map(|(key, _)| key.to_owned()).skip_while(|key| key != feature);
            let next = following.skip(1).find(|key| !is_gone(key));
            if table.remove(feature).is_none() {
                continue;
            }
            is_changed = true;
            // The comment above the first feature is about all of them.
            let next = next.filter(|next| self.now.contains(next) && above.contains(crate::emit::FEATURES_COMMENT));
            if let Some(mut key) = next.as_deref().and_then(|next| table.key_mut(next)) {
                let own = key.leaf_decor().prefix().map(text_of).unwrap_or_default();
                key.leaf_decor_mut().set_prefix(format!("{above}{own}"));
            }
        }
        is_changed
    }

    /// Adds the missing features. In a block, a comment is above the first of them.
    fn add(&self, table: &mut dyn TableLike, is_block: bool) -> bool {
        let mut is_first = is_block && self.now.iter().all(|feature| !table.contains_key(feature));
        let mut is_changed = false;
        for feature in &self.now {
            if table.contains_key(feature) {
                continue;
            }
            table.insert(feature, value(Array::new()));
            let is_optional = self.is_optional(feature);
            if let Some(mut key) = table.key_mut(feature).filter(|_| is_first || is_block && is_optional) {
                let comment = if is_optional { crate::emit::WEBHOOKS_COMMENT } else { crate::emit::FEATURES_COMMENT };
                key.leaf_decor_mut().set_prefix(comment);
            }
            (is_changed, is_first) = (true, false);
        }
        is_changed
    }

    /// Removes old features from `default`, and adds new ones.
    fn edit_default(&self, table: &mut dyn TableLike) -> Result<bool, Unusable> {
        let is_there = table.contains_key(DEFAULT);
        // Whoever has none although there were services wants none.
        if !is_there && (!self.before.is_empty() || self.now.is_empty()) {
            return Ok(false);
        }
        let item = table.entry(DEFAULT).or_insert(value(Array::new()));
        let unusable = || Unusable { message: "`features.default` is not an array".to_owned(), line: None };
        let array = item.as_array_mut().ok_or_else(unusable)?;
        let lists = |array: &Array, feature: &str| array.iter().any(|value| value.as_str() == Some(feature));
        let is_gone = |value: &Value| {
            value.as_str().is_some_and(|name| !self.is_new(name) && !self.now.iter().any(|feature| feature == name))
        };
        let mut is_changed = !is_there;
        loop {
            let gone = array.iter().position(is_gone);
            let Some(index) = gone else { break };
            remove(array, index);
            is_changed = true;
        }
        for feature in self.now.iter().filter(|feature| self.is_new(feature) && !self.is_optional(feature)) {
            if !lists(array, feature) {
                push(array, feature);
                is_changed = true;
            }
        }
        Ok(is_changed)
    }
}

/// Removes a value of an array, with the comments on its line and above it.
fn remove(array: &mut Array, index: usize) {
    let before = array.get(index).map(prefix).unwrap_or_default();
    array.remove(index);
    // The first line of what stands before a value is about the one before it.
    let joined = |after: &str| {
        let (head, tail) = (before.split('\n').next().unwrap_or_default(), after.find('\n'));
        format!("{head}{}", tail.and_then(|tail| after.get(tail..)).unwrap_or_default())
    };
    if let Some(next) = array.get_mut(index) {
        let joined = joined(&prefix(next));
        next.decor_mut().set_prefix(joined);
    } else if text_of(array.trailing()).contains('\n') {
        let joined = joined(&text_of(array.trailing()));
        array.set_trailing(joined);
    }
}

/// Appends a text to an array, on a line of its own where the others are.
fn push(array: &mut Array, text: &str) {
    let mut string = Value::String(Formatted::new(text.to_owned()));
    let trailing = text_of(array.trailing());
    if let Some(last) = array.len().checked_sub(1).and_then(|last| array.get_mut(last)) {
        let suffix = last.decor().suffix().map(text_of).unwrap_or_default();
        last.decor_mut().set_suffix("");
        if let Some((_, indent)) = prefix(last).rsplit_once('\n') {
            // A comment behind the last value stays there.
            let comment = format!("{}{}", suffix.trim_end(), trailing.trim_end());
            string.decor_mut().set_prefix(format!("{comment}\n{indent}"));
            array.set_trailing("\n");
            array.set_trailing_comma(true);
        } else {
            *string.decor_mut() = Decor::new(" ", suffix);
        }
    }
    array.push_formatted(string);
}

/// The text between a value of an array and the comma before it.
fn prefix(value: &Value) -> String {
    value.decor().prefix().map(text_of).unwrap_or_default()
}

fn text_of(raw: &RawString) -> String {
    raw.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    /// The features of services that were there before and are now.
    fn features(before: &[&str], now: &[&str]) -> ServiceFeatures {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        ServiceFeatures { before: owned(before).into_iter().collect(), now: owned(now), has_webhooks: false }
    }

    /// What becomes of a manifest; a second time nothing does.
    fn edited(text: &str, before: &[&str], now: &[&str]) -> String {
        let edited = features(before, now).edit(text).unwrap().unwrap();
        assert_eq!(features(now, now).edit(&edited).unwrap(), None);
        edited
    }

    #[test]
    fn a_manifest_without_features_gets_the_table() {
        insta::assert_snapshot!(edited("[package]\nname = \"x\"\n\n[dependencies]\nhttp = \"1\"\n", &[], &["books"]), @r#"
        [package]
        name = "x"

        [dependencies]
        http = "1"

        [features]
        default = ["books"]
        # The operations of one tag each, and the types that they need.
        books = []
        "#);
        assert_eq!(features(&[], &[]).edit("[package]\nname = \"x\"\n").unwrap(), None);
    }

    #[test]
    fn the_feature_of_webhooks_is_not_on_by_default() {
        let features = ServiceFeatures { has_webhooks: true, ..features(&["books"], &["books", "webhooks"]) };
        let text = "[features]\ndefault = [\"books\"]\nbooks = []\n\n[dependencies]\n";
        let edited = features.edit(text).unwrap().unwrap();
        insta::assert_snapshot!(edited, @r#"
        [features]
        default = ["books"]
        books = []
        # The payloads of webhooks and callbacks: the module `webhooks`.
        webhooks = []

        [dependencies]
        "#);
        assert_eq!(features.edit(&edited).unwrap(), None);
    }

    #[test]
    fn what_is_the_users_stays_as_it_is() {
        let text = r#"# The client.
[features]
# On by default.
default = [ "rustls","mine" ] # that is all
mine = ["books"]   # the user's own
blocking=[]
# Old.
exports = []
books = [ "dep:x" ]

[dependencies] # of ours
http = "1"
"#;
        insta::assert_snapshot!(edited(text, &["books", "exports"], &["books", "shelves"]), @r#"
        # The client.
        [features]
        # On by default.
        default = [ "rustls","mine", "shelves" ] # that is all
        mine = ["books"]   # the user's own
        blocking=[]
        books = [ "dep:x" ]
        shelves = []

        [dependencies] # of ours
        http = "1"
        "#);
        assert_eq!(features(&["books", "exports"], &["books", "exports"]).edit(text).unwrap(), None);
    }

    #[test]
    fn a_default_that_was_cut_down_stays_so() {
        let text = "[features]\ndefault = [\"rustls\"]\nbooks = []\nexports = []\n";
        insta::assert_snapshot!(edited(text, &["books", "exports"], &["books", "exports", "shelves"]), @r#"
        [features]
        default = ["rustls", "shelves"]
        books = []
        exports = []
        shelves = []
        "#);
        let none = "[features]\nbooks = []\n";
        insta::assert_snapshot!(edited(none, &["books"], &["books", "shelves"]), @r#"
        [features]
        books = []
        shelves = []
        "#);
    }

    #[test]
    fn lists_keep_their_form() {
        let text = r#"[features]
default = [
    "exports", # old
    # TLS.
    "mine",
    "shelves", # mine, too
    "rustls", # by rustls
    "last" # of all
]
exports = []
"#;
        insta::assert_snapshot!(edited(text, &["exports", "shelves"], &["books"]), @r#"
        [features]
        default = [
            # TLS.
            "mine",
            "rustls", # by rustls
            "last", # of all
            "books",
        ]
        # The operations of one tag each, and the types that they need.
        books = []
        "#);
        let bare = "[features]\ndefault = [\n\t\"rustls\"\n]\n";
        insta::assert_snapshot!(edited(bare, &[], &["books", "exports"]), @r#"
        [features]
        default = [
        	"rustls",
        	"books",
        	"exports",
        ]
        # The operations of one tag each, and the types that they need.
        books = []
        exports = []
        "#);
        let line = "[features]\ndefault = [\"exports\", \"rustls\"]\nexports = []\n";
        insta::assert_snapshot!(edited(line, &["exports"], &["books"]), @r#"
        [features]
        default = ["rustls", "books"]
        # The operations of one tag each, and the types that they need.
        books = []
        "#);
        let empty = "[features]\ndefault = []\n";
        insta::assert_snapshot!(edited(empty, &[], &["books"]), @r#"
        [features]
        default = ["books"]
        # The operations of one tag each, and the types that they need.
        books = []
        "#);
    }

    #[test]
    fn the_comment_above_all_of_them_stays_above_those_that_are_left() {
        let comment = crate::emit::FEATURES_COMMENT;
        let text = format!("[features]\ntracing = []\n\n{comment}books = []\nexports = []\n# Last.\nshelves = []\n");
        insta::assert_snapshot!(edited(&text, &["books", "exports", "shelves"], &["exports", "shelves"]), @r#"
        [features]
        tracing = []

        # The operations of one tag each, and the types that they need.
        exports = []
        # Last.
        shelves = []
        "#);
        insta::assert_snapshot!(edited(&text, &["books", "exports", "shelves"], &["shelves"]), @r#"
        [features]
        tracing = []

        # The operations of one tag each, and the types that they need.
        # Last.
        shelves = []
        "#);
    }

    #[test]
    fn tables_of_all_forms_are_edited() {
        insta::assert_snapshot!(edited("features = { default = [\"rustls\"], rustls = [] }\n", &[], &["books"]), @r#"features = { default = ["rustls", "books"], rustls = [] , books = [] }"#);
        insta::assert_snapshot!(edited("features.default = [\"rustls\"]\n", &[], &["books"]), @r#"
        features.default = ["rustls", "books"]
        features.books = []
        "#);
        insta::assert_snapshot!(edited("[features]\n\"books\" = []\n\n[workspace]\n", &["books"], &["exports"]), @r#"
        [features]
        # The operations of one tag each, and the types that they need.
        exports = []

        [workspace]
        "#);
    }

    #[test]
    fn line_ends_of_windows_stay() {
        let text = "[features]\r\ndefault = [\r\n    \"rustls\",\r\n]\r\n";
        assert_eq!(features(&[], &[]).edit(text).unwrap(), None);
        let edited = edited(text, &[], &["books"]);
        assert_eq!(
            edited,
            "[features]\r\ndefault = [\r\n    \"rustls\",\r\n    \"books\",\r\n]\r\n# The operations of one tag each, and the types that they need.\r\nbooks = []\r\n"
        );
    }

    #[test]
    fn what_can_not_be_edited_is_named() {
        let refused = |text| {
            let Unusable { message, line } = features(&[], &["books"]).edit(text).unwrap_err();
            format!("{line:?} {message}")
        };
        insta::assert_snapshot!(refused("[package]\nname = \n"), @r#"Some(2) it is not TOML: string values must be quoted, expected literal string"#);
        insta::assert_snapshot!(refused("features = [\"books\"]\n"), @r#"None `features` is not a table"#);
        insta::assert_snapshot!(refused("[features]\ndefault = \"books\"\n"), @r#"None `features.default` is not an array"#);
        insta::assert_snapshot!(refused("[[features]]\ndefault = []\n"), @r#"None `features` is not a table"#);
    }
}
