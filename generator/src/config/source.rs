//! Where the inputs are published: `[[source]]`.

use std::path::{Component, Path, PathBuf};

use toml::Spanned;
use url::Url;

use super::check::Check;
use super::tables::SourceTable;
use crate::diagnostic::Place;
use crate::paths::normalize;
use crate::read::InputPath;

/// What `generator fetch` brings up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What is at the URL.
    pub kind: SourceKind,
    /// Where it is, by HTTP or HTTPS.
    pub url: Url,
    /// The folder that is its own, and that nothing outside of is written.
    pub folder: PathBuf,
    /// Where the configuration says so.
    pub place: Place,
}

/// What a [`Source`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceKind {
    /// A docs site, with patterns of the pages' paths; without one all below that of the URL are meant.
    Site(Vec<String>),
    /// An OpenAPI document.
    Document,
}

const WHERE: &str = "write the URL of a docs site or of a document, such as `https://docs.example.com/api/`";

impl Check<'_> {
    /// Checks a table whose folder is relative to `folder`.
    pub(super) fn source(&mut self, table: Spanned<SourceTable>, folder: &Path) -> Option<Source> {
        let span = table.span();
        let SourceTable { site, document, folder: name, paths } = table.into_inner();
        let (url, is_site) = match (site, document) {
            (Some(site), None) => (site, true),
            (None, Some(document)) => (document, false),
            _ => {
                self.error(Some(span), "a source has either a `site` or a `document`", "keep one of them");
                return None;
            }
        };
        let place = self.place(Some(url.span()));
        let parsed = Url::parse(url.get_ref()).ok();
        let parsed = parsed.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let Some(mut parsed) = parsed else {
            self.error(Some(url.span()), format!("`{}` is not the URL of a web server", url.get_ref()), WHERE);
            return None;
        };
        if !parsed.username().is_empty() || parsed.password().is_some() {
            let help = "remove it: the file is committed, and sources are public";
            self.error(Some(url.span()), "the URL has a user or a password in it", help);
        }
        parsed.set_fragment(None);
        let patterns = match paths {
            Some(paths) if !is_site => {
                self.error(Some(paths.span()), "`paths` is for a `site`", "remove it");
                return None;
            }
            paths => paths.map(|paths| self.patterns(paths)).unwrap_or_default(),
        };
        let below = match name {
            Some(name) => {
                if !is_below(name.get_ref()) {
                    let message = format!("`{}` is not a folder below the folder of this file", name.get_ref());
                    self.error(Some(name.span()), message, "choose a name such as `acme`, for this source alone");
                    return None;
                }
                name.into_inner()
            }
            None => default_folder(&parsed),
        };
        let kind = if is_site { SourceKind::Site(patterns) } else { SourceKind::Document };
        Some(Source { kind, url: parsed, folder: normalize(&folder.join(below)), place })
    }

    fn patterns(&mut self, paths: Spanned<Vec<Spanned<String>>>) -> Vec<String> {
        if paths.get_ref().is_empty() {
            self.error(Some(paths.span()), "`paths` is empty", "name a path such as `/api/**`, or remove the key");
        }
        for path in paths.get_ref().iter().filter(|path| !path.get_ref().starts_with('/')) {
            let message = format!("`{}` doesn't start with a slash", path.get_ref());
            self.error(Some(path.span()), message, "name a path such as `/api/**`");
        }
        paths.into_inner().into_iter().map(Spanned::into_inner).collect()
    }

    /// Checks that no two sources share a folder, and lists the folders as inputs.
    pub(super) fn inputs_of(&mut self, sources: &[Source]) -> Vec<InputPath> {
        for (index, source) in sources.iter().enumerate() {
            let others = sources.get(..index).unwrap_or_default();
            let shares =
                |other: &&Source| other.folder.starts_with(&source.folder) || source.folder.starts_with(&other.folder);
            if let Some(other) = others.iter().find(shares) {
                let message = format!("the source at {} is in the same folder", other.place);
                let help = "give each source its own `folder`";
                self.diagnostics.push(super::check::invalid(source.place.clone(), message, help));
            }
        }
        sources.iter().map(|source| InputPath::new(&source.folder)).collect()
    }
}

