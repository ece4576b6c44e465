//! Names of a union's members that have neither a name nor a title.

use super::naming::Words;
use super::schemas::Lowering;
use super::view::{Located, View};

impl<'a> Lowering<'a, '_> {
    /// What tells the member of `list` at `index` from the others, for the end of its name.
    ///
    /// That is its content where it can be: a number would go to another member as soon as one is added before it.
    pub(crate) fn alternative_words(&self, list: &[Located<'a>], index: usize) -> Words {
        let views: Vec<Option<View<'a>>> =
            list.iter().map(|member| self.document.resolve(member).map(|(_, _, view)| view)).collect();
        let number = || Words::of(&format!("variant {}", index + 1));
        let Some(view) = views.get(index).and_then(Option::as_ref) else { return number() };
        let others: Vec<&View<'a>> =
            views.iter().enumerate().filter(|(at, _)| *at != index).filter_map(|(_, view)| view.as_ref()).collect();
        let is_alone = |test: &dyn Fn(&View<'a>) -> bool| test(view) && !others.iter().any(|other| test(other));
        let word = match () {
            () if is_alone(&|view| view.kind == Some("array")) => Some("list".to_owned()),
            () if is_alone(&|view| !view.values.is_empty()) => Some("value".to_owned()),
            () => self.own_value(view, &others).or_else(|| own_property(view, &others).map(str::to_owned)),
        };
        let words = word.map(|word| Words::of(&word)).filter(|words| !words.is_empty() && words.list().len() <= 4);
        words.unwrap_or_else(number)
    }

    /// The one value of a property that has another one in each other member.
    fn own_value(&self, view: &View<'a>, others: &[&View<'a>]) -> Option<String> {
        let only = |view: &View<'a>, name: &str| -> Option<String> {
            let (_, property) = view.properties.iter().find(|(other, _)| *other == name)?;
            let (_, _, property) = self.document.resolve(property)?;
            match property.values.as_slice() {
                [only] => only.as_str().map(str::to_owned),
                _ => None,
            }
        };
        view.properties.iter().find_map(|(name, _)| {
            let own = only(view, name)?;
            let differs = |other: &&View<'a>| only(other, name).is_some_and(|value| value != own);
            (!others.is_empty() && others.iter().all(differs)).then_some(own)
        })
    }
}

/// The first property that no other member has, one that is required before all.
fn own_property<'a>(view: &View<'a>, others: &[&View<'a>]) -> Option<&'a str> {
    let has = |other: &&View<'a>, name: &str| other.properties.iter().any(|(property, _)| *property == name);
    let own = || view.properties.iter().map(|(name, _)| *name).filter(|name| !others.iter().any(|it| has(it, name)));
    own().find(|name| view.required.iter().any(|required| required == name)).or_else(|| own().next())
}
