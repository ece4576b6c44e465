//! Locks that were edited, merged by hand, or belong to something else: what is generated compiles, or nothing is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use generator::emit::File;
use generator::lock::Lock;
use generator::read::{Document, Input};
use generator::{Generated, Options, generate};
use proptest::prelude::*;

/// An API with each kind of thing that has a name.
const API: &str = r"
openapi: 3.0.3
info: {title: Acme, version: '1'}
paths:
  /disks/{id}:
    get:
      operationId: getDisk
      tags: [Disks]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: kind, in: query, required: true, schema: {type: string}}
        - {name: page, in: query, schema: {type: integer}}
        - {name: X-Page, in: header, schema: {type: integer}}
      responses:
        '200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Disk'}}}}
        '202': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Tape'}}}}
        '404': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
    put:
      operationId: putDisk
      tags: [Disks]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Disk'}}}}
      responses:
        '204': {description: ''}
        '409': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Disk'}}}}
  /tapes:
    get:
      operationId: listTapes
      tags: [Tapes]
      responses:
        '200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Medium'}}}}
        '404': {description: '', content: {application/json: {schema: {type: string}}}}
components:
  schemas:
    Disk:
      type: object
      required: [name, owner]
      properties:
        name: {type: string}
        owner: {type: string, nullable: true}
        size: {type: integer, nullable: true}
        made: {type: string, nullable: true}
        state: {$ref: '#/components/schemas/State'}
      additionalProperties: {type: string}
    Tape: {type: object, properties: {length: {type: integer}}}
    Problem: {type: object, properties: {text: {type: string}}}
    State: {type: string, enum: [ok, broken, lost]}
    Medium: {oneOf: [{$ref: '#/components/schemas/Disk'}, {$ref: '#/components/schemas/Tape'}, {type: string}]}
";

fn generated(lock: Option<Lock>) -> Generated {
    let document = Document { file: "api.yaml".to_owned(), value: serde_yaml::from_str(API).unwrap() };
    let input = Input { documents: vec![document], ..Input::default() };
    let options = Options { crate_name: "client".to_owned(), lock, ..Options::default() };
    generate(input, &options).unwrap_or_else(|diagnostics| panic!("{diagnostics:?}"))
}

/// The facts of the API's own lock.
static FACTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let text = generated(None).lock.print("");
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
});

/// The files of the API's own crate. They are looked at once: most files of other crates are the same.
static OWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let files = generated(None).files.into_iter().filter(|file| file.content.starts_with("//"));
    files.inspect(assert_is_rust).map(|file| file.content).collect()
});

/// Looks for two items of one name, and for functions that stand twice in one type.
fn assert_compiles(generated: &Generated) {
    let mut paths = BTreeSet::new();
    for file in generated.files.iter().filter(|file| file.content.starts_with("//")) {
        assert!(paths.insert(file.path.to_lowercase()), "{} stands twice", file.path);
        assert!(file.path.starts_with("src/") && !file.path.contains(".."), "{}", file.path);
        if !OWN.contains(&file.content) {
            assert_is_rust(file);
        }
    }
}

fn assert_is_rust(file: &File) {
    let syntax = syn::parse_file(&file.content).unwrap_or_else(|error| panic!("{}: {error}", file.path));
    if !file.path.starts_with("src/runtime") {
        assert_unique(&syntax, &file.path);
    }
}

