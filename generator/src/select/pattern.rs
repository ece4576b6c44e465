//! Patterns for path templates.

/// Whether a path template matches a pattern, in which `*` stands for any characters of one segment and `**` for any
/// number of segments, none included. Everything else, braces too, stands for itself.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    wildcard(
        &pattern,
        &path,
        |segment| *segment == "**",
        |segment, text| {
            let (segment, text): (Vec<char>, Vec<char>) = (segment.chars().collect(), text.chars().collect());
            wildcard(&segment, &text, |character| *character == '*', |one, other| one == other)
        },
    )
}

/// Matches a sequence, letting the last wildcard met take one element more whenever the rest does not fit.
fn wildcard<T>(pattern: &[T], text: &[T], is_wild: impl Fn(&T) -> bool, fits: impl Fn(&T, &T) -> bool) -> bool {
    let (mut at, mut read) = (0, 0);
    // Behind the last wildcard, and where the elements begin that it has not taken.
    let mut resume: Option<(usize, usize)> = None;
    while let Some(element) = text.get(read) {
        match pattern.get(at) {
            Some(wild) if is_wild(wild) => {
                at += 1;
                resume = Some((at, read));
            }
            Some(one) if fits(one, element) => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((behind, taken)) = resume else { return false };
                resume = Some((behind, taken + 1));
                (at, read) = (behind, taken + 1);
            }
        }
    }
    pattern.iter().skip(at).all(is_wild)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stays_in_its_segment() {
        assert!(matches("/disks/*", "/disks/{id}"));
        assert!(matches("/disks/{id}", "/disks/{id}"));
        assert!(!matches("/disks/{id}", "/disks/id"));
        assert!(!matches("/disks/*", "/disks"));
        assert!(!matches("/disks/*", "/disks/{id}/parts"));
        assert!(matches("/v*/disks", "/v2/disks"));
        assert!(matches("/*a*b*/c", "/xaabyb/c"));
        assert!(!matches("/*a*b/c", "/xaaby/c"));
        assert!(matches("/disks/*.json", "/disks/{id}.json"));
    }

    #[test]
    fn two_stars_are_any_number_of_segments() {
        for path in ["/disks", "/disks/{id}", "/disks/{id}/parts/{part}"] {
            assert!(matches("/disks/**", path), "{path}");
            assert!(matches("/**", path), "{path}");
            assert!(matches("**", path), "{path}");
        }
        assert!(!matches("/disks/**", "/disksets"));
        assert!(matches("/**/parts/*", "/disks/{id}/parts/{part}"));
        assert!(matches("/disks/**/parts", "/disks/parts"));
        assert!(matches("/**/a/**/b", "/x/a/a/y/b"));
        assert!(!matches("/**/a/**/b", "/x/y/b"));
    }

    #[test]
    fn many_stars_take_no_time() {
        assert!(!matches(&format!("/{}b", "*a".repeat(200)), &format!("/{}", "a".repeat(2000))));
    }
}
