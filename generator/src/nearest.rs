//! Which existing name an unknown one may have meant.

/// How many names are listed where none is near.
const LISTED: usize = 6;

/// The name that the fewest changes make of `name`, where these are at most a third of it or a matter of case.
///
/// A change is a character that is added, removed or replaced, or two neighbours that change places.
pub(crate) fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let folded = name.to_lowercase();
    let distance = |candidate: &str| strsim::osa_distance(&folded, &candidate.to_lowercase());
    let (distance, nearest) = names.into_iter().map(|candidate| (distance(candidate), candidate)).min()?;
    let length = folded.chars().count();
    // Every other name of one character is only one change away.
    (distance <= length.div_ceil(3) && distance < length).then_some(nearest)
}

/// A help that asks for the nearest of `names`, or lists them where they are few, and goes on with `otherwise`: an
/// instruction in lower case.
pub(crate) fn help<'n>(name: &str, names: impl IntoIterator<Item = &'n str>, otherwise: &str) -> String {
    let mut names: Vec<&str> = names.into_iter().collect();
    if let Some(nearest) = nearest(name, names.iter().copied()) {
        return format!("did you mean `{nearest}`? Otherwise {otherwise}");
    }
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        [only] => format!("there is only `{only}`; {otherwise}"),
        [start @ .., last] if names.len() <= LISTED => {
            format!("there are `{}` and `{last}`; {otherwise}", start.join("`, `"))
        }
        _ => otherwise.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_takes_the_fewest_changes() {
        let names = ["listDisks", "listRooms", "getDisk"];
        assert_eq!(nearest("listDisk", names), Some("listDisks"));
        assert_eq!(nearest("listdisks", names), Some("listDisks"));
        assert_eq!(nearest("lsitRooms", names), Some("listRooms"));
        assert_eq!(nearest("list_rooms", names), Some("listRooms"));
        assert_eq!(nearest("deleteShelf", names), None);
        assert_eq!(nearest("listDisk", []), None);
        assert_eq!(nearest("5", ["0", "1"]), None);
        assert_eq!(nearest("", ["a"]), None);
    }

    #[test]
    fn of_equally_near_names_the_first_by_the_alphabet_is_taken() {
        assert_eq!(nearest("name", ["named", "names", "nameB"]), Some("nameB"));
    }

    #[test]
    fn few_names_are_listed_where_none_is_near() {
        assert_eq!(help("length", ["sizes", "lengths"], "remove it"), "did you mean `lengths`? Otherwise remove it");
        assert_eq!(help("colour", ["size"], "remove it"), "there is only `size`; remove it");
        assert_eq!(help("colour", ["size", "id", "id"], "remove it"), "there are `id` and `size`; remove it");
        assert_eq!(help("colour", ["1", "2", "3"], "remove it"), "there are `1`, `2` and `3`; remove it");
        assert_eq!(help("colour", [], "remove it"), "remove it");
        assert_eq!(help("colour", ["1", "2", "3", "4", "5", "6", "7"], "remove it"), "remove it");
    }
}
