//! What to do about what was repaired.

use crate::diagnostic::Code;

/// Returns what the author of an input can do about a diagnostic.
pub(super) fn of(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::MissingPathParameter => "declare the parameter with `in: path` and `required: true`",
        Code::UnknownPathParameter => "put `{name}` into the path, or drop the parameter",
        Code::ExternalReference => "use the folder that holds the other file as input, or a bundled document",
        Code::DanglingReference => "add the missing definition, or correct the reference",
        Code::CircularReference => "let one of the references lead to a definition",
        Code::UnknownType | Code::InvalidType => {
            "the types are string, number, integer, boolean, array and object; the rest is a `format`"
        }
        Code::NotAnOperation => "regenerate the page, or leave it out of the inputs",
        Code::NotOpenapi => "name an OpenAPI 3 document, or a folder of API pages",
        Code::UnsupportedVersion => "convert the document to OpenAPI 3 first, with swagger2openapi for instance",
        Code::UnsupportedMethod => {
            "the methods are get, put, post, delete, options, head, patch, trace, query, and those of `additionalOperations`"
        }
        Code::InvalidPath => "a path starts with a slash and is relative to the server",
        Code::Tuple => "if the position of an item matters, override the type in the configuration",
        Code::EnumType | Code::MisplacedEnum => "correct the values or the type",
        Code::InvalidSecurityScheme => "complete the scheme as OpenAPI 3 asks for",
        Code::UnresolvedCycle => {
            "build the page again from a specification without this cycle, or give the schema a title"
        }
        Code::TooDeep | Code::TooLarge => "move the repeated parts to `components`, and refer to them by name",
        _ => return None,
    })
}
