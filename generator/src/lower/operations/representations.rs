//! Bodies of success of other media types than the preferred one.

use super::media_types::{are_synonyms, can_be_asked_for};
use super::responses::{Responses, is_success, pattern};
use crate::api::{Representation, ResponseBody, StatusPattern, Type};
use crate::diagnostic::Code;
use crate::lock;
use crate::lower::document::media::{self, Media};
use crate::lower::drafts::nullable;
use crate::lower::schemas::Lowering;
use crate::names::media_types::words as words_of;
use crate::names::{Scope, Words};
use crate::parse::{MediaType, Operation, Response};
use crate::pointer::escape;

/// How much less an error's media type is asked for than the one that is meant.
const OF_ERRORS: &str = ";q=0.5";

impl<'a> Lowering<'a, '_> {
    /// What the operation gives as other media types, unnamed, after `responses` has been made of the same object.
    pub(crate) fn representations(
        &mut self,
        object: &'a Operation,
        words: &Words,
        responses: &Responses,
    ) -> Vec<Representation> {
        let mut successes: Vec<(StatusPattern, &'a Response)> = Vec::new();
        let mut failures: Vec<&str> = Vec::new();
        for (status, response) in &object.responses {
            let Some(pattern) = pattern(status) else { continue };
            let is_empty =
                object.method == "HEAD" || matches!(pattern, StatusPattern::Exact(100..=199 | 204 | 205 | 300..=399));
            let is_of_success = responses.successes.iter().any(|success| success.status == pattern);
            match media::of_response(&response.content).filter(|_| !is_empty) {
                Some(_) if is_of_success => successes.push((pattern, response)),
                Some((name, ..)) if !is_success(pattern) => {
                    failures.push(name);
                    let other =
                        response.content.keys().filter(|other| *other != name && media::framing(other).is_none());
                    let left_out: Vec<&str> = other.map(String::as_str).collect();
                    self.tell_of_unread((name, &left_out), response);
                }
                _ => {}
            }
        }
        let mut representations: Vec<Representation> = Vec::new();
        for (_, response) in &successes {
            let Some((preferred, ..)) = media::of_response(&response.content) else { continue };
            let mut known = vec![preferred];
            let mut left_out = Vec::new();
            let others =
                response.content.iter().filter(|(name, _)| *name != preferred && media::framing(name).is_none());
            for (name, media_type) in others {
                let is_same = |other: &&str| {
                    let schema = response.content.get(*other).and_then(|other| other.schema.as_ref());
                    are_synonyms(name, other) && (media_type.schema.is_none() || media_type.schema.as_ref() == schema)
                };
                if known.iter().any(is_same) || !can_be_asked_for(name) {
                    left_out.push(name.as_str());
                    continue;
                }
                known.push(name);
                if representations.iter().all(|other| other.media_type != *name) {
                    let body = self.representation(name, &successes, words, responses);
                    let accept = accept(name, &failures);
                    let media_type = name.clone();
                    representations.push(Representation { name: String::new(), media_type, accept, body });
                }
            }
            self.tell_of_unread((preferred, &left_out), response);
        }
        representations
    }

    /// Says which media types a response is not asked for as. The type of another object would be lost.
    fn tell_of_unread(&mut self, (name, left_out): (&str, &[&str]), response: &'a Response) {
        if left_out.is_empty() {
            return;
        }
        let schema = |name: &str| response.content.get(name).and_then(|media_type| media_type.schema.as_ref());
        let is_another = |other: &&str| {
            let other = schema(other).filter(|other| Some(*other) != schema(name));
            other.is_some_and(|other| !self.is_text(other) && !other.is_unconstrained())
        };
        let pointer = format!("{}/content/{}", response.pointer, escape(name));
        let message = format!("the client asks for `{name}`; the body could also be {}", left_out.join(", "));
        if left_out.iter().any(is_another) {
            self.report.warning(Code::MediaTypeChosen, &pointer, format!("{message}, which has another schema"));
        } else {
            self.report.note(Code::MediaTypeChosen, &pointer, message);
        }
    }

    /// What all responses of success that have that media type give; null for those without a body, if it is JSON.
    fn representation(
        &mut self,
        name: &str,
        successes: &[(StatusPattern, &'a Response)],
        words: &Words,
        responses: &Responses,
    ) -> ResponseBody {
        let [short, ..] = words_of(name);
        let words = words.join(&short).with("response");
        let media = Media::of(name);
        let mut bodies: Vec<ResponseBody> = Vec::new();
        for (status, response) in successes {
            let Some(media_type) = response.content.get(name) else { continue };
            let preferred = media::of_response(&response.content);
            let is_same = |(_, media, preferred): &(_, Media, &MediaType)| {
                media.is_json() && preferred.schema == media_type.schema && media_type.schema.is_some()
            };
            let known = responses.successes.iter().find(|success| success.status == *status).map(|it| &it.body);
            let known = known.filter(|_| media.is_json() && preferred.as_ref().is_some_and(is_same));
            let body = if let Some(known) = known {
                known.clone()
            } else {
                self.body_of(media, media_type.schema.as_ref(), &words)
            };
            if !bodies.contains(&body) {
                bodies.push(body);
            }
        }
        let may_be_empty = responses.successes.iter().any(|success| success.body == ResponseBody::Empty);
        match bodies.as_slice() {
            // An answer without a body, such as of 204, is no value of the type.
            [ResponseBody::Json(ty)] if may_be_empty => ResponseBody::Json(nullable(ty.clone())),
            [only] => only.clone(),
            // One method can't have a type for each status.
            several if several.iter().all(|body| matches!(body, ResponseBody::Json(_))) => {
                ResponseBody::Json(Type::Any)
            }
            _ => ResponseBody::Bytes,
        }
    }
}

/// The value of `Accept` for a media type, where errors have others.
fn accept(media_type: &str, of_errors: &[&str]) -> String {
    let mut all = vec![media_type];
    for other in of_errors.iter().filter(|other| can_be_asked_for(other)) {
        if !all.iter().any(|known| are_synonyms(known, other)) {
            all.push(other);
        }
    }
    let others = all.iter().skip(1).map(|other| format!("{other}{OF_ERRORS}"));
    std::iter::once(media_type.to_owned()).chain(others).collect::<Vec<_>>().join(", ")
}

/// Names the methods that ask for other media types, beside setters and methods of the names in `taken`.
pub(crate) fn name<'n>(
    representations: &mut [Representation],
    taken: impl Iterator<Item = &'n str>,
    before: Option<&lock::Operation>,
) {
    let mut scope = Scope::default();
    taken.for_each(|name| _ = scope.take(name));
    for representation in representations.iter_mut() {
        let before = before.and_then(|before| before.representations.get(&representation.media_type));
        if let Some(before) = before.filter(|before| scope.take(&before.name)) {
            representation.name.clone_from(&before.name);
        }
    }
    for representation in representations.iter_mut().filter(|representation| representation.name.is_empty()) {
        let accept = Words::of("accept");
        let candidates = words_of(&representation.media_type).map(|words| accept.join(&words).ascii_snake());
        representation.name = scope.claim(&candidates);
    }
}
