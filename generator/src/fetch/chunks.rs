//! The scripts of a site, by what its `runtime~main` says of them.
//!
//! There they are put together from a chunk's number:
//!
//! ```text
//! "assets/js/" + ({59: "139e47de"}[e] || e) + "." + {59: "272c9973"}[e] + ".js"
//! ```
//!
//! Such an expression is read, and evaluated for each number that it names.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::read::site::Literals;

/// The deepest nesting of expressions.
const MAX_DEPTH: usize = 32;

/// The folder of scripts, in all sites.
const FOLDER: &str = "assets/js/";

/// Lists the scripts that a site's `runtime~main` names, seen from the site's root.
pub(super) fn scripts(runtime: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let of_folder = ["\"", "'", "`"].into_iter().flat_map(|quote| {
        let literal = format!("{quote}{FOLDER}");
        runtime.match_indices(&literal).map(|(at, _)| at).collect::<Vec<_>>()
    });
    // Where another chunk is named apart, the whole begins with a condition.
    let of_function = runtime.match_indices(".u").map(|(at, function)| at.saturating_add(function.len()));
    let starts =
        of_function.filter_map(|at| body(runtime.get(at..)?)).chain(of_folder.filter_map(|at| runtime.get(at..)));
    for start in starts {
        let Some(expression) = Expression::read(&mut Literals::new(start), 0) else { continue };
        let mut ids = BTreeSet::new();
        expression.ids(&mut ids);
        let scripts = ids.iter().filter_map(|id| expression.evaluate(id));
        // Beside the scripts, styles are named in the same way.
        names.extend(scripts.filter(|script| has_ending(script, "js")));
    }
    names
}

/// Whether a path ends in a dot and `ending`.
pub(super) fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(ending))
}

/// What a function returns of which `text` is what follows its name: `=e=>..`, `=function(e){return ..`.
fn body(text: &str) -> Option<&str> {
    let mut literals = Literals::new(text);
    if !literals.takes("=") {
        return None;
    }
    let is_function = literals.rest().starts_with("function");
    if is_function {
        literals.identifier()?;
    }
    let in_brackets = literals.takes("(");
    literals.identifier()?;
    if in_brackets && !literals.takes(")") || !is_function && !literals.takes("=>") {
        return None;
    }
    if literals.takes("{") {
        let mut inner = literals;
        if inner.identifier() != Some("return") {
            return None;
        }
        literals = inner;
    }
    Some(literals.rest())
}

/// What makes a script's name of a chunk's number.
#[derive(Debug)]
enum Expression {
    Text(String),
    Chunk,
    /// A table, and the key to look up in it.
    Entry(BTreeMap<String, String>, Box<Expression>),
    /// The first that there is.
    Or(Box<Expression>, Box<Expression>),
    Join(Vec<Expression>),
    Equal(Box<Expression>, Box<Expression>),
    Choice(Box<Expression>, Box<Expression>, Box<Expression>),
}

impl Expression {
    fn read(literals: &mut Literals<'_>, depth: usize) -> Option<Self> {
        if depth > MAX_DEPTH {
            return None;
        }
        let deeper = depth.saturating_add(1);
        let mut expression = Self::equality(literals, deeper)?;
        while literals.takes("||") {
            expression = Self::Or(Box::new(expression), Box::new(Self::equality(literals, deeper)?));
        }
        if !literals.takes("?") {
            return Some(expression);
        }
        let yes = Self::read(literals, deeper)?;
        if !literals.takes(":") {
            return None;
        }
        let no = Self::read(literals, deeper)?;
        Some(Self::Choice(Box::new(expression), Box::new(yes), Box::new(no)))
    }

    fn equality(literals: &mut Literals<'_>, depth: usize) -> Option<Self> {
        let left = Self::sum(literals, depth)?;
        if !literals.takes("===") && !literals.takes("==") {
            return Some(left);
        }
        Some(Self::Equal(Box::new(left), Box::new(Self::sum(literals, depth)?)))
    }

    fn sum(literals: &mut Literals<'_>, depth: usize) -> Option<Self> {
        let mut terms = vec![Self::term(literals, depth)?];
        while literals.takes("+") {
            terms.push(Self::term(literals, depth)?);
        }
        Some(Self::Join(terms))
    }

    fn term(literals: &mut Literals<'_>, depth: usize) -> Option<Self> {
        let term = match literals.rest().chars().next()? {
            '"' | '\'' => Self::Text(literals.string()?),
            '`' => Self::template(literals, depth)?,
            '0'..='9' => Self::Text(literals.number()?.to_string()),
            '(' if literals.takes("(") => {
                let inner = Self::read(literals, depth)?;
                if !literals.takes(")") {
                    return None;
                }
                // A table in brackets: `({..})[e]`.
                match inner.into_table() {
                    Ok(table) => Self::entry(table, literals, depth)?,
                    Err(inner) => inner,
                }
            }
            '{' => {
                let Value::Object(object) = literals.value()? else { return None };
                let text = |value: Value| match value {
                    Value::String(text) => Some(text),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                };
                let table = object.into_iter().filter_map(|(key, value)| Some((key, text(value)?)));
                Self::entry(table.collect(), literals, depth)?
            }
            _ => {
                literals.identifier()?;
                Self::Chunk
            }
        };
        Some(term)
    }