fn assert_unique(syntax: &syn::File, path: &str) {
    let mut types = BTreeSet::new();
    let mut functions = BTreeSet::new();
    let mut unique = |name: String| assert!(types.insert(name.clone()), "{path}: {name} stands twice");
    for item in &syntax.items {
        match item {
            syn::Item::Struct(item) => {
                unique(item.ident.to_string());
                let names: Vec<_> = item.fields.iter().filter_map(|field| field.ident.clone()).collect();
                assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{path}: {names:?}");
            }
            syn::Item::Enum(item) => {
                unique(item.ident.to_string());
                let names: Vec<_> = item.variants.iter().map(|variant| &variant.ident).collect();
                assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{path}: {names:?}");
            }
            syn::Item::Mod(item) => unique(format!("mod {}", item.ident)),
            syn::Item::Use(item) => used(&item.tree, &mut unique),
            syn::Item::Impl(item) if item.trait_.is_none() => {
                let ty = &item.self_ty;
                for function in &item.items {
                    let syn::ImplItem::Fn(function) = function else { continue };
                    let name = format!("{}::{}", quote::quote!(#ty), function.sig.ident);
                    assert!(functions.insert(name.clone()), "{path}: {name} stands twice");
                    let arguments = function.sig.inputs.iter().filter_map(|argument| match argument {
                        syn::FnArg::Typed(argument) => {
                            let pattern = &argument.pat;
                            Some(quote::quote!(#pattern).to_string())
                        }
                        syn::FnArg::Receiver(_) => None,
                    });
                    let arguments: Vec<String> = arguments.collect();
                    assert_eq!(arguments.iter().collect::<BTreeSet<_>>().len(), arguments.len(), "{path}: {name}");
                }
            }
            _ => {}
        }
    }
}

fn used(tree: &syn::UseTree, unique: &mut impl FnMut(String)) {
    match tree {
        syn::UseTree::Path(path) => used(&path.tree, unique),
        syn::UseTree::Name(name) => unique(name.ident.to_string()),
        syn::UseTree::Rename(name) => unique(name.rename.to_string()),
        syn::UseTree::Glob(_) => {}
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| used(tree, unique)),
    }
}

/// Generates with the API's own lock, in which words of each line that contains a text are others.
fn with(changes: &[(&str, &str, &str)]) -> Result<Generated, String> {
    let mut lines = FACTS.clone();
    for (line, from, to) in changes {
        let found: Vec<&mut String> = lines.iter_mut().filter(|it| it.contains(line)).collect();
        assert!(found.iter().any(|line| line.contains(from)), "{line} {from}: {:#?}", *FACTS);
        for line in found {
            *line = line.replace(from, to);
        }
    }
    let (lock, _) = Lock::parse(&lines.join("\n"), "api.lock").map_err(|diagnostics| format!("{diagnostics:?}"))?;
    Ok(generated(Some(lock)))
}

#[test]
fn one_name_for_two_things_is_one_things() {
    let changes: &[&[(&str, &str, &str)]] = &[
        &[("type Disk field made", "made:", "size:")],
        &[("type Disk field made", "optional nullable", "optional nullable setter size")],
        &[("type Disk field made", "optional nullable", "optional nullable setter owner")],
        &[("type Disk field made", "made:", "new:")],
        &[("type Disk field made", "made:", "additional_properties:")],
        &[("type Disk additional", "additional_properties:", "name:")],
        &[("type State value ok", "Ok", "Broken")],
        &[("type State value ok", "Ok", "Unknown")],
        &[("type State unknown", "= Unknown", "= Ok")],
        &[("type Medium variant Disk", "1 Disk", "1 Tape")],
        &[("type Medium unknown", "= Unknown", "= Disk")],
        &[("parameter query page", "page:", "x_page:")],
        &[("parameter query page", "page:", "send:")],
        &[("parameter query kind", "kind:", "id:")],
        &[("parameter query kind", "argument 2", "argument 1")],
        &[("parameter query kind", "argument 2", "argument 999")],
        &[("parameter query kind", "argument 2", "setter")],
        &[("service Disks =", "disks Disks disks", "tapes Tapes tapes")],
        &[("service Disks =", "Disks disks", "Tapes tapes")],
        &[("service Disks =", "disks Disks", "from_env Disks")],
        &[("operation /disks/{id} GET =", "get_disk GetDisk", "put_disk PutDisk")],
        &[("operation /disks/{id} GET =", "GetDisk", "PutDisk")],
        &[("operation /disks/{id} GET =", "GetDisk", "Disks")],
        &[("operation /disks/{id} GET =", "get_disk", "client")],
        &[("operation /disks/{id} GET returns", "GetDiskOutcome", "GetDisk")],
        &[("operation /disks/{id} GET returns", "GetDiskOutcome", "Vec<Disk>")],
        &[("operation /disks/{id} GET error", "= ", "= Nothing")],
        &[("operation /tapes GET error", "= ", "= X"), ("operation /disks/{id} GET error", "= ", "= X")],
        &[("type Tape", "type Tape", "type Problem"), ("type Problem = struct", "Problem", "Problem")],
        &[("type State = enum string", "enum string", "enum integer")],
    ];
    for changes in changes {
        assert_compiles(&with(changes).unwrap_or_else(|error| panic!("{changes:?}: {error}")));
    }
}

#[test]
fn what_is_no_name_in_rust_is_refused() {
    let places = [
        ("service Disks =", "disks Disks disks", "disks Disks NAME"),
        ("service Disks =", "disks Disks disks", "disks NAME disks"),
        ("service Disks =", "disks Disks disks", "NAME Disks disks"),
        ("operation /disks/{id} GET =", "get_disk GetDisk", "NAME GetDisk"),
        ("operation /disks/{id} GET =", "get_disk GetDisk", "get_disk NAME"),
        ("operation /disks/{id} GET error", "= DisksError", "= NAME"),
        ("parameter query page", "page:", "NAME:"),
        ("type Tape", "type Tape", "type NAME"),
        ("type Disk field made", "made:", "NAME:"),
        ("type Disk field made", "optional nullable", "optional nullable setter NAME"),
        ("type Disk additional", "additional_properties:", "NAME:"),
        ("type State value ok", "= Ok", "= NAME"),
        ("type State unknown", "= Unknown", "= NAME"),
        ("type Medium variant Disk", "1 Disk", "1 NAME"),
        ("error DisksError 404", "error DisksError", "error NAME"),
    ];
    for (line, from, to) in places {
        for name in ["../../evil", "a/b", "crate", "fn-", "1a", "a-b", "\"a b\"", "\"\"", "a::B", "\"x\\u0000\""] {
            let to = to.replace("NAME:", &format!("{}:", name.trim_matches('"'))).replace("NAME", name);
            let to = if to.contains(' ') && to.ends_with(':') { format!("\"{to}\"") } else { to };
            if from.starts_with("optional") && name == "crate" {
                // `crate_null` is a name.
                continue;
            }
            let result = with(&[(line, from, &to)]);
            assert!(result.as_ref().is_err_and(|error| error.contains("UnusableLock")), "{line} {to}");
        }
    }
}

#[test]
fn line_ends_of_windows_are_read() {
    let lock = generated(None).lock;
    let text = lock.print("").replace('\n', "\r\n");
    assert_eq!(Lock::parse(&text, "api.lock").unwrap(), (lock, Vec::new()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_read_or_refused(text in "(type|operation|gone|error|service|=|A|a|/|\"|\n| |[<>|]{7}|.){0,80}") {
        drop(Lock::parse(&text, "api.lock"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_mixture_of_facts_gives_a_crate(
        swaps in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..8_usize), 0..12),
        dropped in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        gone in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut lines: Vec<Vec<String>> =
            FACTS.iter().map(|line| line.split(' ').map(str::to_owned).collect()).collect();
        for (one, other, word) in swaps {
            // A word of a value of another line, such as another name.
            let (from, to) = (one.index(lines.len()), other.index(lines.len()));
            let at = |line: &[String]| line.iter().position(|word| word == "=").map(|at| at + 1 + word % 3);
            let place = at(&lines[to]).filter(|place| *place < lines[to].len());
            if let (Some(place), Some(value)) = (place, at(&lines[from]).and_then(|at| lines[from].get(at).cloned())) {
                lines[to][place] = value;
            }
        }
        let mut text: Vec<String> = lines.iter().map(|line| line.join(" ")).collect();
        for index in gone {
            let line = format!("gone {}", text[index.index(text.len())]);
            text.push(line);
        }
        for index in dropped {
            text.remove(index.index(text.len()));
        }
        // With the markers of a merge, what isn't understood is dropped.
        let text = format!("<<<<<<< a\n=======\n>>>>>>> b\n{}", text.join("\n"));
        if let Ok((lock, _)) = Lock::parse(&text, "api.lock") {
            let first = generated(Some(lock));
            assert_compiles(&first);
            let again = generated(Some(first.lock.clone()));
            prop_assert_eq!(&again.lock, &first.lock, "a second run changes nothing");
        }
    }
}
