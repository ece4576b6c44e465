//! The names of services: the struct, the method on the client that leads to it, the module and the feature.

use super::renames::Renames;
use crate::api::{BUILT_IN_FEATURES, RESERVED_FEATURES};
use crate::lock;
use crate::names::{NameSource, Scope, Words, is_keyword};
use crate::rules::{Rename, RenameKind};

/// Methods that the client has or is going to have.
const CLIENT_METHODS: &[&str] = &["base_url", "builder", "clone", "fmt", "from", "from_env", "into"];

/// A service before it has its names.
pub(crate) struct Unnamed<'s, 'l> {
    /// The words of its tag.
    pub(crate) words: &'s Words,
    pub(crate) tag: &'s str,
    pub(crate) before: Option<&'l lock::Service>,
}

/// The names of a service, and where they come from.
pub(crate) struct ServiceNames {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) module: String,
    pub(crate) feature: String,
    pub(crate) source: NameSource,
}

/// The names that a service keeps: all of them, unless another item has one of them by now.
#[derive(Default)]
struct Kept<'l> {
    name: Option<&'l str>,
    method: Option<&'l str>,
    module: Option<&'l str>,
}

/// The names that are taken.
struct Scopes {
    names: Scope,
    methods: Scope,
    modules: Scope,
}

/// Names services, in their order: first the services that the configuration renames, then the services that have names already.
pub(crate) fn assign(services: &[Unnamed<'_, '_>], renames: &Renames<'_>) -> Vec<ServiceNames> {
    let mut scopes = Scopes {
        names: Scope::default(),
        methods: Scope::with_reserved(CLIENT_METHODS),
        modules: Scope::with_reserved(&["mod"]),
    };
    let rule = |service: &Unnamed<'_, '_>| {
        let method = service.before.map(|before| before.method.clone());
        let meant: Vec<String> = [Some(service.tag.to_owned()), method].into_iter().flatten().collect();
        renames.find(RenameKind::Service, &meant)
    };
    let rules: Vec<Option<&Rename>> = services.iter().map(rule).collect();
    let given = || rules.iter().copied().flatten();
    for rule in given() {
        if !scopes.methods.take(&rule.to) {
            renames.is_taken(&rule.to, given());
        }
    }
    let mut kept: Vec<Kept<'_>> = Vec::new();
    for (service, rule) in services.iter().zip(&rules) {
        let Some(before) = service.before.filter(|_| rule.is_none()) else {
            kept.push(Kept::default());
            continue;
        };
        let name = Some(before.name.as_str()).filter(|name| scopes.names.take(name));
        let method = Some(before.method.as_str()).filter(|method| scopes.methods.take(method));
        let module = Some(before.module.as_str()).filter(|module| scopes.modules.take(module));
        if method.is_none() {
            renames.is_taken(&before.method, given());
        }
        kept.push(Kept { name, method, module });
    }
    scopes.names.reserve_prelude();
    let parts = services.iter().zip(&rules).zip(kept).zip(features(services));
    parts
        .map(|(((service, rule), kept), feature)| {
            if rule.is_none() && kept.method.is_none() {
                renames.is_taken(&service.words.ascii_snake(), given());
            }
            scopes.name(service.words, *rule, &kept, feature)
        })
        .collect()
}

impl Scopes {
    fn name(&mut self, words: &Words, rule: Option<&Rename>, kept: &Kept<'_>, feature: String) -> ServiceNames {
        let own = |kept: Option<&str>| kept.map(str::to_owned);
        let renamed = rule.map(|rule| Words::of(&rule.to));
        let natural = renamed.as_ref().unwrap_or(words);
        let candidates = [natural.clone(), natural.with("service")];
        let name = own(kept.name).unwrap_or_else(|| self.names.claim_camel(&candidates));
        let method = rule.map(|rule| rule.to.clone()).or_else(|| own(kept.method));
        let method = method.unwrap_or_else(|| method_name(words, &mut self.methods));
        let module = own(kept.module).unwrap_or_else(|| self.modules.claim_module(natural));
        let source = match kept.name {
            _ if rule.is_some() => NameSource::Rename,
            Some(name) if words.upper_camel() != name => NameSource::Lock,
            _ => NameSource::Tag,
        };
        ServiceNames { name, method, module, feature, source }
    }
}

/// The features of the services, in their order: the one that each has already, else its tag in kebab case.
fn features(services: &[Unnamed<'_, '_>]) -> Vec<String> {
    // The scope knows of snake case.
    let mut scope = Scope::with_reserved(&[BUILT_IN_FEATURES, RESERVED_FEATURES].concat());
    let mut take = |service: &Unnamed<'_, '_>| {
        let feature = &service.before?.feature;
        (!feature.is_empty() && scope.take(&feature.replace('-', "_"))).then(|| feature.clone())
    };
    let kept: Vec<Option<String>> = services.iter().map(&mut take).collect();
    let claim = |(service, kept): (&Unnamed<'_, '_>, Option<String>)| {
        let names = [service.words, &service.words.with("service")].map(|words| {
            // Unlike an identifier, a feature can begin with a digit.
            let name = words.ascii_snake();
            let is_number =
                words.list().first().is_some_and(|word| word.starts_with(|first: char| first.is_ascii_digit()));
            name.strip_prefix('n').filter(|_| is_number).map_or_else(|| name.clone(), str::to_owned)
        });
        kept.unwrap_or_else(|| scope.claim(&names).replace('_', "-"))
    };
    services.iter().zip(kept).map(claim).collect()
}

/// The name of a method that is a module's name too: ASCII, no keyword.
fn method_name(words: &Words, scope: &mut Scope) -> String {
    let plain = words.ascii_snake();
    let name = if is_keyword(&plain) { format!("{plain}_") } else { plain };
    scope.claim(&[name, words.with("service").ascii_snake()])
}
