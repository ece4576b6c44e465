//! Scopes, which hold each name once.

use std::collections::{BTreeMap, BTreeSet};

use super::{LONGEST, PRELUDE, Words, is_keyword, shorten};

/// Room for a number at the end of a name, so that nothing that cuts names takes it away.
const NUMBER: usize = 8;

/// Names of devices, for which Windows can't have files, whatever their ending.
const DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1", "lpt2", "lpt3",
    "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// Puts the items that have a place in its order, among the slots that they have; all others stay where they are.
pub(crate) fn keep_order<T>(items: &mut Vec<T>, place: impl Fn(&T) -> Option<usize>) {
    let places: Vec<Option<usize>> = items.iter().map(place).collect();
    let mut placed: Vec<(usize, T)> = Vec::new();
    let mut slots: Vec<Option<T>> = Vec::new();
    for (item, place) in std::mem::take(items).into_iter().zip(places) {
        match place {
            Some(place) => {
                placed.push((place, item));
                slots.push(None);
            }
            None => slots.push(Some(item)),
        }
    }
    placed.sort_by_key(|(place, _)| *place);
    let mut placed = placed.into_iter().map(|(_, item)| item);
    items.extend(slots.into_iter().filter_map(|slot| slot.or_else(|| placed.next())));
}

/// Names, each of them once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
    /// The first number that may be free, by the name before it: thousands of names can come to one.
    numbers: BTreeMap<String, u64>,
}

impl Scope {
    /// A scope in which `names` are taken from the start.
    pub(crate) fn with_reserved(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| (*name).to_owned()).collect(), numbers: BTreeMap::new() }
    }

    /// Takes `name`, or returns `false` where it is taken.
    pub(crate) fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// Takes the names of Rust's prelude, as far as nothing has them yet. New names leave those alone.
    pub(crate) fn reserve_prelude(&mut self) {
        self.taken.extend(PRELUDE.iter().map(|name| (*name).to_owned()));
    }

    /// Takes the first free one of `candidates`, else the first with the lowest number that is free.
    pub(crate) fn claim(&mut self, candidates: &[String]) -> String {
        for candidate in candidates.iter().filter(|candidate| !candidate.is_empty()) {
            if self.take(candidate) {
                return candidate.clone();
            }
        }
        let base = candidates.iter().find(|candidate| !candidate.is_empty()).map_or("value", String::as_str);
        let snake = !base.starts_with(char::is_uppercase);
        let separator = if snake || base.ends_with(|last: char| last.is_numeric()) { "_" } else { "" };
        let base = if base.len() + NUMBER > LONGEST { shorten(base, LONGEST - NUMBER) } else { base.to_owned() };
        let base = format!("{}{separator}", base.trim_end_matches('_'));
        let mut number = self.numbers.get(&base).copied().unwrap_or(2);
        loop {
            let name = format!("{base}{number}");
            number += 1;
            if self.take(&name) {
                self.numbers.insert(base, number);
                return name;
            }
        }
    }

    /// Takes an `UpperCamelCase` name: the first free one of `candidates`, else a numbered one.
    pub(crate) fn claim_camel(&mut self, candidates: &[Words]) -> String {
        let names: Vec<String> = candidates
            .iter()
            .map(Words::upper_camel)
            .map(|name| if name == "Self" { "Self_".to_owned() } else { name })
            .collect();
        self.claim(&names)
    }

    /// Takes the name of a module: ASCII, no keyword, no device.
    pub(crate) fn claim_module(&mut self, words: &Words) -> String {
        let name = words.ascii_snake();
        // `main` and `lib` are names of crate roots, and cargo looks at them.
        let reserved = is_keyword(&name) || DEVICES.contains(&name.as_str());
        let name = if reserved { format!("{name}_") } else { name };
        self.claim(&[if name.is_empty() { "unnamed".to_owned() } else { name }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_numbers_what_is_taken() {
        let mut scope = Scope::with_reserved(&["mod"]);
        assert_eq!(scope.claim_module(&Words::of("mod")), "mod_");
        assert_eq!(scope.claim_module(&Words::of("Foo Bar")), "foo_bar");
        assert_eq!(scope.claim_module(&Words::of("FooBar")), "foo_bar_2");
        assert_eq!(scope.claim_module(&Words::of("con")), "con_");
        assert_eq!(scope.claim_camel(&[Words::of("self")]), "Self_");
        assert_eq!(scope.claim_camel(&[Words::of("a1")]), "A1");
        assert_eq!(scope.claim_camel(&[Words::of("a1")]), "A1_2");
    }

    #[test]
    fn a_number_survives_where_names_are_cut() {
        let mut scope = Scope::default();
        for text in ["word ".repeat(100), "é".repeat(400), "ab1".repeat(200)] {
            let names = [(); 3].map(|()| scope.claim(&[Words::of(&text).snake()]));
            let again = names.each_ref().map(|name| Words::of(name).snake());
            assert_eq!(names, again);
            let camel = [(); 3].map(|()| scope.claim_camel(&[Words::of(&text)]));
            assert!(names.iter().chain(&camel).all(|name| name.len() <= LONGEST), "{names:?} {camel:?}");
        }
    }

    #[test]
    fn what_has_a_place_keeps_its_order() {
        let mut items = vec!['d', 'x', 'b', 'y', 'a'];
        keep_order(&mut items, |item| ['a', 'b', 'c', 'd'].iter().position(|known| known == item));
        assert_eq!(items, ['a', 'x', 'b', 'y', 'd']);
    }
}
