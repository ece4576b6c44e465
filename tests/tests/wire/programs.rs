//! The programs below `generated-client/examples` run. They need no account: each starts a server of its own.

#[path = "../../../generated-client/examples/errors.rs"]
mod errors;
#[path = "../../../generated-client/examples/export_potential_role.rs"]
mod export_potential_role;
#[path = "../../../generated-client/examples/first_call.rs"]
mod first_call;
#[path = "../../../generated-client/examples/own_tests.rs"]
mod own_tests;
#[path = "../../../generated-client/examples/paging.rs"]
mod paging;
#[path = "../../../generated-client/examples/sign_in.rs"]
mod sign_in;

#[test]
fn first_call_runs() {
    first_call::main().unwrap();
}

#[test]
fn paging_runs() {
    paging::main().unwrap();
}

#[test]
fn errors_runs() {
    errors::main().unwrap();
}

#[test]
fn export_potential_role_runs() {
    export_potential_role::main().unwrap();
}

#[test]
fn own_tests_runs() {
    own_tests::main().unwrap();
}

#[test]
fn sign_in_runs() {
    sign_in::main().unwrap();
}

/// A program that is added is run here.
#[test]
fn there_is_no_other() {
    let entries = std::fs::read_dir("../generated-client/examples").unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let known = ["errors.rs", "export_potential_role.rs", "first_call.rs", "own_tests.rs", "paging.rs", "sign_in.rs"];
    assert_eq!(names, known);
}
