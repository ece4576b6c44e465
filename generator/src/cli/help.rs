//! What `--help` adds to the list of arguments: examples, and where to read on.

pub(crate) const ALL: &str = "\
Examples:
  generator                               bring the crates of specs/generator.toml up to date
  generator check                         in CI: fail if somebody forgot to generate
  generator new acme --input openapi.yaml
                                          a workspace with a client, a test and a workflow for CI
  generator --input openapi.yaml --output acme-client
                                          a crate from one document, without a configuration
  generator inspect \"GET /disks\"          how an operation was generated
  generator diff old.yaml new.yaml        what a new version of an API breaks

Read on:
  generator help generate                 a command with all its options
  generator explain dangling-reference    what `warning[dangling-reference]` means, and what to do
  generator man                           all of this as a manual page
  docs/configuration.md, in the source    what specs/generator.toml can hold
  docs/client.md, in the source           how to use the generated crate";

pub(crate) const GENERATE: &str = "\
Examples:
  generator generate                      the crates of specs/generator.toml, here or in a folder above
  generator generate --api acme-client    one API of several
  generator generate --input docs/api --output acme-client
                                          a crate from a folder of pages, without a configuration
  generator generate --runtime ../runtime
                                          with the runtime as a package instead of a copy
  generator generate --deny-warnings -v   write nothing if there are warnings";

pub(crate) const NEW: &str = "\
Examples:
  generator new acme                      a workspace in the folder `acme`, with an example as its API
  generator new acme --input openapi.yaml
                                          the same for an API of your own; the document is copied
  generator new . --input docs/api --name acme-rooms
                                          in the current folder, for a folder of pages, with a name for the crate";

pub(crate) const CHECK: &str = "\
Examples:
  generator check                         exit 1 if the crate is out of date, and say how
  generator check --message-format json   the same for a script
  generator check --quiet                 only the verdict";

pub(crate) const DIFF: &str = "\
Examples:
  generator diff old.yaml new.yaml        two documents
  generator diff released.lock acme-client/api.lock --deny breaking
                                          exit 1 if a change since the release breaks something
  generator diff acme-client/api.lock docs/api --format markdown
                                          release notes for the pages in a folder";

pub(crate) const INSPECT: &str = "\
Examples:
  generator inspect                       all operations and types
  generator inspect Disk                  one type: where its name comes from, and what uses it
  generator inspect \"GET /disks\"          one operation
  generator inspect --format json         the same for a script";

#[cfg(feature = "fetch")]
pub(crate) const FETCH: &str = "\
Examples:
  generator fetch                         bring the sources of specs/generator.toml up to date
  generator fetch --check                 say what would change, and exit 1 if something would
  generator fetch --api acme-client -v    one API of several, with all files that change";

pub(crate) const NAMES: &str = "\
Examples:
  generator names                         the names that would differ without api.lock
  generator names --adopt DiskItem        take the new name of the type, and keep the old one as an alias
  generator names --adopt all             the same for all names in the list";

pub(crate) const PRUNE: &str = "\
Examples:
  generator prune                         drop all old names, and say what that breaks
  generator prune --api acme-client       only the old names of one API";

pub(crate) const OPENAPI: &str = "\
Examples:
  generator openapi -o openapi.yaml       the document rebuilt from the configuration's inputs
  generator openapi --input docs/api -o -
                                          the same for a folder of pages, as JSON on standard output";

pub(crate) const EXPLAIN: &str = "\
Examples:
  generator explain                       all codes, with a line each
  generator explain dangling-reference    one code, with an example and what to do";

pub(crate) const COMPLETIONS: &str = "\
Examples:
  generator completions bash > ~/.local/share/bash-completion/completions/generator
  generator completions zsh > ~/.zfunc/_generator
  generator completions fish > ~/.config/fish/completions/generator.fish";

pub(crate) const MAN: &str = "\
Examples:
  generator man | man -l -                read the page
  generator man check > generator-check.1
                                          write a command's page to a file";
