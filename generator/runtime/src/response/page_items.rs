//! Reads the items of a page: a list, or a list in a property of an object.

use std::fmt;
use std::iter::Enumerate;

use bytes::Bytes;
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::super::json::nulls::{Nullable, plain};
use super::content::{Content, DecodeFailure};

/// The items of a page.
pub struct PageItems<T> {
    /// The items that are not skipped.
    pub items: Vec<T>,
    /// How many items the server sent, nulls included: the next page's offset depends on it.
    pub count: usize,
}

/// The decoder of an operation's pages, with the names of the properties that lead to the items.
pub type PageDecoder<T> = fn(&Content, &[&str]) -> Result<PageItems<T>, DecodeFailure>;

impl<T> Default for PageItems<T> {
    fn default() -> Self {
        Self { items: Vec::new(), count: 0 }
    }
}

/// Reads items and skips nulls. A property that is absent or null has no items.
pub fn page<T: DeserializeOwned>(content: &Content, path: &[&str]) -> Result<PageItems<T>, DecodeFailure> {
    read(content, At { path, item: Nullable(plain()) })
}

/// Reads items that can be null.
pub fn page_with_nulls<T: DeserializeOwned>(content: &Content, path: &[&str]) -> Result<PageItems<T>, DecodeFailure> {
    read(content, At { path, item: Any(plain()) })
}

/// The items of a page, each as its own page, so that an unreadable item doesn't lose the others.
pub(crate) struct SingleItems {
    page: Content,
    /// The names that lead to the items.
    path: &'static [&'static str],
    items: Enumerate<std::vec::IntoIter<Box<RawValue>>>,
}

impl SingleItems {
    /// `None` if there is no list.
    pub(crate) fn of(page: &Content, path: &'static [&'static str]) -> Option<Self> {
        let items = read(page, At { path, item: Any(plain::<Box<RawValue>>()) }).ok()?.items;
        Some(Self { page: page.clone(), path, items: items.into_iter().enumerate() })
    }

    /// How many items there are.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }
}

impl Iterator for SingleItems {
    /// A page of one item, and the item's path in the whole page.
    type Item = (Content, String);

    fn next(&mut self) -> Option<Self::Item> {
        let (index, item) = self.items.next()?;
        let page = self.page.with_body(Bytes::from(format!("[{}]", item.get())));
        Some((page, format!("{}[{index}]", self.path.join("."))))
    }
}

fn read<'de, T, S>(content: &'de Content, items: At<'_, S>) -> Result<PageItems<T>, DecodeFailure>
where
    S: DeserializeSeed<'de, Value = Option<T>> + Copy,
{
    // A response of these has no body: no items.
    if matches!(content.status(), 204 | 205) { Ok(PageItems::default()) } else { content.json_by(items) }
}

/// Reads any value as one item, with `S`.
#[derive(Clone, Copy)]
struct Any<S>(S);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Any<S> {
    type Value = Option<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.0.deserialize(deserializer).map(Some)
    }
}

/// Reads the list that `path` leads to.
#[derive(Clone, Copy)]
struct At<'p, S> {
    path: &'p [&'p str],
    item: S,
}

impl<'de, T, S: DeserializeSeed<'de, Value = Option<T>> + Copy> DeserializeSeed<'de> for At<'_, S> {
    type Value = PageItems<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T, S: DeserializeSeed<'de, Value = Option<T>> + Copy> Visitor<'de> for At<'_, S> {
    type Value = PageItems<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.path.is_empty() { "a sequence" } else { "an object" })
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(PageItems::default())
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(PageItems::default())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.path.is_empty() { deserializer.deserialize_seq(self) } else { deserializer.deserialize_map(self) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut page = PageItems::default();
        while let Some(item) = elements.next_element_seed(self.item)? {
            page.items.extend(item);
            page.count += 1;
        }
        Ok(page)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Self::Value, A::Error> {
        let (name, path) = self.path.split_first().map_or(("", self.path), |(name, path)| (*name, path));
        let mut page = PageItems::default();
        while let Some(key) = properties.next_key_seed(Key(name))? {
            if key {
                page = properties.next_value_seed(At { path, item: self.item })?;
            } else {
                properties.next_value::<IgnoredAny>()?;
            }
        }
        Ok(page)
    }
}

/// Whether a key is the wanted one.
struct Key<'p>(&'p str);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        String::deserialize(deserializer).map(|key| key == self.0)
    }
}
