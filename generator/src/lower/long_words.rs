//! Names that are too long to be read as one word, though not all that they run together is known.

use crate::names::Words;

/// The most letters of a word that is read at a glance.
pub(super) const READABLE: usize = 16;

/// What a word costs, in letters that are not known.
const WORD: usize = 3;

/// Fewer letters at the end of a name are an ending of the word before.
const SHORTEST_END: usize = 4;

/// The best way to reach a place of a text.
#[derive(Clone, Copy)]
struct Step {
    cost: usize,
    /// Where its last word starts.
    start: usize,
    /// Whether that word is the one that is not known.
    is_unknown: bool,
}

/// Splits a long text into words that are known, or into these and one that is not; of several ways it takes the one with
/// the fewest words and the fewest letters that are not known, and then with the longest last words.
pub(super) fn split(text: &str, knows: &dyn Fn(&str) -> bool) -> Option<Words> {
    if text.len() <= READABLE || !text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let origin = Some(Step { cost: 0, start: 0, is_unknown: false });
    // The ways without a word that is not known, and those with one.
    let (mut whole, mut partly) = (vec![origin], vec![None]);
    for end in 1..=text.len() {
        let (mut known, mut mixed): (Option<Step>, Option<Step>) = (None, None);
        for start in 0..end.saturating_sub(1) {
            let Some(word) = text.get(start..end).filter(|word| word.len() < text.len()) else { continue };
            let before = |steps: &[Option<Step>]| steps.get(start).copied().flatten().map(|step| step.cost + WORD);
            let add = |best: &mut Option<Step>, cost: Option<usize>, is_unknown: bool| {
                if let Some(cost) = cost.filter(|cost| best.is_none_or(|best| *cost < best.cost)) {
                    *best = Some(Step { cost, start, is_unknown });
                }
            };
            if knows(word) {
                add(&mut known, before(&whole), false);
                add(&mut mixed, before(&partly), false);
            } else if end < text.len() || word.len() >= SHORTEST_END {
                add(&mut mixed, before(&whole).map(|cost| cost + word.len()), true);
            }
        }
        whole.push(known);
        partly.push(mixed);
    }
    let mut is_partly = whole.last().copied().flatten().is_none();
    let (mut words, mut end) = (Vec::new(), text.len());
    while end > 0 {
        let step = if is_partly { &partly } else { &whole }.get(end).copied().flatten()?;
        let word = text.get(step.start..end)?;
        // Too little of it would be known.
        if step.is_unknown && word.len() * 3 > text.len() * 2 {
            return None;
        }
        is_partly &= !step.is_unknown;
        words.push(word);
        end = step.start;
    }
    words.reverse();
    Some(Words::from_list(&words))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests {
    use super::split;

    #[test]
    fn one_word_may_be_unknown() {
        let known = ["tape", "drive", "room", "of", "the", "value", "valued", "to", "dto", "on", "rack", "ra", "cks"];
        let words = |text: &str| split(text, &|word| known.contains(&word)).map(|words| words.list().join(" "));
        for (text, expected) in [
            // Two ways: the longer last word is meant.
            ("tapedriveroomvaluedto", Some("tape drive room value dto")),
            ("tapedrivewheelroom", Some("tape drive wheel room")),
            ("spindletapedriveroom", Some("spindle tape drive room")),
            ("driveroomprediction", Some("drive room prediction")),
            ("tapexydriveroomvalue", Some("tape xy drive room value")),
            // Short enough, two unknown ones, and nearly nothing known.
            ("tapedrivewheel", None),
            ("wheelsdriveaxleroomgear", None),
            ("onincomprehensibilities", None),
            ("Tapedriveroomvaluedto", None),
            ("", None),
        ] {
            assert_eq!(words(text).as_deref(), expected, "{text}");
        }
        let long = "a".repeat(200);
        assert_eq!(split(&long, &|_| false), None);
    }
}