/// Whether a path leads to a folder below the one that it starts in.
fn is_below(path: &str) -> bool {
    !path.contains('\\')
        && Path::new(path).components().next().is_some()
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// The folder of a source that names none: `https://docs.example.com/api/` has `docs-example-com-api`.
fn default_folder(url: &Url) -> String {
    let mut path = url.path();
    // The document's own name says nothing of where it is.
    if !path.ends_with('/') {
        path = path.rfind('/').and_then(|end| path.get(..end)).unwrap_or_default();
    }
    let port = url.port().map(|port| format!("-{port}")).unwrap_or_default();
    let text = format!("{}{port}{path}", url.host_str().unwrap_or_default());
    let words = text.split(|it: char| !it.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if name.is_empty() { "source".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

    use super::super::Config;
    use super::*;

    fn parse(sources: &str) -> Result<Config, String> {
        Config::parse(&format!("output = \"client\"\n{sources}"), Path::new("specs/generator.toml"))
            .map_err(|diagnostics| diagnostics[0].to_string())
    }

    #[test]
    fn sources_have_folders_which_are_the_inputs() {
        let config = parse(
            "[[source]]\nsite = \"https://Docs.example.com/api/v1/#top\"\npaths = [\"/api/**\"]\n\
             [[source]]\ndocument = \"http://127.0.0.1:8080/v1/openapi.yaml\"\n\
             [[source]]\ndocument = \"https://example.com/openapi.yaml\"\nfolder = \"acme/rooms\"\n",
        )
        .unwrap();
        let folders: Vec<_> = config.inputs.iter().map(|input| input.name.as_str()).collect();
        assert_eq!(folders, ["specs/docs-example-com-api-v1", "specs/127-0-0-1-8080-v1", "specs/acme/rooms"]);
        assert_eq!(config.sources[0].url.as_str(), "https://docs.example.com/api/v1/");
        assert_eq!(config.sources[0].kind, SourceKind::Site(vec!["/api/**".to_owned()]));
        let named = parse("input = [\"a.yaml\"]\n[[source]]\nsite = \"https://example.com\"").unwrap();
        assert_eq!((named.inputs.len(), named.inputs[0].name.as_str()), (1, "specs/a.yaml"));
    }

    #[test]
    fn what_no_source_can_be_is_reported() {
        let site = "site = \"https://example.com/\"";
        for (source, message) in [
            ("", "a source has either a `site` or a `document`"),
            (
                &format!("{site}\ndocument = \"https://example.com/a.yaml\""),
                "a source has either a `site` or a `document`",
            ),
            ("site = \"docs.example.com\"", "`docs.example.com` is not the URL of a web server"),
            ("site = \"file:///etc\"", "`file:///etc` is not the URL of a web server"),
            ("site = \"https://me:secret@example.com/\"", "the URL has a user or a password in it"),
            (&format!("{site}\nfolder = \"../x\""), "`../x` is not a folder below the folder of this file"),
            (&format!("{site}\nfolder = \"/x\""), "`/x` is not a folder below the folder of this file"),
            (&format!("{site}\nfolder = \".\""), "`.` is not a folder below the folder of this file"),
            (&format!("{site}\nfolder = \"\""), "`` is not a folder below the folder of this file"),
            (&format!("{site}\npaths = []"), "`paths` is empty"),
            (&format!("{site}\npaths = [\"api/*\"]"), "`api/*` doesn't start with a slash"),
            ("document = \"https://example.com/a.yaml\"\npaths = [\"/a\"]", "`paths` is for a `site`"),
            (&format!("{site}\n[[source]]\n{site}"), "the source at specs/generator.toml:3:8 is in the same folder"),
            (
                &format!("{site}\nfolder = \"a/b\"\n[[source]]\n{site}\nfolder = \"a\""),
                "the source at specs/generator.toml:3:8 is in the same folder",
            ),
        ] {
            let problem = parse(&format!("[[source]]\n{source}")).unwrap_err();
            assert!(problem.starts_with(&format!("error[invalid-configuration]: {message}")), "{source}: {problem}");
        }
    }
}
