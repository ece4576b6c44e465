//! Names of crates.

/// Checks that cargo accepts a crate's name.
///
/// # Errors
///
/// Fails with the reason if cargo doesn't accept it.
pub fn crate_name(name: &str) -> Result<(), String> {
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let continues = name.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
    if !starts || !continues {
        return Err(format!("`{name}` can't be the name of a crate: use ASCII letters, digits, `-` and `_`"));
    }
    // A keyword, or a crate that the generated code refers to by its own name.
    let module = name.replace('-', "_");
    let taken = [
        "alloc",
        "bytes",
        "core",
        "generator_runtime",
        "http",
        "reqwest",
        "serde",
        "serde_json",
        "std",
        "test",
        "time",
        "uuid",
    ];
    if syn::parse_str::<syn::Ident>(&module).is_err() || taken.contains(&module.as_str()) {
        return Err(format!("`{name}` can't be the name of a crate: Rust or the generated code uses it"));
    }
    Ok(())
}
