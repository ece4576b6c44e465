//! What the command line takes.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::help;

/// Turns an API's documentation pages into a Rust client.
///
/// It reads pages of docusaurus-openapi-docs and OpenAPI documents, and writes a crate with models, request builders and
/// typed errors. Without a command: `generate`.
///
/// Exit codes: 0 done, 1 out of date or denied, 2 wrong usage, unusable input or unwritable output.
#[derive(Debug, Parser)]
#[command(name = "generator", version, args_conflicts_with_subcommands = true, after_help = help::ALL)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) generate: CrateArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the crate, or bring it up to date
    #[command(after_help = help::GENERATE)]
    Generate(CrateArguments),
    /// Make a workspace for an API of your own: the documents, a configuration, the client, a test and a workflow for CI
    #[command(after_help = help::NEW)]
    New(NewArguments),
    /// Compare the crate with the output of `generate`; write nothing, exit 1 if they differ
    #[command(after_help = help::CHECK)]
    Check(CrateArguments),
    /// Say what changed between two states of an API, what that breaks, and which release it asks for
    #[command(after_help = help::DIFF)]
    Diff(DiffArguments),
    /// List operations and types, where their names come from and what uses them; or show one of them
    #[command(after_help = help::INSPECT)]
    Inspect(InspectArguments),
    /// Download the pages and documents of the configuration's sources, or bring them up to date
    #[cfg(feature = "fetch")]
    #[command(after_help = help::FETCH)]
    Fetch(FetchArguments),
    /// List the names that would differ without `api.lock`, or adopt some and keep the old names as aliases
    #[command(after_help = help::NAMES)]
    Names(NamesArguments),
    /// Write the crate without the old names of renamed items: code that still uses them no longer compiles
    #[command(after_help = help::PRUNE)]
    Prune(CrateArguments),
    /// Write the OpenAPI document that the generator rebuilds from the input
    #[command(after_help = help::OPENAPI)]
    Openapi(OpenapiArguments),
    /// Explain a diagnostic's code, with an example and what to do
    #[command(after_help = help::EXPLAIN)]
    Explain(ExplainArguments),
    /// Print the script that completes arguments in your shell
    #[command(after_help = help::COMPLETIONS)]
    Completions(CompletionsArguments),
    /// Print the manual page, in roff
    #[command(after_help = help::MAN)]
    Man(ManArguments),
}

impl Cli {
    /// Whether a run may say that it is still going on.
    pub(crate) fn allows_progress(&self) -> bool {
        let common = |common: &CommonArguments| !common.quiet && common.message_format == MessageFormat::Human;
        match &self.command {
            None => common(&self.generate.common),
            Some(Command::Generate(arguments) | Command::Check(arguments) | Command::Prune(arguments)) => {
                common(&arguments.common)
            }
            Some(Command::New(arguments)) => !arguments.quiet,
            Some(Command::Names(arguments)) => common(&arguments.of_crate.common),
            Some(Command::Openapi(arguments)) => common(&arguments.common),
            Some(Command::Diff(arguments)) => !arguments.quiet && arguments.format != DiffFormat::Json,
            Some(Command::Inspect(arguments)) => !arguments.quiet && arguments.format == MessageFormat::Human,
            #[cfg(feature = "fetch")]
            Some(Command::Fetch(arguments)) => !arguments.quiet,
            Some(Command::Explain(_) | Command::Completions(_) | Command::Man(_)) => false,
        }
    }
}

/// What to read.
#[derive(Debug, Args)]
pub(crate) struct InputArguments {
    /// The configuration [default: specs/generator.toml, here or in a folder above, unless --input is given]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The API to use if the configuration has several, by its crate's name [default: all]
    #[arg(long, value_name = "CRATE")]
    pub(crate) api: Option<String>,
    /// A page, a folder of pages or an OpenAPI document, in place of the configuration's inputs; repeatable
    #[arg(long, value_name = "PATH")]
    pub(crate) input: Vec<PathBuf>,
    /// Leave out pages and documents that can't be read, instead of failing
    #[arg(long)]
    pub(crate) keep_going: bool,
}