    /// A text in backticks, with the values in it.
    fn template(literals: &mut Literals<'_>, depth: usize) -> Option<Self> {
        let mut terms = Vec::new();
        literals.takes("`");
        loop {
            let rest = literals.rest();
            let (text, behind) = rest.split_at_checked(rest.find(['`', '$', '\\'])?)?;
            terms.push(Self::Text(text.to_owned()));
            *literals = Literals::new(behind);
            if literals.takes("`") {
                return Some(Self::Join(terms));
            }
            if !literals.takes("${") {
                return None;
            }
            terms.push(Self::read(literals, depth.saturating_add(1))?);
            if !literals.takes("}") {
                return None;
            }
        }
    }

    /// What stands behind a table; a table alone is one that is looked up in further out.
    fn entry(table: BTreeMap<String, String>, literals: &mut Literals<'_>, depth: usize) -> Option<Self> {
        if !literals.takes("[") {
            return Some(Self::Entry(table, Box::new(Self::Join(Vec::new()))));
        }
        let index = Self::read(literals, depth.saturating_add(1))?;
        literals.takes("]").then(|| Self::Entry(table, Box::new(index)))
    }

    fn into_table(self) -> Result<BTreeMap<String, String>, Self> {
        match self {
            Self::Entry(table, index) if matches!(&*index, Self::Join(terms) if terms.is_empty()) => Ok(table),
            Self::Join(mut terms) if terms.len() == 1 => match terms.pop() {
                Some(term) => term.into_table(),
                None => Err(Self::Join(terms)),
            },
            other => Err(other),
        }
    }

    /// Collects the chunks that are told apart.
    fn ids(&self, ids: &mut BTreeSet<String>) {
        match self {
            Self::Text(_) | Self::Chunk => {}
            Self::Entry(table, index) => {
                ids.extend(table.keys().cloned());
                index.ids(ids);
            }
            Self::Join(terms) => terms.iter().for_each(|term| term.ids(ids)),
            Self::Or(one, other) => [one, other].into_iter().for_each(|side| side.ids(ids)),
            Self::Equal(one, other) => {
                let text = |side: &Self| side.evaluate("").filter(|text| !text.is_empty());
                ids.extend([one, other].into_iter().filter_map(|side| text(side)));
            }
            Self::Choice(condition, yes, no) => [condition, yes, no].into_iter().for_each(|part| part.ids(ids)),
        }
    }

    /// The text for a chunk; `None` for `undefined`.
    fn evaluate(&self, id: &str) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Chunk => Some(id.to_owned()),
            Self::Entry(table, index) => table.get(&index.evaluate(id)?).cloned(),
            Self::Or(one, other) => one.evaluate(id).filter(|text| !text.is_empty()).or_else(|| other.evaluate(id)),
            Self::Join(terms) => terms.iter().map(|term| term.evaluate(id)).collect(),
            Self::Equal(one, other) => (one.evaluate(id)? == other.evaluate(id)?).then(|| "true".to_owned()),
            Self::Choice(condition, yes, no) => {
                if condition.evaluate(id).is_some() {
                    yes.evaluate(id)
                } else {
                    no.evaluate(id)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(runtime: &str) -> Vec<String> {
        scripts(runtime).into_iter().collect()
    }

    #[test]
    fn names_are_put_together_as_the_bundler_says() {
        let two = ["assets/js/237.c.js", "assets/js/a1.b.js"];
        let body = r#""assets/js/"+({59:"a1"}[e]||e)+"."+{59:"b",237:"c"}[e]+".js""#;
        for function in [
            format!("f.u=e=>{body},f.p=\"/\""),
            format!("f.u=function(e){{return {body}}},f.miniCssF=function(e){{}}"),
            format!(
                "__webpack_require__.u = (chunkId) => {{\n\t// return url\n\treturn {} ;\n}}",
                body.replace("[e]", "[chunkId]")
            ),
            format!("f.u=e=>{}", body.replace("{59:\"b\"", "({\"59\":\"b\"").replace("\"c\"}", "\"c\"})")),
            format!("f.u=e=>{}", body.replace("{59:\"a1\"}[e]||e", "59===e?\"a1\":e")),
            "f.u=e=>`assets/js/${{59:\"a1\"}[e]||e}.${{59:\"b\",237:\"c\"}[e]}.js`".to_owned(),
        ] {
            assert_eq!(names(&function), two, "{function}");
        }
    }

    #[test]
    fn chunks_can_be_named_apart() {
        let function = r#"r.u=e=>(1e3===e?"assets/js/common.x.js":"assets/js/"+e+"."+{7:"y"}[e]+".js")"#;
        assert_eq!(names(function), ["assets/js/7.y.js", "assets/js/common.x.js"]);
        assert_eq!(names(r#"r.u=e=>"assets/js/"+e+".js?v="+{7:"y"}[e]"#), [""; 0]);
        assert_eq!(names(r#"r.miniCssF=e=>"assets/css/"+e+"."+{7:"y"}[e]+".css""#), [""; 0]);
    }

    #[test]
    fn code_that_never_ends_takes_no_time() {
        let start = std::time::Instant::now();
        for piece in [
            ".u=e=>",
            ".u/*",
            ".u=e=>\"assets/js/\"+",
            "`assets/js/${",
            "\"assets/js/\"+(",
            ".u=e=>{7:[{",
            "'assets/js/",
        ] {
            assert_eq!(names(&piece.repeat(20_000)), [""; 0], "{piece}");
        }
        assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
    }

    #[test]
    fn other_code_names_nothing() {
        for code in ["", ".u=", "f.u=e=>", "f.u=e=>g(e)", "x=\"assets/js/\"", &format!("f.u=e=>{}", "(".repeat(10_000))]
        {
            assert_eq!(names(code), [""; 0], "{code}");
        }
    }
}
