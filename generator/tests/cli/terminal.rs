//! How the generator behaves towards terminals, shells and manuals.

use std::collections::BTreeSet;

use insta::assert_snapshot;

use crate::support::Project;

const COMMANDS: [&str; 10] =
    ["generate", "new", "check", "diff", "inspect", "fetch", "openapi", "explain", "completions", "man"];

#[test]
fn help_teaches() {
    let project = Project::empty();
    for arguments in [&["--help"][..], &["-h"], &["help"]] {
        let outcome = project.run(arguments);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
        for line in ["Examples:\n  generator  ", "Read on:\n  generator help generate ", "\n  explain "] {
            assert!(outcome.stdout.contains(line), "{line}: {}", outcome.stdout);
        }
    }
    for command in COMMANDS {
        let outcome = project.run(&[command, "--help"]);
        assert!(outcome.stdout.contains(&format!("Examples:\n  generator {command}")), "{}", outcome.stdout);
        let longest = outcome.stdout.lines().map(|line| line.chars().count()).max();
        assert!(longest.unwrap() <= 120, "{}", outcome.stdout);
    }
}

/// The words of an example, up to what it pipes to or what is said of it behind two spaces.
fn words(example: &str) -> Vec<&str> {
    let command = example.split("  ").next().unwrap().split(['>', '|']).next().unwrap();
    // Every second part stands in quotes.
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(index, part)| if index % 2 == 0 { part.split_whitespace().collect() } else { vec![part] })
        .collect()
}

#[test]
fn the_examples_of_help_are_accepted() {
    let project = Project::new();
    project.write("specs/generator.toml", "input = [\"pages\"]\noutput = \"../acme-client\"\n");
    let mut tried = BTreeSet::new();
    for help in COMMANDS.map(|command| vec![command, "--help"]).into_iter().chain([vec!["--help"]]) {
        let help = project.run(&help).stdout;
        let (_, examples) = help.split_once("Examples:\n").unwrap();
        for line in examples.lines().take_while(|line| !line.is_empty()) {
            let Some(example) = line.strip_prefix("  generator") else { continue };
            let words = words(example);
            let outcome = project.run(&words);
            assert!(!outcome.stderr.contains("Usage: "), "{words:?}: {}", outcome.stderr);
            tried.insert(words.join(" "));
        }
    }
    assert!(tried.contains("inspect GET /disks") && tried.len() >= 20, "{tried:?}");
}

#[test]
fn shells_complete_every_command() {
    let project = Project::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let outcome = project.run(&["completions", shell]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
        for word in COMMANDS.into_iter().chain(["deny-warnings", "message-format"]) {
            assert!(outcome.stdout.contains(word), "{shell}: {word}");
        }
    }
    assert!(project.run(&["completions", "none"]).exits(2).contains("[possible values: bash, elvish, fish"));
}

#[test]
fn every_command_has_a_manual_page() {
    let project = Project::empty();
    let page = project.run(&["man"]).stdout;
    assert!(page.contains(".TH generator 1") && page.contains("generator\\-check(1)"), "{page}");
    for command in COMMANDS {
        let page = project.run(&["man", command]).stdout;
        assert!(
            page.contains(&format!(".TH generator-{command} 1")) && page.contains(".SH EXAMPLES\n.nf\n  generator "),
            "{page}"
        );
    }
    let outcome = project.run(&["man", "chekc"]);
    assert_snapshot!(outcome.exits(2).lines().next().unwrap(), @"error: there is no such command; the commands are `generate`, `new`, `check`, `diff`, `inspect`, `fetch`, `names`, `prune`, `openapi`, `explain`, `completions`, `man`");
}

#[test]
fn only_terminals_get_colours_unless_they_are_forced() {
    let project = Project::new();
    let run = |environment| project.run_with("", &["check"], environment).stderr;
    let plain = run(&[]);
    assert!(plain.contains("warning[missing-path-parameter]: ") && !plain.contains('\u{1b}'), "{plain}");
    assert_eq!(run(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]), plain);
    let forced = run(&[("CLICOLOR_FORCE", "1")]);
    assert!(forced.starts_with("\u{1b}[1m\u{1b}[33mwarning[missing-path-parameter]\u{1b}[0m"), "{forced:?}");

    let help = |environment| project.run_with("", &["--help"], environment).stdout;
    assert!(!help(&[]).contains('\u{1b}') && help(&[("CLICOLOR_FORCE", "1")]).contains("\u{1b}["));
    let explain = |environment| project.run_with("", &["explain", "tuple"], environment).stdout;
    assert!(!explain(&[]).contains('\u{1b}') && explain(&[("CLICOLOR_FORCE", "1")]).contains("\u{1b}["));
    // A result for programs has none.
    let json = project.run_with("", &["check", "--message-format", "json"], &[("CLICOLOR_FORCE", "1")]);
    assert!(!json.stdout.contains('\u{1b}') && json.stderr.is_empty(), "{json:?}");
}

#[test]
fn a_quiet_run_says_why_it_failed_and_nothing_else() {
    let project = Project::new();
    let stale = project.run(&["check", "--quiet"]);
    assert_snapshot!(stale.exits(1).lines().next().unwrap(), @"client (client) is out of date; `generator generate` brings it up to date");
    assert_snapshot!(project.run(&["-q", "--deny-warnings"]).exits(1), @"
    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: it takes a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written: with `--deny-warnings`, no warnings are allowed, and no operation may be left out
    ");
    assert_eq!(project.run(&["-q"]).exits(0), "");
    assert_eq!(project.run(&["check", "-q"]).exits(0), "");
    assert_eq!(project.run(&["openapi", "-q", "-o", "acme.yaml"]).exits(0), "");
    assert_eq!(project.run(&["inspect", "-q"]).stderr, "");
    assert!(project.run(&["-q", "--input", "nowhere", "--output", "x"]).exits(2).starts_with("error[missing-input]"));
    assert!(project.run(&["-q", "-v"]).exits(2).contains("cannot be used with"));
}

#[test]
fn notes_that_are_not_printed_are_mentioned() {
    let project = Project::empty();
    let document = r#"{"openapi": "3.0.3", "info": {"title": "A"}, "paths": {}}"#;
    project.write("api.json", document);
    let run = |more: &[&str]| project.run(&[&["--input", "api.json", "--output", "acme"], more].concat()).stderr;
    let figures = |text: String| text.lines().find(|line| line.starts_with("1 note")).unwrap_or_default().to_owned();
    assert_eq!(figures(run(&[])), "1 note (`-v` prints notes)");
    assert_eq!(figures(run(&["-v"])), "1 note");
}