/// The arguments of the commands that write or compare.
#[derive(Debug, Args)]
pub(crate) struct CommonArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// Exit 1 and write nothing if there are warnings or operations that were left out
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// The form of the result: a summary for people, or one JSON object on standard output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,
    /// Print notes, too; given twice, print all messages of a kind
    #[arg(short, long, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Print on standard error only why a run failed
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

/// The arguments of the commands that concern a crate.
#[derive(Debug, Args)]
pub(crate) struct CrateArguments {
    #[command(flatten)]
    pub(crate) common: CommonArguments,
    /// The folder of the generated crate [default: the configuration's]
    #[arg(long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// The generated crate's name [default: the configuration's, else the manifest's, else the folder's]
    #[arg(long, value_name = "CRATE")]
    pub(crate) name: Option<String>,
    /// The client's runtime: the path, version or git URL of its package, or `copy` for a copy in the crate
    /// [default: the configuration's, else `copy`]
    #[arg(long, value_name = "SOURCE")]
    pub(crate) runtime: Option<String>,
}

/// The arguments of `new`.
#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// The folder of the workspace, new or empty; `.` for the current one
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// A page, a folder of pages or an OpenAPI document to copy; repeatable [default: an example document]
    #[arg(long, value_name = "PATH")]
    pub(crate) input: Vec<PathBuf>,
    /// The name of the client's crate [default: the folder's name and `-client`]
    #[arg(long, value_name = "CRATE")]
    pub(crate) name: Option<String>,
    /// Print notes, too; given twice, print all messages of a kind
    #[arg(short, long, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Print on standard error only why a run failed
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

/// The arguments of `names`.
#[derive(Debug, Args)]
pub(crate) struct NamesArguments {
    #[command(flatten)]
    pub(crate) of_crate: CrateArguments,
    /// Write the crate with the new name of this item, as `names` lists it, or with `all` new names; repeatable
    #[arg(long, value_name = "NAME")]
    pub(crate) adopt: Vec<String>,
}

/// The arguments of `openapi`.
#[derive(Debug, Args)]
pub(crate) struct OpenapiArguments {
    #[command(flatten)]
    pub(crate) common: CommonArguments,
    /// The file to write, YAML or JSON by its extension; `-` for JSON on standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Overwrite a file that this command didn't write
    #[arg(long)]
    pub(crate) force: bool,
}

/// The arguments of `inspect`.
#[derive(Debug, Args)]
pub(crate) struct InspectArguments {
    /// A type, a method, an operation id, `"GET /path"`, a service or an error type [default: a list of all]
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// The folder of the generated crate, whose lock keeps names [default: the configuration's, if any]
    #[arg(long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// The form of the result, on standard output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = MessageFormat::Human)]
    pub(crate) format: MessageFormat,
    /// Print messages about the input, too
    #[arg(short, long, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Print on standard error only why a run failed
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

/// The arguments of `diff`.
#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The old state: a lock (`*.lock`), a configuration (`*.toml`), a page, a folder of pages or an OpenAPI document
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new state, in the same forms; it gets the names of OLD, unless it is a lock
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// The form of the report
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = DiffFormat::Human)]
    pub(crate) format: DiffFormat,
    /// Exit 1 if there is a change with that verdict; repeatable
    #[arg(long, value_name = "VERDICT", value_enum)]
    pub(crate) deny: Vec<DeniedVerdict>,
    /// Leave out pages and documents that can't be read, instead of failing
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// Show all changes, and messages about the inputs
    #[arg(short, long, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Print on standard error only why a run failed
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

/// The arguments of `fetch`.
#[cfg(feature = "fetch")]
#[derive(Debug, Args)]
pub(crate) struct FetchArguments {
    /// The configuration [default: specs/generator.toml, here or in a folder above]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The API to use if the configuration has several, by its crate's name [default: all]
    #[arg(long, value_name = "CRATE")]
    pub(crate) api: Option<String>,
    /// Write nothing, say what would change, and exit 1 if something would
    #[arg(long)]
    pub(crate) check: bool,
    /// Name all files that change
    #[arg(short, long, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Print on standard error only why a run failed
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The text in brackets after `warning` or `error` [default: a list of all codes]
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(crate) shell: Shell,
}

/// The arguments of `man`.
#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// The command whose page to print [default: the page of the whole generator]
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Human,
    Markdown,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DeniedVerdict {
    Breaking,
    Compatible,
    Documentation,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    Human,
    Json,
}
