//! The responses that a mock server was given, and the requests that it got.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::call::Expectation;

/// Shared by the server and the code that gives it responses.
#[derive(Clone, Default)]
pub(super) struct Book(Arc<Mutex<Entries>>);

#[derive(Default)]
struct Entries {
    told: Vec<Told>,
    asked: Vec<String>,
}

/// A call that has a response.
pub(super) struct Told {
    pub(super) expectation: Expectation,
    pub(super) status: u16,
    pub(super) answer: wiremock::ResponseTemplate,
    /// How often it is answered; `None` for always.
    pub(super) most: Option<u64>,
    /// How often it has to be made.
    pub(super) expected: Option<u64>,
    /// How often it was answered.
    pub(super) answered: u64,
    /// How often it was made after that.
    pub(super) refused: u64,
}

impl Book {
    pub(super) fn add(&self, told: Told) {
        self.entries().told.push(told);
    }

    /// Which expected calls were missing or too many, and which came; `None` if everything is as expected.
    pub(super) fn complaint(&self) -> Option<String> {
        let entries = self.entries();
        let mut text = String::new();
        for told in &entries.told {
            let made = told.answered.saturating_add(told.refused);
            if let Some(expected) = told.expected.filter(|expected| *expected != made) {
                let (expected, made) = (times(expected), times(made));
                _ = write!(text, "\n- expected {expected}, was asked {made}: {}", told.expectation);
            }
        }
        if text.is_empty() {
            return None;
        }
        text.insert_str(0, "the mock server didn't get the expected calls:");
        text.push_str("\nIt was asked:");
        for asked in &entries.asked {
            _ = write!(text, "\n- {asked}");
        }
        if entries.asked.is_empty() {
            text.push_str(" nothing");
        }
        Some(text)
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl wiremock::Respond for Book {
    fn respond(&self, request: &wiremock::Request) -> wiremock::ResponseTemplate {
        let mut entries = self.entries();
        let Entries { told, asked } = &mut *entries;
        let query = request.url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let what = format!("{} {}{query}", request.method, request.url.path());
        let is_free = |told: &Told| told.most.is_none_or(|most| told.answered < most);
        let is_made = |told: &&mut Told| told.expectation.is_made_by(request);
        if let Some(told) = told.iter_mut().filter(is_made).find(|told| is_free(told)) {
            told.answered = told.answered.saturating_add(1);
            asked.push(format!("{what}, and answered with {}", told.status));
            return told.answer.clone();
        }
        asked.push(format!("{what}, and had no answer (501)"));
        let text = if let Some(told) = told.iter_mut().rev().find(is_made) {
            told.refused = told.refused.saturating_add(1);
            let times = times(told.most.unwrap_or_default());
            format!("the mock server is set to answer {times}, but got one more call: {}", told.expectation)
        } else {
            let mut text = format!("the mock server has no response for {what} with this body and these headers");
            for told in told.iter() {
                _ = write!(text, "\n- there is a response for {}", told.expectation);
            }
            text
        };
        wiremock::ResponseTemplate::new(501).set_body_string(text)
    }
}

fn times(number: u64) -> String {
    if number == 1 { "once".to_owned() } else { format!("{number} times") }
}
